/** What there is to say about the county that somebody points at. */
import { html, nothing, type TemplateResult } from "lit-html";
import { chance, count, daysBetween, decimal, shortDay } from "../format";
import { nameOf, otherNameOf, t } from "../i18n";
import { measureName, noun } from "../known";
import { unitPath } from "../router";
import { pill, rank } from "../status";
import type { AlertOverview } from "../types";
import { becauseBar, remedy } from "./because";

export function pointedAt(standings: AlertOverview, code: string, today: string): TemplateResult {
  const county = standings.counties.find((one) => one.code === code);
  if (!county) return html`<div class="pointed empty"><p class="sub">${t("pointed.none")}</p></div>`;
  const worst = [...county.standings].sort((a, b) => rank(a.status) - rank(b.status))[0];
  const figures = worst?.figures;
  const left = figures ? daysBetween(today, figures.due) : 0;
  return html`<div class="pointed">
    <h3>
      <a href=${unitPath(county.code)}>${nameOf(county)}</a>
      <span class="sub" lang="und">${otherNameOf(county)}</span>
    </h3>
    ${county.status ? pill(county.status) : nothing}
    ${figures && worst
      ? html`<p><b>${measureName(worst.measure)}</b></p>
          <dl class="pairs">
            <dt>${t("col.short")}</dt>
            <dd>${figures.gap > 0 ? `${count(figures.gap)} ${noun(worst.measure, figures.gap)}` : t("gap.none")}</dd>
            <dt>${t("col.left")}</dt>
            <dd>${t("of", { part: count(figures.remaining), whole: count(figures.scope) })}</dd>
            <dt>${t("col.lag")}</dt>
            <dd>${decimal(figures.lagDays)}</dd>
            ${figures.probabilityOnTime === null
              ? nothing
              : html`<dt>${t("col.chance")}</dt>
                  <dd>${chance(figures.probabilityOnTime)}</dd>`}
            <dt>${t("col.due")}</dt>
            <dd>${shortDay(figures.due)}</dd>
          </dl>
          ${becauseBar(figures.because)}
          <p class="remedy">${remedy(worst.measure, figures, left, figures.lastWeek)}</p>`
      : html`<p class="sub">${t("pointed.fine")}</p>`}
  </div>`;
}
