/** The campaign: who is behind, by how much, why, and what now. */
import { html, nothing, type TemplateResult } from "lit-html";
import { redraw, type View } from "../app";
import { count, day, daysBetween } from "../format";
import { language, nameOf, otherNameOf, t } from "../i18n";
import { home, known, loadOverview, measureName } from "../known";
import { goals } from "../parts/goals";
import { statusHistory } from "../parts/bars";
import { busy, notice } from "../parts/notice";
import { patterns } from "../parts/patterns";
import { countsOf, legend, tileMap } from "../parts/tilemap";
import { pointedAt } from "../parts/pointed";
import { provinceTable } from "../parts/provinces";
import { urgencyTable } from "../parts/urgencytable";
import { go } from "../app";
import { parameter, setParameters } from "../router";
import { isBehind } from "../status";
import type { AlertOverview, MetricsOverview } from "../types";
import { urgent } from "../urgency";

const FIRST_ROWS = 25;
const SHOWN = "countywatch-shown";

export class CampaignView implements View {
  private measure = parameter("measure");
  private pointed = "";
  private all = false;
  private finding = false;

  title(): string {
    return t("nav.campaign");
  }

  async load(signal: AbortSignal): Promise<void> {
    const before = known.day;
    await loadOverview(signal);
    const own = home();
    if (own) return go(`/counties/${own.code}`);
    if (before && known.day && before !== known.day) known.announcement = t("news", { day: day(known.day) });
  }

  draw(): TemplateResult {
    const standings = known.standings;
    if (!standings || home()) return busy();
    // Once a page: how long it took until there was something to see.
    if (!performance.getEntriesByName(SHOWN).length) requestAnimationFrame(() => performance.mark(SHOWN));
    const stale = standings.alerts.some((alert) => alert.rule === "pipeline-stale");
    return html`${patterns()}${stale ? notice("error", t("stale.title"), t("stale.text")) : nothing}${this.headline(standings)}
      ${known.figures ? goals(known.figures, standings) : nothing}
      ${standings.day ? this.standing(standings, standings.day) : notice("empty", t("empty.title"), t("empty.text"))}
      ${known.figures && standings.wider.length > 1 ? provinceTable(known.figures, standings) : nothing}`;
  }

  private headline(standings: AlertOverview): TemplateResult {
    const counties = standings.counties;
    const behind = counties.filter((county) => isBehind(county.status) && county.status !== "UNKNOWN").length;
    const unknown = counties.filter((county) => county.status === "UNKNOWN").length;
    return html`<div class="headline">
      <p class="eyebrow">${eyebrow(known.figures, standings.day)}</p>
      <h1>
        ${standings.day
          ? html`${t("headline.behind", { n: count(behind), of: count(counties.length) })}${unknown
              ? html`<span class="and">${t("headline.unknown", { n: count(unknown) })}</span>`
              : nothing}`
          : t("headline.none")}
      </h1>
    </div>`;
  }

  private standing(standings: AlertOverview, today: string): TemplateResult {
    const rows = urgent(standings.counties, today, this.measure);
    const counts = countsOf(standings.counties, this.measure);
    return html`
      <section class="panel map" aria-labelledby="map-title">
        <div class="panel-head">
          <h2 id="map-title">${t("map.title")}</h2>
          ${this.finder(standings)} ${this.measureChoice(standings)}
        </div>
        ${legend(counts)}
        <div class="map-body">
          ${tileMap({
            counties: standings.counties,
            provinces: new Set(standings.wider.filter((unit) => unit.level === "province").map((unit) => unit.code)),
            measure: this.measure,
            point: (code) => {
              if (code !== this.pointed) {
                this.pointed = code;
                redraw();
              }
            },
          })}
          <aside class="beside">
            ${pointedAt(standings, this.pointed || rows[0]?.county.code || "", today)}
            <h3>${t("history.title")}</h3>
            ${statusHistory(standings.history)}
          </aside>
        </div>
      </section>
      ${urgencyTable({
        rows,
        shown: this.all ? rows.length : FIRST_ROWS,
        alerts: standings.alerts,
        more: () => {
          this.all = true;
          redraw();
        },
      })}
    `;
  }

  /** Goes to a county by any of its names, or by its code. The names are there once somebody wants them. */
  private finder(standings: AlertOverview): TemplateResult {
    const found = (event: Event): void => {
      const code = /\b[0-9]{6}\b/.exec((event.target as HTMLInputElement).value)?.[0];
      if (code && standings.counties.some((county) => county.code === code)) go(`/counties/${code}`);
    };
    const wanted = (): void => {
      this.finding = true;
      redraw();
    };
    return html`<label class="choice noprint"
        >${t("map.find")}
        <input type="search" list="counties" autocomplete="off" @focus=${wanted} @input=${found} /></label
      ><datalist id="counties">
        ${this.finding
          ? standings.counties.map((county) => html`<option value=${`${nameOf(county)} ${otherNameOf(county)} ${county.code}`}></option>`)
          : nothing}
      </datalist>`;
  }

  private measureChoice(standings: AlertOverview): TemplateResult {
    const ids = [...new Set(standings.counties.flatMap((county) => Object.keys(county.statuses)))].sort();
    return html`<label class="choice"
      >${t("map.measure")}
      <select @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${!this.measure}>${t("map.worst")}</option>
        ${ids.map((id) => html`<option value=${id} ?selected=${id === this.measure}>${measureName(id)}</option>`)}
      </select></label
    >`;
  }

  private choose(measure: string): void {
    this.measure = measure;
    setParameters({ measure });
    redraw();
  }
}

function eyebrow(figures: MetricsOverview | null, today: string | null): string {
  const facts = figures?.campaign;
  const name = facts?.name?.[language()] ?? facts?.name?.en ?? (known.standings?.wider[0] ? nameOf(known.standings.wider[0]) : "");
  const left = facts?.end && today ? daysBetween(today, facts.end) : null;
  return [
    name,
    today ? day(today) : "",
    left === null ? "" : left >= 0 ? t("days.left", { n: left, end: day(facts!.end!) }) : t("days.over", { n: -left }),
  ]
    .filter(Boolean)
    .join(" · ");
}
