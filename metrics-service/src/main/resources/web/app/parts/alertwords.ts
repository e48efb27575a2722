/** Words of alerts. */
import { html, type TemplateResult } from "lit-html";
import { say } from "../i18n";

export const severity = (name: string): TemplateResult =>
  html`<span class="pill ${name === "critical" ? "st-critical" : "st-behind"}">${say(`severity.${name}`, name)}</span>`;

export const stateWord = (state: string): TemplateResult =>
  html`<span class="state s-${state.toLowerCase()}">${say(`state.${state}`, state)}</span>`;
