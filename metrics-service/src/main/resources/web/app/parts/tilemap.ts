/** Every county as a tile, by province, the worst first nowhere: places stay where people look for them. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { count } from "../format";
import { nameOf, t } from "../i18n";
import { unitName } from "../known";
import { unitPath } from "../router";
import { isBehind, sign, slug, STATUSES, word } from "../status";
import type { Status, UnitStanding } from "../types";
import { statusBar } from "./bars";

/** From how many counties on tiles have no room for names. */
const DENSE = 240;

export interface TileMap {
  counties: UnitStanding[];
  /** Codes of provinces that have a page of their own. */
  provinces: Set<string>;
  /** The measure that colours; empty for the worst of all. */
  measure: string;
  point(code: string): void;
}

export const statusOf = (county: UnitStanding, measure: string): Status | null =>
  (measure ? county.statuses[measure] : county.status) ?? null;

export function countsOf(counties: UnitStanding[], measure = ""): Partial<Record<Status, number>> {
  const counts: Partial<Record<Status, number>> = {};
  for (const county of counties) {
    const status = statusOf(county, measure);
    if (status) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

export function tileMap(map: TileMap): TemplateResult {
  const groups = new Map<string, UnitStanding[]>();
  for (const county of map.counties) {
    const key = county.province ?? "";
    groups.set(key, [...(groups.get(key) ?? []), county]);
  }
  const pointed = (event: Event): void => {
    const code = (event.target as Element).closest<HTMLElement>("[data-code]")?.dataset.code;
    if (code) map.point(code);
  };
  return html`<div class="tiles ${map.counties.length > DENSE ? "dense" : ""}" @pointerover=${pointed} @focusin=${pointed}>
    ${repeat(groups, ([code]) => code, ([code, counties]) => province(code, counties, map))}
  </div>`;
}

function province(code: string, counties: UnitStanding[], map: TileMap): TemplateResult {
  const counts = countsOf(counties, map.measure);
  const behind = counties.filter((county) => isBehind(statusOf(county, map.measure))).length;
  const name = unitName(code);
  return html`<section class="province" aria-label=${name}>
    <h3>
      ${map.provinces.has(code) ? html`<a href=${unitPath(code)}>${name}</a>` : name === code ? nothing : name}
      <span class="sub">${t("map.behind", { n: behind, of: counties.length })}</span>
    </h3>
    ${statusBar(counts)}
    <ul>
      ${repeat(counties, (county) => county.code, (county) => tile(county, map.measure))}
    </ul>
  </section>`;
}

function tile(county: UnitStanding, measure: string): TemplateResult {
  const status = statusOf(county, measure);
  const name = nameOf(county);
  const label = `${name}: ${status ? word(status) : t("map.noplan")}${county.silent ? ` (${t("silent")})` : ""}`;
  return html`<li>
    <a class="tile ${status ? `st-${slug(status)}` : "st-none"} ${county.silent ? "silent" : ""}" href=${unitPath(county.code)}
      data-code=${county.code} aria-label=${label} title=${label}
      ><span class="tile-name">${name}</span><span class="sign" aria-hidden="true">${status ? sign(status) : ""}</span></a>
  </li>`;
}

/** What the colours mean, with how many there are. */
export function legend(counts: Partial<Record<Status, number>>): TemplateResult {
  return html`<ul class="legend" aria-label=${t("legend")}>
    ${STATUSES.filter((status) => counts[status] || ["CRITICAL", "BEHIND", "UNKNOWN", "WATCH", "ON_TRACK"].includes(status)).map(
      (status) => html`<li>
        <span class="tile st-${slug(status)}" aria-hidden="true"><span class="sign">${sign(status)}</span></span>
        ${word(status)} <b>${count(counts[status] ?? 0)}</b>
      </li>`,
    )}
  </ul>`;
}
