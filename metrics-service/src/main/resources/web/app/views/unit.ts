/** A county, a province or the nation: every plan, why it is where it is, and what was known when. */
import { html, nothing, type TemplateResult } from "lit-html";
import { redraw, reload, type View } from "../app";
import { alerts, listed, metrics, type Listed } from "../api";
import { endOfDay } from "../days";
import { addDays } from "../format";
import { nameOf, t } from "../i18n";
import { known, loadOverview, needOverview, saw } from "../known";
import { asOfBar } from "../parts/asof";
import { curveFile } from "../parts/curvefile";
import { busy, notice } from "../parts/notice";
import { patterns } from "../parts/patterns";
import { planPanel } from "../parts/planpanel";
import { restatements, thenAndNow, type Restated } from "../parts/restated";
import { backAndSilence, gates } from "../parts/situation";
import { alertList } from "../parts/unitalerts";
import { planList, unitHead } from "../parts/unithead";
import { urgencyTable } from "../parts/urgencytable";
import { villages, type Village, type VillageStatus, type VillageStatuses } from "../parts/villages";
import { levelOf, parameter, setParameters } from "../router";
import { doneByDay, type SeriesPoint } from "../series";
import type { Alert, AlertOverview, Outlook, PlanOutlook, UnitFigures } from "../types";
import { urgent } from "../urgency";

const ALL_STATES = "PENDING,FIRING,RECOVERING,RESOLVED,RETRACTED";
const FIRST_VILLAGES = 12;
const FIRST_COUNTIES = 25;
const FIRST_RESTATED = 200;
const SERVICE_PATHS = { nation: "/v1/national", province: "/v1/provinces/", county: "/v1/counties/" };

/** What is asked for; texts of days, empty: now. */
interface Asked {
  on: string;
  known: string;
  plan: string;
  since: string;
}

/** What belongs to one of the unit's plans. */
interface OfPlan {
  plan: PlanOutlook | null;
  actual: [string, number][];
  asKnown: [string, number][] | null;
  villageStatuses: VillageStatuses;
}

/** All that one load brought, with what it was asked for: nothing of it may stand under another day or plan. */
interface Loaded extends OfPlan {
  asked: Asked;
  outlook: Outlook;
  figures: UnitFigures;
  /** As it was known on the day that is asked for; null for now. */
  then: UnitFigures | null;
  /** Of a province or the nation. */
  standings: AlertOverview | null;
  alerts: Listed<Alert>;
  villages: Listed<Village>;
  restated: Listed<Restated>;
}

const NOTHING = { items: [], cut: false, first: null };

export class UnitView implements View {
  private loaded: Loaded | null = null;
  private wanted: Asked = {
    on: parameter("on"),
    known: parameter("known"),
    plan: parameter("plan"),
    since: parameter("since"),
  };
  private all = new Set<"villages" | "counties" | "restated">();

  constructor(private readonly code: string) {}

  private get level(): "nation" | "province" | "county" {
    return levelOf(this.code);
  }

  private get isCounty(): boolean {
    return this.level === "county";
  }

  private get path(): string {
    return SERVICE_PATHS[this.level] + (this.level === "nation" ? "" : this.code);
  }

  title(): string {
    return this.loaded ? nameOf(this.loaded.outlook) : "";
  }

  async load(signal: AbortSignal): Promise<void> {
    const asked = { ...this.wanted };
    const asOf = asked.on ? `?asOf=${asked.on}` : "";
    // How the counties stand changes with every evaluation, of a county's page only the names are needed.
    const standsNow = !this.isCounty && !asked.on;
    await (standsNow ? loadOverview(signal) : needOverview(signal));
    const [outlook, figures, alertsNow, standings] = await Promise.all([
      alerts<Outlook>(`/v1/units/${this.code}/outlook${asOf}`, signal),
      metrics<UnitFigures>(this.path + (asked.on ? `?effective=${asked.on}` : ""), signal),
      // As they stand now; those of a past day come with the outlook. What "county" takes is the code of any unit.
      asked.on ? null : listed<Alert>(alerts, `/v1/alerts?county=${this.code}&state=${ALL_STATES}&limit=1000`, signal),
      this.isCounty || standsNow ? null : alerts<AlertOverview>(`/v1/overview${asOf}`, signal),
    ]);
    asked.since ||= outlook.freshness.evaluatedThrough ? addDays(outlook.freshness.evaluatedThrough, -28) : "2000-01-01";
    const [ofPlan, then, villages, restated] = await Promise.all([
      this.ofPlan(outlook, asked, signal),
      asked.known ? metrics<UnitFigures>(`${this.path}?known=${instant(asked.known)}${asked.on ? `&effective=${asked.on}` : ""}`, signal) : null,
      this.villages(asked, signal),
      this.restated(asked, signal),
    ]);
    signal.throwIfAborted();
    this.loaded = {
      ...ofPlan, asked, outlook, figures, then, villages, restated,
      standings: standsNow ? known.standings : standings,
      alerts: alertsNow ?? { ...NOTHING, items: outlook.alerts ?? [] },
    };
    saw(outlook.freshness, ...(standsNow && known.standings ? [known.standings.freshness] : []));
  }

  private async ofPlan(outlook: Outlook, asked: Asked, signal: AbortSignal): Promise<OfPlan> {
    const plan = outlook.plans.find((one) => one.plan === asked.plan) ?? outlook.plans[0] ?? null;
    if (!plan) return { plan, actual: [], asKnown: null, villageStatuses: new Map() };
    const ask = `${this.path}/series?measure=${plan.measure}&from=${plan.inForce.start}&step=day${asked.on ? `&to=${asked.on}` : ""}`;
    const [now, then, statuses] = await Promise.all([
      metrics<{ points: SeriesPoint[] }>(ask, signal),
      asked.known ? metrics<{ points: SeriesPoint[] }>(`${ask}&known=${instant(asked.known)}`, signal) : null,
      this.isCounty
        ? alerts<{ assessments: VillageStatus[] }>(
            `/v1/assessments?level=village&county=${this.code}&plan=${plan.plan}${asked.on ? `&day=${asked.on}` : ""}`,
            signal,
          )
        : null,
    ]);
    return {
      plan,
      actual: doneByDay(now.points, plan.measure),
      asKnown: then ? doneByDay(then.points, plan.measure) : null,
      villageStatuses: new Map(statuses?.assessments.map((one) => [one.unit, one])),
    };
  }

  private async villages(asked: Asked, signal: AbortSignal): Promise<Listed<Village>> {
    if (!this.isCounty) return NOTHING;
    const asOf = (asked.on ? `&effective=${asked.on}` : "") + (asked.known ? `&known=${instant(asked.known)}` : "");
    return listed<Village>(metrics, `${this.path}/villages?limit=5000${asOf}`, signal);
  }

  /** Newest first: the service tells the oldest first, so all of them are needed. */
  private async restated(asked: Asked, signal: AbortSignal): Promise<Listed<Restated>> {
    if (!this.isCounty) return NOTHING;
    const all = await listed<Restated>(metrics, `${this.path}/restatements?since=${asked.since}&limit=1000`, signal);
    return { ...all, items: all.items.reverse() };
  }

  draw(): TemplateResult {
    if (!this.loaded) return busy();
    const { asked, outlook, plan, figures, then } = this.loaded;
    const today = outlook.day ?? known.day ?? "";
    const first = known.figures?.campaign.start ?? today;
    const last = outlook.freshness.evaluatedThrough ?? today;
    const more = (what: "villages" | "counties" | "restated") => (): void => {
      this.all.add(what);
      redraw();
    };
    const shown = (what: "villages" | "counties" | "restated", most: number): number => (this.all.has(what) ? Infinity : most);
    return html`${patterns()}
      ${unitHead(outlook)}
      ${today
        ? asOfBar({ first, last, effective: asked.on, known: asked.known, set: (to) => this.moveTo(to) })
        : nothing}
      ${plan
        ? html`<div class="unit-plans">
            ${planList(outlook, plan, (id) => this.choose(id))}
            ${planPanel(plan, this.loaded, curveFile(`curve-${this.code}-${plan.plan}-${today}`, this.loaded.actual, this.loaded.asKnown, asked.known))}
          </div>`
        : notice("empty", t("plan.none.title"), t("plan.none.text"))}
      ${then ? thenAndNow(then.measures, figures.measures) : nothing}
      ${this.isCounty
        ? html`${backAndSilence(outlook, figures.measures.status?.RELAPSED?.subjects ?? 0, asked.on)}
            ${villages(this.loaded.villages, this.loaded.villageStatuses, plan, this.code, today, shown("villages", FIRST_VILLAGES), more("villages"))}
            ${outlook.gates.length ? gates(outlook, today, asked.on) : nothing}`
        : this.countiesOf(this.loaded, today, shown("counties", FIRST_COUNTIES), more("counties"))}
      ${alertList(this.loaded.alerts, asked.on)}
      ${this.isCounty
        ? restatements(this.loaded.restated, asked.since, this.code, (since) => this.lookBack(since), shown("restated", FIRST_RESTATED), more("restated"))
        : nothing}`;
  }

  private countiesOf({ standings, asked }: Loaded, today: string, shown: number, more: () => void): TemplateResult {
    const counties = (standings?.counties ?? []).filter((county) => this.level === "nation" || county.province === this.code);
    return urgencyTable({ rows: urgent(counties, today), shown, alerts: standings?.alerts ?? [], more, on: asked.on });
  }

  private choose(plan: string): void {
    this.wanted.plan = plan;
    setParameters({ plan });
    void reload(async (signal) => {
      const loaded = this.loaded!;
      const asked = { ...loaded.asked, plan };
      const ofPlan = await this.ofPlan(loaded.outlook, asked, signal);
      signal.throwIfAborted();
      this.loaded = { ...loaded, ...ofPlan, asked };
    });
  }

  private moveTo(to: { effective?: string; known?: string }): void {
    this.wanted.on = to.effective ?? this.wanted.on;
    this.wanted.known = to.known ?? this.wanted.known;
    setParameters({ on: this.wanted.on, known: this.wanted.known });
    void reload();
  }

  private lookBack(since: string): void {
    if (!since) return;
    this.wanted.since = since;
    setParameters({ since });
    void reload(async (signal) => {
      const loaded = this.loaded!;
      const asked = { ...loaded.asked, since };
      const restated = await this.restated(asked, signal);
      signal.throwIfAborted();
      this.loaded = { ...loaded, asked, restated };
    });
  }
}

/** The end of a day in the campaign's zone, for a query. */
const instant = (day: string): string => encodeURIComponent(endOfDay(day, known.figures?.campaign.timeZone ?? "UTC"));
