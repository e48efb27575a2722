/** What fires, grouped, and what keeps quiet. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { redraw, reload, type View } from "../app";
import { alerts } from "../api";
import { mayManage } from "../auth";
import { chance, count, day, decimal, moment } from "../format";
import { alertTitle, endSilence, silence, takeOn, type Silence } from "../handling";
import { language, nameOf, say, t } from "../i18n";
import { home, known, measureName, needOverview, noun, unitName } from "../known";
import { becauseLine } from "../parts/because";
import { counted, csvButton } from "../parts/csv";
import { busy, notice } from "../parts/notice";
import { severity, stateWord } from "../parts/alertwords";
import { table } from "../parts/table";
import { alertPath, parameter, setParameters, unitPath } from "../router";
import type { Alert, Freshness } from "../types";

const STATES: Record<string, string> = {
  open: "FIRING,RECOVERING",
  pending: "PENDING",
  ended: "RESOLVED,RETRACTED",
  all: "PENDING,FIRING,RECOVERING,RESOLVED,RETRACTED",
};

type Filter = "state" | "severity" | "province" | "rule" | "group" | "handled";

export class AlertsView implements View {
  private all: Alert[] | null = null;
  private silences: Silence[] = [];
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

  async load(): Promise<void> {
    await needOverview();
    const [listed, silences] = await Promise.all([
      alerts<{ items: Alert[]; freshness: Freshness }>(`/v1/alerts?state=${STATES[this.filter.state] ?? STATES.open}&limit=1000`),
      alerts<{ items: Silence[] }>("/v1/silences"),
    ]);
    this.all = listed.items;
    this.silences = silences.items;
    known.day = listed.freshness.evaluatedThrough;
    known.loadedAt = Date.now();
  }

  draw(): TemplateResult {
    if (!this.all) return busy();
    const shown = this.all.filter((one) => this.fits(one)).sort(bySeverity);
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
          ${this.download(shown)}
        </div>
        ${shown.length === 0 ? notice("empty", t("alerts.empty.title"), t("alerts.empty.text")) : this.groups(shown)}
      </section>
      ${this.silencePanel()}`;
  }

  private groups(shown: Alert[]): TemplateResult {
    const groups = new Map<string, Alert[]>();
    for (const one of shown) {
      const key = this.filter.group === "rule" ? one.rule : this.filter.group === "severity" ? one.severity : (one.unit.province ?? one.unit.code);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const name = (key: string): string =>
      this.filter.group === "rule" ? say(`rule.${key}`, key) : this.filter.group === "severity" ? say(`severity.${key}`, key) : unitName(key);
    return html`${repeat(groups, ([key]) => key, ([key, members]) => html`<details class="group" open>
        <summary><h2>${name(key)}</h2> <span class="sub">${count(members.length)}</span></summary>
        ${table(this.columns(), members)}
      </details>`)}`;
  }

  private columns() {
    return [
      {
        title: t("col.unit"),
        cell: (one: Alert) => html`<a href=${unitPath(one.unit.code)}>${nameOf(one.unit)}</a>
          <span class="sub">${language() === "zh" ? one.unit.name : one.unit.nameZh}</span>`,
      },
      {
        title: t("col.alert"),
        cell: (one: Alert) => html`<a href=${alertPath(one.alert)}>${alertTitle(one)}</a> ${severity(one.severity)}
          ${one.state === "FIRING" ? nothing : stateWord(one.state)}${chips(one)}`,
      },
      { title: t("col.since"), cell: (one: Alert) => day(one.since) },
      {
        title: t("col.short"),
        num: true,
        cell: (one: Alert) =>
          one.evaluation && one.measure
            ? html`<b>${count(Math.max(0, one.evaluation.gap))}</b> <span class="sub">${noun(one.measure)}</span>
                <span class="sub block">${t("lag.behind", { n: decimal(Math.max(0, one.evaluation.lagDays)) })}${one.evaluation.probabilityOnTime === null
                  ? nothing
                  : html` · ${t("chance", { p: chance(one.evaluation.probabilityOnTime) })}`}</span>`
            : "–",
      },
      {
        title: t("col.handled"),
        cell: (one: Alert) =>
          one.acknowledgement
            ? html`${t("alert.taken", { by: one.acknowledgement.by })}
                <span class="sub block">${t("until", { at: moment(one.acknowledgement.until) })}: ${one.acknowledgement.reason}</span>`
            : isOpen(one) && mayManage()
              ? html`<button class="button plain" aria-label=${`${t("ack.action")}: ${nameOf(one.unit)}, ${alertTitle(one)}`}
                  @click=${() => takeOn(one)}>${t("ack.action")}</button>`
              : "–",
      },
    ];
  }

  private silencePanel(): TemplateResult {
    const what = (one: Silence): string =>
      [one.county ? unitName(one.county) : "", one.province ? unitName(one.province) : "", one.rule ? say(`rule.${one.rule}`, one.rule) : "", one.severity ? say(`severity.${one.severity}`, one.severity) : ""]
        .filter(Boolean)
        .join(" · ");
    return html`<section class="panel" aria-labelledby="silences-title">
      <div class="panel-head">
        <h2 id="silences-title">${t("silences.title")} <span class="sub">${this.silences.length}</span></h2>
        ${mayManage() ? html`<button class="button plain" @click=${() => silence(null)}>${t("silence.make")}</button>` : nothing}
      </div>
      ${this.silences.length === 0
        ? html`<p class="sub">${t("silences.none")}</p>`
        : table(
            [
              { title: t("silence.where"), cell: (one: Silence) => what(one) },
              { title: t("dialog.reason"), cell: (one) => one.reason },
              { title: t("silence.owner"), cell: (one) => one.owner },
              { title: t("silence.end"), cell: (one) => moment(one.end) },
              {
                title: t("silence.stop"),
                cell: (one) =>
                  mayManage()
                    ? html`<button class="button plain" aria-label=${`${t("silence.stop")}: ${what(one)}`} @click=${() => void endSilence(one.id)}>${t("silence.stop")}</button>`
                    : "–",
              },
            ],
            this.silences,
          )}
    </section>`;
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
    return [...new Set((this.all ?? []).flatMap((one) => (one.unit.province ? [one.unit.province] : [])))].sort();
  }

  private rules(): string[] {
    return [...new Set((this.all ?? []).map((one) => one.rule))].sort();
  }

  private choice(name: Filter, options: [string, string][]): TemplateResult {
    return html`<label class="choice"
      >${t(`filter.${name}`)}
      <select @change=${(event: Event) => this.choose(name, (event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this.filter[name]}>${text}</option>`)}
      </select></label
    >`;
  }

  private choose(name: Filter, value: string): void {
    this.filter[name] = value;
    setParameters({ [name]: value });
    if (name === "state") void reload();
    else redraw();
  }

  private download(shown: Alert[]): TemplateResult {
    return csvButton({
      name: `alerts-${known.day}`,
      columns: ["alert", "unit", "name", "name_zh", "rule", "measure", "severity", "state", "since", "gap", "days_behind", "probability_on_time", "because", "taken_on_by", "taken_on_until"],
      rows: () =>
        shown.map((one) => [
          one.alert, one.unit.code, one.unit.name, one.unit.nameZh, one.rule, measureName(one.measure), one.severity, one.state, one.since,
          counted(one.evaluation?.gap), one.evaluation?.lagDays, one.evaluation?.probabilityOnTime, becauseLine(one.because),
          one.acknowledgement?.by, one.acknowledgement?.until,
        ]),
    });
  }
}

const isOpen = (one: Alert): boolean => ["PENDING", "FIRING", "RECOVERING"].includes(one.state);

/** Beside its state. That a wider unit speaks for it is for those who may see wider units. */
export function chips(one: Alert): TemplateResult {
  return html`${(one.suppression ?? []).filter((name) => name !== "INHIBITED" || !home()).map((name) => html` <span class="chip">${say(`suppression.${name}`, name)}</span>`)}${one.data && one.data !== "OK"
    ? html` <span class="chip">${say(`data.${one.data}`, one.data)}</span>`
    : nothing}${one.escalation ? html` <span class="chip">${t("escalated", { to: say(`level.${one.escalation}`, one.escalation) })}</span>` : nothing}`;
}

function bySeverity(one: Alert, other: Alert): number {
  return (
    Number(other.severity === "critical") - Number(one.severity === "critical") ||
    (one.evaluation?.probabilityOnTime ?? 0.5) - (other.evaluation?.probabilityOnTime ?? 0.5) ||
    one.since.localeCompare(other.since) ||
    one.alert.localeCompare(other.alert)
  );
}
