/** What fires, grouped, and what keeps quiet. */
import { html, nothing, type TemplateResult } from "lit-html";
import { redraw, reload, type View } from "../app";
import { alerts, listed, type Listed } from "../api";
import { count, day } from "../format";
import type { Silence } from "../handling";
import { say, t } from "../i18n";
import { known, needOverview, saw, unitName } from "../known";
import { alertFile } from "../parts/alertfile";
import { alertGroups } from "../parts/alertgroups";
import { busy, cut, notice } from "../parts/notice";
import { silences } from "../parts/silences";
import { parameter, setParameters } from "../router";
import type { Alert, Freshness } from "../types";

const STATES: Record<string, string> = {
  open: "FIRING,RECOVERING",
  pending: "PENDING",
  ended: "RESOLVED,RETRACTED",
  all: "PENDING,FIRING,RECOVERING,RESOLVED,RETRACTED",
};

type Filter = "state" | "severity" | "province" | "rule" | "group" | "handled";

export class AlertsView implements View {
  private all: Listed<Alert> | null = null;
  private silences: Silence[] = [];
  private whole = new Set<string>();
  private filter: Record<Filter, string> = {
    state: parameter("state") || "open",
    severity: parameter("severity"),
    province: parameter("province"),
    rule: parameter("rule"),
    group: parameter("group") || "province",
    handled: parameter("handled"),
  };

  title(): string {
    return t("nav.alerts");
  }

  async load(signal: AbortSignal): Promise<void> {
    await needOverview(signal);
    const path = `/v1/alerts?state=${STATES[this.filter.state] ?? STATES.open}&limit=1000`;
    const [all, silenced] = await Promise.all([
      listed<Alert, { freshness: Freshness }>(alerts, path, signal),
      alerts<{ items: Silence[] }>("/v1/silences", signal),
    ]);
    signal.throwIfAborted();
    this.all = all;
    this.silences = silenced.items;
    saw(all.first.freshness);
  }

  draw(): TemplateResult {
    if (!this.all) return busy();
    const shown = this.all.items.filter((one) => this.fits(one)).sort(bySeverity);
    const critical = shown.filter((one) => one.severity === "critical").length;
    const free = shown.filter((one) => !one.acknowledgement).length;
    return html`<div class="headline">
        <p class="eyebrow">${known.day ? day(known.day) : ""}</p>
        <h1>${t("alerts.headline", { n: shown.length })}<span class="and">${t("alerts.headline.more", { critical, free })}</span></h1>
      </div>
      <section class="panel" aria-label=${t("nav.alerts")}>
        <div class="panel-head filters">
          ${this.choice("state", [["open", t("filter.open")], ["pending", t("filter.pending")], ["ended", t("filter.ended")], ["all", t("filter.all")]])}
          ${this.choice("severity", [["", t("filter.all")], ["critical", t("severity.critical")], ["warning", t("severity.warning")]])}
          ${this.provinces().length > 1 ? this.choice("province", [["", t("filter.all")], ...this.provinces().map((code): [string, string] => [code, unitName(code)])]) : nothing}
          ${this.choice("rule", [["", t("filter.all")], ...this.rules().map((id): [string, string] => [id, say(`rule.${id}`, id)])])}
          ${this.choice("handled", [["", t("filter.all")], ["no", t("filter.free")], ["yes", t("filter.taken")]])}
          ${this.choice("group", [["province", t("col.province")], ["rule", t("col.alert")], ["severity", t("col.severity")]])}
          ${alertFile(shown)}
        </div>
        ${cut(this.all, t("alerts.cut", { n: count(this.all.items.length) }))}
        ${shown.length === 0 ? notice("empty", t("alerts.empty.title"), t("alerts.empty.text")) : alertGroups(shown, this.filter.group, this.whole, (group) => this.drawWhole(group))}
      </section>
      ${silences(this.silences)}`;
  }

  private fits(one: Alert): boolean {
    const { severity, province, rule, handled } = this.filter;
    return (
      (!severity || one.severity === severity) &&
      (!province || one.unit.province === province || one.unit.code === province) &&
      (!rule || one.rule === rule) &&
      (!handled || (handled === "yes") === Boolean(one.acknowledgement))
    );
  }

  private provinces(): string[] {
    return [...new Set((this.all?.items ?? []).flatMap((one) => (one.unit.province ? [one.unit.province] : [])))].sort();
  }

  private rules(): string[] {
    return [...new Set((this.all?.items ?? []).map((one) => one.rule))].sort();
  }

  private choice(name: Filter, options: [string, string][]): TemplateResult {
    return html`<label class="choice"
      >${t(`filter.${name}`)}
      <select @change=${(event: Event) => this.choose(name, (event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this.filter[name]}>${text}</option>`)}
      </select></label
    >`;
  }

  private drawWhole(group: string): void {
    this.whole.add(group);
    redraw();
  }

  private choose(name: Filter, value: string): void {
    this.filter[name] = value;
    setParameters({ [name]: value });
    if (name === "state") void reload();
    else redraw();
  }
}

function bySeverity(one: Alert, other: Alert): number {
  return (
    Number(other.severity === "critical") - Number(one.severity === "critical") ||
    (one.evaluation?.probabilityOnTime ?? 0.5) - (other.evaluation?.probabilityOnTime ?? 0.5) ||
    one.since.localeCompare(other.since) ||
    one.alert.localeCompare(other.alert)
  );
}
