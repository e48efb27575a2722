/** Figures of counties that are hardly so: too few or too many households at risk, and some lifted again too soon. */
import { html, nothing, type TemplateResult } from "lit-html";
import { count, percentFine } from "../format";
import { nameOf, otherNameOf, t } from "../i18n";
import { known } from "../known";
import { unitPath } from "../router";
import type { Reporting, UnitStanding } from "../types";
import { counted, csvButton } from "./csv";
import { table } from "./table";

type Told = UnitStanding & { reporting: Reporting };

const isDoubtful = (one: Reporting): boolean => one.atRiskUnlikely || (one.liftedAgain90d ?? 0) > 0;

/** What is unlikely about the households at risk; empty where nothing is. */
export function atRiskDoubt(told: Reporting): string {
  if (!told.atRiskUnlikely) return "";
  const share = told.atRisk / told.register;
  return t(share < 0.05 ? "doubt.few" : "doubt.many", { share: percentFine(share) });
}

/** What is unlikely about who was lifted again; empty where nothing is. */
export function liftedAgainDoubt(told: Reporting): string {
  return told.liftedAgain90d ? t("doubt.again", { n: count(told.liftedAgain90d) }) : "";
}

export function doubtful(counties: Told[]): TemplateResult {
  const all = counties
    .filter((one) => isDoubtful(one.reporting))
    .sort((one, other) => (other.reporting.liftedAgain90d ?? 0) - (one.reporting.liftedAgain90d ?? 0) || one.code.localeCompare(other.code));
  return html`<section class="panel" aria-labelledby="doubtful-title">
    <div class="panel-head">
      <h2 id="doubtful-title">${t("doubt.title")} <span class="sub">${t("doubt.counties", { n: count(all.length) })}</span></h2>
      ${csvButton({
        name: `doubtful-${known.day}`,
        columns: ["code", "county", "county_zh", "at_risk", "register", "at_risk_unlikely", "lifted_again_90d"],
        rows: () =>
          all.map(({ code, name, nameZh, reporting }) => [
            code,
            name,
            nameZh,
            counted(reporting.atRisk),
            counted(reporting.register),
            String(reporting.atRiskUnlikely),
            reporting.liftedAgain90d === null ? null : counted(reporting.liftedAgain90d),
          ]),
      })}
    </div>
    <p class="sub">${t("doubt.why")}</p>
    ${all.length === 0
      ? html`<p class="sub">${t("quality.nothing")}</p>`
      : table(
          [
            { title: t("col.county"), cell: (one: Told) => html`<a href=${unitPath(one.code)}>${nameOf(one)}</a> <span class="sub">${otherNameOf(one)}</span>` },
            { title: t("doubt.risk"), cell: ({ reporting }) => atRiskDoubt(reporting) || nothing },
            { title: t("doubt.lifted"), cell: ({ reporting }) => liftedAgainDoubt(reporting) || nothing },
          ],
          all,
        )}
  </section>`;
}
