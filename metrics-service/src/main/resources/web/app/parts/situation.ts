/** Falling back, silence and the exit gates of a county. */
import { html, nothing, type TemplateResult } from "lit-html";
import { count, moment, percentFine } from "../format";
import { say, t } from "../i18n";
import { measureName } from "../known";
import { pill, word } from "../status";
import type { ExitGate, Outlook } from "../types";
import { asOfNow, asOfTag } from "./asof";
import { meter } from "./bars";
import { csvButton } from "./csv";
import { atRiskDoubt, liftedAgainDoubt } from "./doubtful";
import { panel } from "./panel";
import { table } from "./table";

const BACK_LIMIT = 0.01;

/** @param on the past day that is looked back to; empty for now */
export function backAndSilence(outlook: Outlook, relapsedNow: number, on: string): TemplateResult {
  const told = outlook.reporting;
  if (!told) return html``;
  const rate = told.liftedBefore > 0 ? told.relapsed90d / told.liftedBefore : 0;
  const bounds = outlook.plans.filter((plan) => plan.assessment.bounds && plan.assessment.bounds.lower !== plan.assessment.bounds.upper);
  return html`<div class="pair">
    ${panel(
      "back-title",
      t("back.title"),
      html`${pill(told.fallingBack)}${asOfTag(on)}`,
      html`${asOfNow(outlook)}<p class="lead">${t("back.lead", { n: count(told.relapsed90d), of: count(told.liftedBefore), rate: percentFine(rate) })}</p>
        ${meter(rate, BACK_LIMIT, BACK_LIMIT * 2, t("goal.back.rate", { rate: percentFine(rate), limit: percentFine(BACK_LIMIT) }))}
        <p class="sub">${t("back.now", { n: count(relapsedNow) })} ${t("back.limits", { watch: percentFine(BACK_LIMIT / 2), behind: percentFine(BACK_LIMIT) })}</p>
        ${[atRiskDoubt(told), liftedAgainDoubt(told)].map((doubt) => (doubt ? html`<p class="doubt"><b>${t("doubt.sign")}</b> ${doubt}</p>` : nothing))}`,
    )}
    ${panel(
      "silence-title",
      t("silence.title"),
      html`${told.villagesSilent ? pill("UNKNOWN") : nothing}${asOfTag(on)}`,
      html`${asOfNow(outlook)}<p class="lead">
          ${t("silence.lead", { silent: count(told.villagesSilent), of: count(told.villagesSilent + told.villagesReporting) })}
        </p>
        <p>${told.lastReportAt ? t("silence.last", { at: moment(told.lastReportAt) }) : t("silence.never")}</p>
        ${told.lateShare7d === null ? nothing : html`<p class="sub">${t("silence.late", { share: percentFine(told.lateShare7d) })}</p>`}
        ${bounds.map(
          ({ measure: id, assessment }) => html`<p class="sub">
            ${t("silence.bounds", { what: measureName(id), lower: word(assessment.bounds!.lower), upper: word(assessment.bounds!.upper) })}
          </p>`,
        )}`,
    )}
  </div>`;
}

/** @param on as above */
export function gates(outlook: Outlook, today: string, on: string): TemplateResult {
  const all = outlook.gates;
  const show = (value: number | null): string => (value === null ? "–" : percentFine(value));
  const result = (gate: ExitGate): TemplateResult =>
    html`<span class="gate g-${gate.result.toLowerCase().replace("_", "-")}">${say(`gate.result.${gate.result}`)}</span>`;
  return panel(
    "gates-title",
    t("gates.title"),
    html`${asOfTag(on)}<span class="sub">${t("gates.passed", { n: all.filter((one) => one.result === "PASSED" || one.result === "LETTER_ONLY").length, of: all.length })}</span>${csvButton({
        name: `exit-gates-${outlook.code}-${today}`,
        columns: ["gate", "rate", "bound", "limit", "result"],
        rows: () => all.map((one) => [one.name, one.rate, one.bound, one.limit, one.result]),
      })}`,
    html`${asOfNow(outlook)}${table(
      [
        { title: t("col.gate"), cell: (gate) => say(`gate.${gate.name}`, gate.name) },
        { title: t("col.rate"), num: true, cell: (gate) => show(gate.rate) },
        { title: t("col.bound"), num: true, cell: (gate) => (gate.bound === gate.rate ? "–" : show(gate.bound)) },
        { title: t("col.limit"), num: true, cell: (gate) => show(gate.limit) },
        { title: t("col.result"), cell: result },
      ],
      all,
    )}`,
  );
}
