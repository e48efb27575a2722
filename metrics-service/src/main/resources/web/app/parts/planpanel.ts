/** One plan of a unit: its curve, its pace, its reasons, its figures against both versions of the plan. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import "./curvebox";
import { chance, count, day, daysBetween, decimal, shortDay } from "../format";
import { t } from "../i18n";
import { measureName, noun } from "../known";
import { planned } from "../curve";
import { pill } from "../status";
import type { PlanOutlook, Reading } from "../types";
import { becauseBar, remedy } from "./because";
import type { CurveData } from "./chart";

export interface Curves {
  actual: [string, number][];
  asKnown: [string, number][] | null;
}

export function planPanel(plan: PlanOutlook, curves: Curves, controls: TemplateResult): TemplateResult {
  const reading = plan.assessment.inForce;
  const today = plan.assessment.day;
  return html`<section class="panel plan" aria-labelledby="plan-title">
    <div class="panel-head">
      <h2 id="plan-title">${measureName(plan.measure)}</h2>
      ${pill(plan.assessment.status)} ${controls}
    </div>
    <p class="lead">${sentence(plan)}</p>
    ${legendOf(plan, curves)}
    <curve-box role="img" aria-label=${t("curve.alt", { what: measureName(plan.measure), said: sentence(plan) })} .data=${curveData(plan, curves)}></curve-box>
    <div class="plan-facts">
      <div>
        <h3>${t("plan.because")}</h3>
        ${reading.gap > 0 ? becauseBar(plan.assessment.because) : html`<p class="sub">${t("plan.nogap")}</p>`}
        ${rolledUp(plan) ? html`<p class="sub">${t("plan.rolledUp")}</p>` : nothing}
        <h3>${t("col.now")}</h3>
        <p class="remedy">${remedy(plan.measure, reading, daysBetween(today, reading.due), plan.assessment.windows.at(-1) ?? null)}</p>
        ${pace(plan)}
      </div>
      ${readings(plan)}
    </div>
  </section>`;
}

/** By how much, in one sentence. */
export function sentence(plan: PlanOutlook): string {
  const reading = plan.assessment.inForce;
  const left = t("plan.left", { part: count(reading.remaining), whole: count(reading.scope), what: noun(plan.measure, reading.scope) });
  const lag = reading.lagDays > 0 ? t("lag.behind", { n: decimal(reading.lagDays) }) : t("lag.ahead", { n: decimal(-reading.lagDays) });
  const parts = [left, lag, t("plan.due", { day: day(reading.due) })];
  if (reading.probabilityOnTime !== null) parts.push(t("chance", { p: chance(reading.probabilityOnTime) }));
  return parts.join(t("list.comma"));
}

/** Watched for its parts, not for itself: a fifth of what is left lies where it is behind (design: roll-up). */
const rolledUp = ({ assessment: { status, inForce } }: PlanOutlook): boolean =>
  status === "WATCH" && inForce.lagDays <= 7 && (inForce.probabilityOnTime ?? 1) >= 0.25;

const hasOtherFirst = (plan: PlanOutlook): boolean => plan.firstApproved.version !== plan.inForce.version;

function curveData(plan: PlanOutlook, curves: Curves): CurveData {
  const scope = Math.max(plan.assessment.inForce.scope, ...curves.actual.map(([, value]) => value));
  return {
    actual: curves.actual,
    asKnown: curves.asKnown,
    plan: planned(plan.inForce, plan.assessment.inForce.scope),
    first: hasOtherFirst(plan) ? planned(plan.firstApproved, plan.assessment.inForce.scope) : null,
    fan: plan.fan?.points ?? [],
    today: plan.assessment.day,
    due: plan.inForce.due,
    scope,
    words: {
      actual: t("curve.actual"),
      asKnown: t("curve.asKnown"),
      plan: t("curve.plan"),
      first: t("curve.first"),
      fan: t("curve.fan"),
      today: shortDay(plan.assessment.day),
      due: t("curve.due"),
    },
    count,
    day,
    shortDay,
  };
}

function legendOf(plan: PlanOutlook, curves: Curves): TemplateResult {
  return html`<ul class="legend lines" aria-hidden="true">
    <li><i class="l-actual"></i>${t("curve.actual")}</li>
    <li><i class="l-plan"></i>${t("curve.plan")}${hasOtherFirst(plan) ? nothing : html` <span class="sub">(${t("curve.same")})</span>`}</li>
    ${hasOtherFirst(plan) ? html`<li><i class="l-first"></i>${t("curve.first")}</li>` : nothing}
    ${plan.fan ? html`<li><i class="l-fan"></i>${t("curve.fan.long")}</li>` : nothing}
    ${curves.asKnown ? html`<li><i class="l-known"></i>${t("curve.asKnown")}</li>` : nothing}
  </ul>`;
}

/** The weeks behind, and the line that is needed from now on. */
function pace(plan: PlanOutlook): TemplateResult {
  const windows = plan.assessment.windows;
  const needed = plan.assessment.inForce.paceNeeded;
  const most = Math.max(1, needed ?? 0, ...windows);
  const wide = 100 / Math.max(1, windows.length);
  const height = (value: number): number => (44 * Math.max(0, value)) / most;
  return html`<h3>${t("pace.title")}</h3>
    <svg class="pace" viewBox="0 0 100 46" preserveAspectRatio="none" role="img"
      aria-label=${t("pace.alt", { weeks: windows.map((one) => count(one)).join(", "), needed: needed === null ? "–" : decimal(needed) })}>
      ${windows.map((value, index) => svg`<rect class="bar" x=${index * wide} width=${wide * 0.8} y=${45 - height(value)} height=${height(value) + 1} />`)}
      ${needed === null ? nothing : svg`<rect class="need" x="0" width="100" y=${45 - height(needed)} height="1" />`}
    </svg>
    <dl class="pairs">
      <dt>${t("pace.observed")}</dt>
      <dd>${decimal(plan.assessment.inForce.paceObserved)} ${t("pace.week", { what: noun(plan.measure) })}</dd>
      <dt><i class="need-key" aria-hidden="true"></i>${t("pace.needed")}</dt>
      <dd>${needed === null ? "–" : `${decimal(needed)} ${t("pace.week", { what: noun(plan.measure) })}`}</dd>
    </dl>`;
}

const ROWS: [key: string, value: (reading: Reading) => unknown][] = [
  ["status", (reading) => pill(reading.status)],
  ["due", (reading) => day(reading.due)],
  ["scope", (reading) => count(reading.scope)],
  ["done", (reading) => count(reading.done)],
  ["planned", (reading) => count(reading.planned)],
  ["gap", (reading) => count(reading.gap)],
  ["lag", (reading) => decimal(reading.lagDays)],
  ["spi", (reading) => (reading.spiT === null ? "–" : reading.spiT.toFixed(2))],
  ["required", (reading) => (reading.requiredRatio === null ? "–" : `${decimal(reading.requiredRatio)} ×`)],
  ["observedRatio", (reading) => (reading.ratio === null ? "–" : `${decimal(reading.ratio)} ×`)],
  ["probability", (reading) => (reading.probabilityOnTime === null ? "–" : chance(reading.probabilityOnTime))],
  ["eta", (reading) => (reading.eta === null ? "–" : reading.eta === "never" ? t("reading.never") : day(reading.eta))],
  ["likely", (reading) => (reading.likelyBy ? day(reading.likelyBy) : "–")],
  ["certain", (reading) => (reading.almostCertainBy ? day(reading.almostCertainBy) : "–")],
];

function readings(plan: PlanOutlook): TemplateResult {
  const { inForce, firstApproved } = plan.assessment;
  return html`<table class="readings">
    <caption class="sr">${t("reading.title")}</caption>
    <thead>
      <tr>
        <td></td>
        <th scope="col">${t("reading.inForce", { version: inForce.version })}</th>
        <th scope="col">${t("reading.first", { version: firstApproved.version })}</th>
      </tr>
    </thead>
    <tbody>
      ${ROWS.map(
        ([key, value]) => html`<tr>
          <th scope="row">${t(`reading.${key}` as "reading.due")}</th>
          <td class="num">${value(inForce)}</td>
          <td class="num">${value(firstApproved)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
