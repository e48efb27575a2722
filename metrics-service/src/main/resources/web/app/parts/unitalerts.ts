/** The alerts of a unit, also those that have ended. */
import { html, type TemplateResult } from "lit-html";
import { day } from "../format";
import { say, t } from "../i18n";
import { measureName } from "../known";
import { alertPath } from "../router";
import type { Alert } from "../types";
import { severity, stateWord } from "./alertwords";
import { notice } from "./notice";
import { panel } from "./panel";
import { table } from "./table";

export function alertList(all: Alert[]): TemplateResult {
  return panel(
    "alerts-title",
    t("nav.alerts"),
    html`<span class="sub">${t("alerts.open", { n: all.filter((one) => one.state === "FIRING" || one.state === "RECOVERING").length })}</span>`,
    all.length === 0
      ? notice("empty", t("alerts.none"), "")
      : table(
          [
            { title: t("col.alert"), cell: (one: Alert) => html`<a href=${alertPath(one.alert)}>${say(`rule.${one.rule}`, one.rule)}</a> <span class="sub">${measureName(one.measure)}</span>` },
            { title: t("col.severity"), cell: (one) => severity(one.severity) },
            { title: t("col.state"), cell: (one) => stateWord(one.state) },
            { title: t("col.since"), cell: (one) => day(one.since) },
            { title: t("col.takenOn"), cell: (one) => one.acknowledgement?.by ?? "–" },
          ],
          all,
        ),
  );
}
