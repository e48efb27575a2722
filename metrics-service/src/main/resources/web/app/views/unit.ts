/** A county or a province: every plan, why it is where it is, and what was known when. */
import { html, nothing, type TemplateResult } from "lit-html";
import { redraw, reload, type View } from "../app";
import { alerts, metrics } from "../api";
import { endOfDay } from "../days";
import { addDays } from "../format";
import { nameOf, t } from "../i18n";
import { known, needOverview } from "../known";
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
import { villages, type Village, type VillageStatuses } from "../parts/villages";
import { parameter, setParameters } from "../router";
import { doneByDay, type SeriesPoint } from "../series";
import type { Alert, AlertOverview, Outlook, PlanOutlook, Status, UnitFigures } from "../types";
import { urgent } from "../urgency";

const ALL_STATES = "PENDING,FIRING,RECOVERING,RESOLVED,RETRACTED";
const FIRST_VILLAGES = 12;

export class UnitView implements View {
  private outlook: Outlook | null = null;
  private figures: UnitFigures | null = null;
  private then: UnitFigures | null = null;
  /** Of the day that is looked back to; null for now. */
  private standings: AlertOverview | null = null;
  private villages: Village[] = [];
  private villageStatuses: VillageStatuses = new Map();
  private alerts: Alert[] = [];
  private restated: Restated[] = [];
  private actual: [string, number][] = [];
  private asKnown: [string, number][] | null = null;
  private plan = parameter("plan");
  private on = parameter("on");
  private known = parameter("known");
  private since = parameter("since");
  private allVillages = false;

  constructor(private readonly code: string) {}

  private get isCounty(): boolean {
    return this.code.length > 2;
  }

  private get path(): string {
    return `/v1/${this.isCounty ? "counties" : "provinces"}/${this.code}`;
  }

  title(): string {
    return this.outlook ? nameOf(this.outlook) : "";
  }

  async load(): Promise<void> {
    await needOverview();
    const asOf = this.on ? `?asOf=${this.on}` : "";
    const [outlook, figures, listed, standings] = await Promise.all([
      alerts<Outlook>(`/v1/units/${this.code}/outlook${asOf}`),
      metrics<UnitFigures>(this.path + (this.on ? `?effective=${this.on}` : "")),
      this.on ? null : this.listed(),
      this.on && !this.isCounty ? alerts<AlertOverview>(`/v1/overview${asOf}`) : null,
    ]);
    this.outlook = outlook;
    this.figures = figures;
    this.standings = standings;
    this.alerts = listed ?? outlook.alerts ?? [];
    known.day = outlook.freshness.evaluatedThrough;
    known.loadedAt = Date.now();
    this.since ||= known.day ? addDays(known.day, -28) : "2000-01-01";
    await Promise.all([this.loadCurves(), this.loadThen(), this.loadVillages(), this.loadRestated()]);
  }

  /** The alerts as they stand now; those of a past day come with the outlook. */
  private async listed(): Promise<Alert[]> {
    const path = `/v1/alerts?${this.isCounty ? "county" : "province"}=${this.code}&state=${ALL_STATES}&limit=200`;
    return (await alerts<{ items: Alert[] }>(path)).items.filter((one) => one.unit.code === this.code);
  }

  private async loadCurves(): Promise<void> {
    const plan = this.chosen();
    if (!plan) return;
    if (this.isCounty) void this.loadVillageStatuses(plan.plan);
    const to = this.on ? `&to=${this.on}` : "";
    const ask = `${this.path}/series?measure=${plan.measure}&from=${plan.inForce.start}&step=day${to}`;
    const [now, then] = await Promise.all([
      metrics<{ points: SeriesPoint[] }>(ask),
      this.known ? metrics<{ points: SeriesPoint[] }>(`${ask}&known=${this.knownInstant()}`) : Promise.resolve(null),
    ]);
    this.actual = doneByDay(now.points, plan.measure);
    this.asKnown = then ? doneByDay(then.points, plan.measure) : null;
  }

  private async loadVillageStatuses(plan: string): Promise<void> {
    const day = this.on ? `&day=${this.on}` : "";
    const answer = await alerts<{ assessments: { unit: string; status: Status }[] }>(
      `/v1/assessments?level=village&county=${this.code}&plan=${plan}${day}`,
    ).catch(() => ({ assessments: [] }));
    this.villageStatuses = new Map(answer.assessments.map((one) => [one.unit, one.status]));
    redraw();
  }

  private async loadThen(): Promise<void> {
    this.then = this.known
      ? await metrics<UnitFigures>(`${this.path}?known=${this.knownInstant()}${this.on ? `&effective=${this.on}` : ""}`)
      : null;
  }

  private async loadVillages(): Promise<void> {
    if (!this.isCounty) return;
    const asOf = (this.on ? `&effective=${this.on}` : "") + (this.known ? `&known=${this.knownInstant()}` : "");
    this.villages = (await metrics<{ items: Village[] }>(`${this.path}/villages?limit=5000${asOf}`)).items;
  }

  private async loadRestated(): Promise<void> {
    if (!this.isCounty) return;
    this.restated = (
      await metrics<{ items: Restated[] }>(`${this.path}/restatements?since=${this.since}&limit=300`)
    ).items.reverse();
  }

  private knownInstant(): string {
    return encodeURIComponent(endOfDay(this.known, known.figures?.campaign.timeZone ?? "UTC"));
  }

  private chosen(): PlanOutlook | null {
    const plans = this.outlook?.plans ?? [];
    return plans.find((one) => one.plan === this.plan) ?? plans[0] ?? null;
  }

  draw(): TemplateResult {
    const outlook = this.outlook;
    if (!outlook) return busy();
    const plan = this.chosen();
    const today = outlook.day ?? known.day ?? "";
    const first = known.figures?.campaign.start ?? today;
    const last = outlook.freshness.evaluatedThrough ?? today;
    return html`${patterns()}
      ${unitHead(outlook)}
      ${today
        ? asOfBar({ first, last, effective: this.on, known: this.known, set: (on, then) => this.moveTo(on, then) })
        : nothing}
      ${plan
        ? html`<div class="unit-plans">
            ${planList(outlook, plan, (id) => this.choose(id))}
            ${planPanel(plan, { actual: this.actual, asKnown: this.asKnown }, curveFile(`curve-${this.code}-${plan.plan}-${today}`, this.actual, this.asKnown, this.known))}
          </div>`
        : notice("empty", t("plan.none.title"), t("plan.none.text"))}
      ${this.then && this.figures ? thenAndNow(this.then.measures, this.figures.measures) : nothing}
      ${this.isCounty
        ? html`${backAndSilence(outlook, this.figures?.measures.status?.RELAPSED?.subjects ?? 0, this.on)}
            ${villages(this.villages, this.villageStatuses, plan, this.code, today, this.allVillages ? this.villages.length : FIRST_VILLAGES, () => {
              this.allVillages = true;
              redraw();
            })}
            ${outlook.gates.length ? gates(outlook, today, this.on) : nothing}`
        : this.countiesOf(today)}
      ${alertList(this.alerts, this.on)}
      ${this.isCounty ? restatements(this.restated, this.since, this.code, (since) => this.lookBack(since)) : nothing}`;
  }

  private countiesOf(today: string): TemplateResult {
    const standings = this.on ? this.standings : known.standings;
    const counties = standings?.counties.filter((county) => county.province === this.code) ?? [];
    const rows = urgent(counties, today);
    return urgencyTable({ rows, shown: rows.length, alerts: standings?.alerts ?? [], more: () => undefined, on: this.on });
  }

  private choose(plan: string): void {
    this.plan = plan;
    setParameters({ plan });
    redraw();
    void this.loadCurves().then(redraw);
  }

  private moveTo(on: string, then: string): void {
    this.on = on;
    this.known = then;
    setParameters({ on, known: then });
    void reload();
  }

  private lookBack(since: string): void {
    if (!since) return;
    this.since = since;
    setParameters({ since });
    void this.loadRestated().then(redraw);
  }
}
