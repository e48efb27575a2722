/** Who a page is about, and which of its programmes it shows. */
import { html, nothing, type TemplateResult } from "lit-html";
import { count } from "../format";
import { nameOf, otherNameOf, t } from "../i18n";
import { home, measureName, unitName } from "../known";
import { unitPath } from "../router";
import { pill, slug } from "../status";
import type { Outlook, PlanOutlook } from "../types";
import { sentence } from "./planpanel";

export function unitHead(outlook: Outlook): TemplateResult {
  const worst = outlook.plans[0];
  return html`<div class="headline">
    <p class="eyebrow">
      ${home() ? nothing : html`<a href="/">${t("nav.campaign")}</a> › `}${outlook.province && outlook.level === "county" && unitName(outlook.province) !== outlook.province
        ? html`<a href=${unitPath(outlook.province)}>${unitName(outlook.province)}</a> › `
        : nothing}${outlook.code}
    </p>
    <h1>
      ${nameOf(outlook)} <span class="and">${otherNameOf(outlook)}</span>
      ${outlook.status ? pill(outlook.status) : nothing}
    </h1>
    ${worst ? html`<p class="lead">${measureName(worst.measure)}: ${sentence(worst)}</p>` : nothing}
  </div>`;
}

export function planList(outlook: Outlook, chosen: PlanOutlook, choose: (plan: string) => void): TemplateResult {
  return html`<nav class="plan-list panel" aria-label=${t("plans.title")}>
    <h2>${t("plans.title")} <span class="sub">${outlook.plans.length}</span></h2>
    <ul>
      ${outlook.plans.map(
        (plan) => html`<li>
          <button class="st-edge-${slug(plan.assessment.status)}" aria-current=${plan === chosen ? "true" : nothing}
            @click=${() => choose(plan.plan)}>
            <span class="plan-name">${measureName(plan.measure)}</span>${pill(plan.assessment.status)}
            <span class="sub"
              >${t("left.of", { part: count(plan.assessment.inForce.remaining), whole: count(plan.assessment.inForce.scope) })}${plan.mandatory
                ? html` · ${t("plan.mandatory")}`
                : nothing}</span
            >
          </button>
        </li>`,
      )}
    </ul>
  </nav>`;
}
