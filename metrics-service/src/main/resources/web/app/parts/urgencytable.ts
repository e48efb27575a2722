/** Those behind, most urgent first: how much, why, and what now. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { chance, count, decimal, shortDay } from "../format";
import { nameOf, otherNameOf, t } from "../i18n";
import { known, measureName, noun, unitName } from "../known";
import { alertPath, unitPath } from "../router";
import { pill, word } from "../status";
import type { FiringAlert } from "../types";
import type { Urgent } from "../urgency";
import { asOfTag } from "./asof";
import { becauseBar, becauseLine, remedy } from "./because";
import { bullet } from "./bars";
import { counted, csvButton } from "./csv";
import { notice } from "./notice";

export interface UrgencyTable {
  rows: Urgent[];
  shown: number;
  alerts: FiringAlert[];
  more(): void;
  /** The past day that is looked back to; none for now. */
  on?: string;
}

export function urgencyTable(table: UrgencyTable): TemplateResult {
  const alerts = new Map(table.alerts.map((alert) => [`${alert.unit}:${alert.measure}`, alert]));
  const shown = table.rows.slice(0, table.shown);
  return html`<section class="panel" aria-labelledby="urgent-title">
    <div class="panel-head">
      <h2 id="urgent-title">${t("urgent.title")} <span class="sub">${count(table.rows.length)}</span></h2>
      ${asOfTag(table.on ?? "")}
      ${csvButton({ name: `behind-${table.on || known.day}`, columns: columns(), rows: () => table.rows.map(cells) })}
    </div>
    ${table.rows.length === 0
      ? notice("empty", t("urgent.none.title"), t("urgent.none.text"))
      : html`<table class="wide cards" role="table">
          <thead role="rowgroup">
            <tr role="row">
              ${["county", "plan", "short", "lag", "chance", "due", "why", "now"].map(
                (name) => html`<th scope="col" role="columnheader" class=${`c-${name}`}>${t(`col.${name}` as "col.county")}</th>`,
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${repeat(shown, (one) => `${one.county.code}:${one.standing.plan}`, (one) =>
              row(one, alerts.get(`${one.county.code}:${one.standing.measure}`)))}
          </tbody>
        </table>`}
    ${table.rows.length > table.shown
      ? html`<button class="button" @click=${table.more}>${t("urgent.more", { n: count(table.rows.length) })}</button>`
      : nothing}
  </section>`;
}

function row(one: Urgent, alert: FiringAlert | undefined): TemplateResult {
  const { county, standing, figures, daysLeft } = one;
  const measure = standing.measure;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <a href=${`${unitPath(county.code)}?plan=${standing.plan}`}>${nameOf(county)}</a>
      <span class="sub">${otherNameOf(county)}${county.province ? html` · ${unitName(county.province)}` : nothing}</span>
    </th>
    <td role="cell" data-label=${t("col.plan")}>${measureName(measure)}<br />${pill(standing.status)}</td>
    <td role="cell" class="num c-short" data-label=${t("col.short")}>
      <b>${figures.gap > 0 ? count(figures.gap) : "–"}</b> <span class="sub">${figures.gap > 0 ? noun(measure, figures.gap) : ""}</span>
      ${bullet(figures.done, figures.planned, figures.scope)}
      <span class="sub nowrap">${t("left.of", { part: count(figures.remaining), whole: count(figures.scope) })}</span>
    </td>
    <td role="cell" class="num" data-label=${t("col.lag")}>${decimal(Math.max(0, figures.lagDays))}</td>
    <td role="cell" class="num" data-label=${t("col.chance")}>
      ${figures.probabilityOnTime === null ? "–" : chance(figures.probabilityOnTime)}
    </td>
    <td role="cell" class="num nowrap" data-label=${t("col.due")}>
      ${shortDay(figures.due)}
      <span class="sub block">${daysLeft >= 0 ? t("days.in", { n: daysLeft }) : t("days.ago", { n: -daysLeft })}</span>
    </td>
    <td role="cell" class="c-why" data-label=${t("col.why")}>
      ${becauseBar(figures.because)}${standing.silent ? html`<span class="sub">${t("silent.long")}</span>` : nothing}
    </td>
    <td role="cell" class="c-now" data-label=${t("col.now")}>
      ${remedy(measure, figures, daysLeft, figures.lastWeek)}
      ${alert
        ? html`<br /><a class="sub" href=${alertPath(alert.alert)}
              >${alert.takenOnBy ? t("alert.taken", { by: alert.takenOnBy }) : t("alert.open")}</a
            >`
        : nothing}
    </td>
  </tr>`;
}

const columns = (): string[] => [
  "code", "county", "county_zh", "plan", "measure", "status", "first_approved_status", "scope", "done", "remaining", "planned",
  "gap", "days_behind", "probability_on_time", "due", "days_left", "pace_needed_week", "pace_observed_week", "because", "what_would_do",
];

const cells = ({ county, standing, figures, daysLeft }: Urgent) => [
  county.code, county.name, county.nameZh, standing.plan, standing.measure, word(standing.status), word(standing.firstApproved),
  counted(figures.scope), counted(figures.done), counted(figures.remaining), counted(figures.planned), counted(figures.gap),
  figures.lagDays, figures.probabilityOnTime, figures.due, daysLeft, counted(figures.paceNeeded), counted(figures.paceObserved),
  becauseLine(figures.because), remedy(standing.measure, figures, daysLeft, figures.lastWeek),
];
