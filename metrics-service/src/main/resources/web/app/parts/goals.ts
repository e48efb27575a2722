/** The three goals: finish, consolidate, let nobody fall back. */
import { html, nothing, type TemplateResult } from "lit-html";
import { chance, count, decimal, percent, percentFine } from "../format";
import { t } from "../i18n";
import { known } from "../known";
import { isBehind, pill, STATUSES } from "../status";
import type { AlertOverview, MetricsOverview, Standing, Status, UnitFigures } from "../types";
import { bullet, meter, statusBar } from "./bars";

/** Above which share a county counts as behind by its fall-backs (design: 1 % in 90 days). */
const LIMIT = 0.01;

export function goals(figures: MetricsOverview, standings: AlertOverview): TemplateResult {
  return html`<section class="goals" aria-label=${t("goals")}>
    ${finish(figures, standings)}${consolidate(standings)}${nobodyBack(figures, standings)}
  </section>`;
}

function finish(figures: MetricsOverview, standings: AlertOverview): TemplateResult {
  const measure = figures.measures.find((one) => one.family.toUpperCase() === "STATUS");
  const nation = figures.wider.find((unit) => unit.level === "national");
  const units = nation ? [nation] : figures.wider.length ? figures.wider : figures.counties;
  const persons = (stage: string): number =>
    units.reduce((sum, unit) => sum + (unit.measures[measure?.id ?? "status"]?.[stage]?.persons ?? 0), 0);
  const left = persons("POOR") + persons("RELAPSED");
  const scope = left + persons("LIFTED");
  const top = standings.wider.length ? standings.wider[0] : standings.counties.length === 1 ? standings.counties[0] : null;
  const plan = top?.standings.find((standing) => standing.measure === measure?.id) ?? null;
  return html`<article class="goal">
    <h2>${t("goal.finish")}</h2>
    <p class="big">${count(left)} <small>${t("goal.finish.left")}</small></p>
    ${bullet(persons("LIFTED"), plan?.figures?.planned ?? persons("LIFTED"), scope)}
    <p class="facts">
      ${t("goal.finish.lifted", { done: count(persons("LIFTED")), share: scope ? percent(persons("LIFTED") / scope) : "–" })}
    </p>
    ${plan?.figures ? planFacts(plan) : nothing}
  </article>`;
}

function planFacts(plan: Standing): TemplateResult {
  const figures = plan.figures!;
  const lag = figures.lagDays;
  return html`<p class="facts">
    ${pill(plan.status)}
    <span>${lag > 0 ? t("lag.behind", { n: decimal(lag) }) : t("lag.ahead", { n: decimal(-lag) })}</span>
    ${figures.probabilityOnTime === null ? nothing : html`<span>${t("chance", { p: chance(figures.probabilityOnTime) })}</span>`}
  </p>`;
}

function consolidate(standings: AlertOverview): TemplateResult {
  const counts: Partial<Record<Status, number>> = {};
  for (const county of standings.counties) {
    for (const [measure, status] of Object.entries(county.statuses)) {
      if (isStatus(measure)) continue;
      counts[status] = (counts[status] ?? 0) + 1;
    }
  }
  const all = STATUSES.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const bad = STATUSES.filter((status) => isBehind(status)).reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const done = (counts.DONE_UNVERIFIED ?? 0) + (counts.VERIFIED ?? 0);
  return html`<article class="goal">
    <h2>${t("goal.consolidate")}</h2>
    <p class="big">${all ? count(bad) : "–"} <small>${t("goal.consolidate.behind", { of: count(all) })}</small></p>
    ${statusBar(counts)}
    <p class="facts">${t("goal.consolidate.text", { done: count(done), watch: count(counts.WATCH ?? 0) })}</p>
  </article>`;
}

const isStatus = (measure: string): boolean =>
  (known.figures?.measures.find((one) => one.id === measure)?.family ?? measure).toUpperCase() === "STATUS";

function nobodyBack(figures: MetricsOverview, standings: AlertOverview): TemplateResult {
  const reports = standings.counties.flatMap((county) => (county.reporting ? [county.reporting] : []));
  const relapsed = reports.reduce((sum, one) => sum + one.relapsed90d, 0);
  const before = reports.reduce((sum, one) => sum + one.liftedBefore, 0);
  const rate = before > 0 ? relapsed / before : 0;
  const many = reports.filter((one) => one.fallingBack === "BEHIND").length;
  const now = total(figures.wider[0]?.level === "national" ? [figures.wider[0]] : figures.counties);
  return html`<article class="goal">
    <h2>${t("goal.back")}</h2>
    <p class="big">${count(relapsed)} <small>${t("goal.back.households", { n: relapsed })}</small></p>
    ${meter(rate, LIMIT, LIMIT * 2, t("goal.back.rate", { rate: percentFine(rate), limit: percentFine(LIMIT) }))}
    <p class="facts">${t("goal.back.rate", { rate: percentFine(rate), limit: percentFine(LIMIT) })}</p>
    <p class="facts">${t("goal.back.counties", { n: many })} ${t("goal.back.now", { n: count(now) })}</p>
  </article>`;
}

const total = (units: UnitFigures[]): number =>
  units.reduce((sum, unit) => sum + (unit.measures.status?.RELAPSED?.subjects ?? 0), 0);
