/** The provinces, each in a line. */
import { html, nothing, type TemplateResult } from "lit-html";
import { chance, count, decimal, percent } from "../format";
import { nameOf, otherNameOf, t } from "../i18n";
import { known } from "../known";
import { unitPath } from "../router";
import { pill, word } from "../status";
import type { AlertOverview, MetricsOverview, UnitFigures, UnitStanding } from "../types";
import { bullet, statusBar } from "./bars";
import { counted, csvButton } from "./csv";
import { countsOf } from "./tilemap";

interface Line {
  unit: UnitStanding;
  left: number;
  lifted: number;
  counties: UnitStanding[];
}

export function provinceTable(figures: MetricsOverview, standings: AlertOverview): TemplateResult {
  const byCode = new Map(figures.wider.map((unit) => [unit.code, unit]));
  const lines = standings.wider
    .filter((unit) => unit.level === "province")
    .map((unit) => line(unit, byCode.get(unit.code), standings));
  return html`<section class="panel" aria-labelledby="provinces-title">
    <div class="panel-head">
      <h2 id="provinces-title">${t("provinces.title")}</h2>
      ${csvButton({ name: `provinces-${known.day}`, columns: COLUMNS, rows: () => lines.map(cells) })}
    </div>
    <table class="wide cards" role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${(["province", "peopleLeft", "lifted", "plan", "lag", "chance", "counties"] as const).map(
            (name) => html`<th scope="col" role="columnheader">${t(`col.${name}`)}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${lines.map(row)}
      </tbody>
    </table>
  </section>`;
}

function line(unit: UnitStanding, figures: UnitFigures | undefined, standings: AlertOverview): Line {
  const persons = (stage: string): number => figures?.measures.status?.[stage]?.persons ?? 0;
  return {
    unit,
    left: persons("POOR") + persons("RELAPSED"),
    lifted: persons("LIFTED"),
    counties: standings.counties.filter((county) => county.province === unit.code),
  };
}

const planOf = (unit: UnitStanding) => unit.standings.find((standing) => standing.measure === "status");

function row({ unit, left, lifted, counties }: Line): TemplateResult {
  const plan = planOf(unit);
  const figures = plan?.figures;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <a href=${unitPath(unit.code)}>${nameOf(unit)}</a> <span class="sub">${otherNameOf(unit)}</span>
    </th>
    <td role="cell" class="num" data-label=${t("col.peopleLeft")}>${count(left)}</td>
    <td role="cell" class="num" data-label=${t("col.lifted")}>
      ${left + lifted ? percent(lifted / (left + lifted)) : "–"} ${bullet(lifted, figures?.planned ?? lifted, left + lifted)}
    </td>
    <td role="cell" data-label=${t("col.plan")}>${plan ? pill(plan.status) : nothing}</td>
    <td role="cell" class="num" data-label=${t("col.lag")}>${figures ? decimal(Math.max(0, figures.lagDays)) : "–"}</td>
    <td role="cell" class="num" data-label=${t("col.chance")}>
      ${figures?.probabilityOnTime == null ? "–" : chance(figures.probabilityOnTime)}
    </td>
    <td role="cell" data-label=${t("col.counties")}>${statusBar(countsOf(counties))}</td>
  </tr>`;
}

const COLUMNS = ["code", "province", "province_zh", "people_left", "people_lifted", "status", "days_behind", "probability_on_time"];

function cells({ unit, left, lifted }: Line) {
  const plan = planOf(unit);
  return [
    unit.code, unit.name, unit.nameZh, counted(left), counted(lifted), plan ? word(plan.status) : "",
    plan?.figures?.lagDays, plan?.figures?.probabilityOnTime,
  ];
}
