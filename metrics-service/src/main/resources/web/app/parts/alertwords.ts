/** Words of alerts. */
import { html, nothing, type TemplateResult } from "lit-html";
import { say, t } from "../i18n";
import { home } from "../known";
import type { Alert } from "../types";

export const severity = (name: string): TemplateResult =>
  html`<span class="pill ${name === "critical" ? "st-critical" : "st-behind"}">${say(`severity.${name}`, name)}</span>`;

export const stateWord = (state: string): TemplateResult =>
  html`<span class="state s-${state.toLowerCase()}">${say(`state.${state}`, state)}</span>`;

/** Beside its state. That a wider unit speaks for it is for those who may see wider units. */
export function chips(one: Alert): TemplateResult {
  return html`${(one.suppression ?? []).filter((name) => name !== "INHIBITED" || !home()).map((name) => html` <span class="chip">${say(`suppression.${name}`, name)}</span>`)}${one.data && one.data !== "OK"
    ? html` <span class="chip">${say(`data.${one.data}`, one.data)}</span>`
    : nothing}${one.escalation ? html` <span class="chip">${t("escalated", { to: say(`level.${one.escalation}`, one.escalation) })}</span>` : nothing}`;
}
