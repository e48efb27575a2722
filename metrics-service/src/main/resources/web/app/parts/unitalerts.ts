/** The alerts of a unit, also those that have ended. */
import { html, type TemplateResult } from "lit-html";
import type { Listed } from "../api";
import { count, day } from "../format";
import { say, t } from "../i18n";
import { measureName } from "../known";
import { alertPath } from "../router";
import type { Alert } from "../types";
import { asOfTag } from "./asof";
import { severity, stateWord } from "./alertwords";
import { cut, notice } from "./notice";
import { panel } from "./panel";
import { table } from "./table";

/** @param on the past day that is looked back to, whose alerts these are; empty for now */
export function alertList(list: Listed<Alert>, on = ""): TemplateResult {
  const all = list.items;
  return panel(
    "alerts-title",
    t("nav.alerts"),
    html`${asOfTag(on)}<span class="sub">${t("alerts.open", { n: all.filter((one) => one.state === "FIRING" || one.state === "RECOVERING").length })}</span>`,
    all.length === 0
      ? notice("empty", on ? t("alerts.none.then") : t("alerts.none"), "")
      : html`${cut(list, t("alerts.cut", { n: count(all.length) }))}${table(
          [
            { title: t("col.alert"), cell: (one: Alert) => html`<a href=${alertPath(one.alert)}>${say(`rule.${one.rule}`, one.rule)}</a> <span class="sub">${measureName(one.measure)}</span>` },
            { title: t("col.severity"), cell: (one) => severity(one.severity) },
            { title: t("col.state"), cell: (one) => stateWord(one.state) },
            { title: t("col.since"), cell: (one) => day(one.since) },
            // Taking an alert on is no change of its own: what was told by then does not know of it.
            ...(on ? [] : [{ title: t("col.takenOn"), cell: (one: Alert) => one.acknowledgement?.by ?? "–" }]),
          ],
          all,
        )}`,
  );
}
