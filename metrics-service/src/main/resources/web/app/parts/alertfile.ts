/** Alerts as a file. */
import type { TemplateResult } from "lit-html";
import { known, measureName } from "../known";
import type { Alert } from "../types";
import { becauseLine } from "./because";
import { counted, csvButton } from "./csv";

export function alertFile(shown: Alert[]): TemplateResult {
  return csvButton({
    name: `alerts-${known.day}`,
    columns: ["alert", "unit", "name", "name_zh", "rule", "measure", "severity", "state", "since", "gap", "days_behind", "probability_on_time", "because", "taken_on_by", "taken_on_until"],
    rows: () =>
      shown.map((one) => [
        one.alert, one.unit.code, one.unit.name, one.unit.nameZh, one.rule, measureName(one.measure), one.severity, one.state, one.since,
        counted(one.evaluation?.gap), one.evaluation?.lagDays, one.evaluation?.probabilityOnTime, becauseLine(one.because),
        one.acknowledgement?.by, one.acknowledgement?.until,
      ]),
  });
}
