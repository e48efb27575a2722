/** Alerts in groups: which unit, since when, by how much, and who has them. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { mayManage } from "../auth";
import { chance, count, day, decimal, moment } from "../format";
import { alertTitle, isOpen, takeOn } from "../handling";
import { language, nameOf, say, t } from "../i18n";
import { noun, unitName } from "../known";
import { alertPath, unitPath } from "../router";
import type { Alert } from "../types";
import { chips, severity, stateWord } from "./alertwords";
import { table, type Column } from "./table";

const FIRST = 200;

/**
 * @param by what they are grouped by
 * @param whole groups that are drawn to their end
 * @param more draws one of them to its end
 */
export function alertGroups(shown: Alert[], by: string, whole: Set<string>, more: (group: string) => void): TemplateResult {
  const groups = new Map<string, Alert[]>();
  for (const one of shown) {
    const key = by === "rule" ? one.rule : by === "severity" ? one.severity : (one.unit.province ?? one.unit.code);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const name = (key: string): string =>
    by === "rule" ? say(`rule.${key}`, key) : by === "severity" ? say(`severity.${key}`, key) : unitName(key);
  return html`${repeat(groups, ([key]) => key, ([key, members]) => html`<details class="group" open>
      <summary><h2>${name(key)}</h2> <span class="sub">${count(members.length)}</span></summary>
      ${table(columns(), whole.has(key) ? members : members.slice(0, FIRST))}
      ${!whole.has(key) && members.length > FIRST
        ? html`<button class="button plain" @click=${() => more(key)}>${t("urgent.more", { n: count(members.length) })}</button>`
        : nothing}
    </details>`)}`;
}

const columns = (): Column<Alert>[] => [
  {
    title: t("col.unit"),
    cell: (one: Alert) => html`<a href=${unitPath(one.unit.code)}>${nameOf(one.unit)}</a>
      <span class="sub">${language() === "zh" ? one.unit.name : one.unit.nameZh}</span>`,
  },
  {
    title: t("col.alert"),
    cell: (one: Alert) => html`<a href=${alertPath(one.alert)}>${alertTitle(one)}</a> ${severity(one.severity)}
      ${one.state === "FIRING" ? nothing : stateWord(one.state)}${chips(one)}`,
  },
  { title: t("col.since"), cell: (one: Alert) => day(one.since) },
  {
    title: t("col.short"),
    num: true,
    cell: (one: Alert) =>
      one.evaluation && one.measure
        ? html`<b>${count(Math.max(0, one.evaluation.gap))}</b> <span class="sub">${noun(one.measure)}</span>
            <span class="sub block">${t("lag.behind", { n: decimal(Math.max(0, one.evaluation.lagDays)) })}${one.evaluation.probabilityOnTime === null
              ? nothing
              : html` · ${t("chance", { p: chance(one.evaluation.probabilityOnTime) })}`}</span>`
        : "–",
  },
  {
    title: t("col.handled"),
    cell: (one: Alert) =>
      one.acknowledgement
        ? html`${t("alert.taken", { by: one.acknowledgement.by })}
            <span class="sub block">${t("until", { at: moment(one.acknowledgement.until) })}: ${one.acknowledgement.reason}</span>`
        : isOpen(one) && mayManage()
          ? html`<button class="button plain" aria-label=${`${t("ack.action")}: ${nameOf(one.unit)}, ${alertTitle(one)}`}
              @click=${() => takeOn(one)}>${t("ack.action")}</button>`
          : "–",
  },
];
