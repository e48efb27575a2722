/** One alert: how it stands, why it fired or did not, who has it, and what became of it day by day. */
import { html, nothing, type TemplateResult } from "lit-html";
import { alerts, Failure, listed, type Listed } from "../api";
import type { View } from "../app";
import { mayManage } from "../auth";
import { chance, count, day, decimal, moment } from "../format";
import { alertTitle, giveBack, isOpen, silence, takeOn } from "../handling";
import { nameOf, otherNameOf, say, t } from "../i18n";
import { home, known, needOverview, noun, saw } from "../known";
import { becauseBar, becauseLine } from "../parts/because";
import { chips, severity, stateWord } from "../parts/alertwords";
import { counted, csvButton } from "../parts/csv";
import { ladder, type Check, type Rung } from "../parts/ladder";
import { busy, cut } from "../parts/notice";
import { table } from "../parts/table";
import { unitPath } from "../router";
import { pill } from "../status";
import type { Alert, Transition } from "../types";

interface Explanation {
  day: string;
  why: string[];
  verdict: { says: string; severity: string | null; noData: string | null };
  rule: { id: string; hash: string; ruleSetHash: string };
  inputs: { snapshot: string; tick: number; decidedAt: string; countyRevision: number | null; remark: string | null };
  thresholds: { of: string; holds: boolean; checks: Check[] }[];
  ladder: Rung[];
  state: { raising: number; raiseAfter: number; clearing: number; clearAfter: number } | null;
  suppression: { kind: string; by: string; reason: string }[];
  notifications: { id: string; sink: string; decidedAt: string; deliveredAt: string | null; attempts: number }[];
}

export class AlertDetail implements View {
  private one: Alert | null = null;
  private why: Explanation | null = null;
  /** The newest first. */
  private history: Listed<Transition> = { items: [], cut: false, first: null };

  constructor(private readonly id: string) {}

  title(): string {
    return this.one ? `${alertTitle(this.one)}: ${nameOf(this.one.unit)}` : t("nav.alerts");
  }

  async load(signal: AbortSignal): Promise<void> {
    // An alert does not say which evaluation it is of: no older one than was told before it was asked for.
    const told = known.told;
    await needOverview(signal);
    const path = `/v1/alerts/${encodeURIComponent(this.id)}`;
    const [one, why, history] = await Promise.all([
      alerts<Alert>(path, signal),
      // Kept for a while only: an old alert has a history without an explanation.
      alerts<Explanation>(`${path}/explain`, signal).catch((cause: unknown) => {
        if (cause instanceof Failure && cause.kind === "not-found") return null;
        throw cause;
      }),
      listed<Transition>(alerts, `${path}/history?limit=1000`, signal, "transitions"),
    ]);
    signal.throwIfAborted();
    this.one = one;
    this.why = why;
    this.history = { ...history, items: history.items.reverse() };
    if (told) saw(told);
    else known.loadedAt = Date.now();
  }

  draw(): TemplateResult {
    const one = this.one;
    if (!one) return busy();
    const figures = one.evaluation;
    return html`<div class="headline">
        <p class="eyebrow"><a href="/alerts">${t("nav.alerts")}</a> › <a href=${unitPath(one.unit.code)}>${nameOf(one.unit)}</a> ${otherNameOf(one.unit)}</p>
        <h1>${alertTitle(one)}</h1>
        <p class="tags">${severity(one.severity)} ${stateWord(one.state)} ${one.status ? pill(one.status) : nothing}${chips(one)}
          <span class="sub">${t("alert.since", { day: day(one.since), n: one.episode })}</span></p>
      </div>
      ${this.handled(one)}
      <div class="pair">
        <section class="panel" aria-labelledby="how-title">
          <div class="panel-head"><h2 id="how-title">${t("alert.how")}</h2></div>
          ${figures && one.measure
            ? html`<dl class="pairs">
                  <dt>${t("reading.gap")}</dt><dd>${count(figures.gap)} ${noun(one.measure)}</dd>
                  <dt>${t("col.left")}</dt><dd>${t("of", { part: count(figures.remaining), whole: count(figures.scope) })}</dd>
                  <dt>${t("reading.lag")}</dt><dd>${decimal(figures.lagDays)}</dd>
                  <dt>${t("reading.probability")}</dt><dd>${figures.probabilityOnTime === null ? "–" : chance(figures.probabilityOnTime)}</dd>
                  <dt>${t("pace.observed")}</dt><dd>${decimal(figures.paceObserved)} ${t("pace.week", { what: noun(one.measure) })}</dd>
                  <dt>${t("pace.needed")}</dt><dd>${figures.paceNeeded === null ? "–" : `${decimal(figures.paceNeeded)} ${t("pace.week", { what: noun(one.measure) })}`}</dd>
                </dl>
                <h3>${t("plan.because")}</h3>
                ${becauseBar(one.because)}`
            : one.because.map((part) => html`<p>${part.text}</p>`)}
        </section>
        ${this.why ? this.explained(this.why) : nothing}
      </div>
      ${this.why ? ladder(this.why.ladder ?? []) : nothing}
      ${this.timeline()}`;
  }

  private handled(one: Alert): TemplateResult {
    const open = isOpen(one);
    return html`<section class="panel handle" aria-label=${t("col.handled")}>
      ${one.acknowledgement
        ? html`<p><b>${t("alert.taken", { by: one.acknowledgement.by })}</b> ${t("until", { at: moment(one.acknowledgement.until) })}: ${one.acknowledgement.reason}</p>`
        : html`<p><b>${open ? t("alert.free") : t("alert.over")}</b></p>`}
      ${open && mayManage()
        ? html`<div class="buttons">
            <button class="button" @click=${() => takeOn(one)}>${one.acknowledgement ? t("ack.again") : t("ack.action")}</button>
            ${one.acknowledgement ? html`<button class="button plain" @click=${() => void giveBack(one)}>${t("ack.back")}</button>` : nothing}
            <button class="button plain" @click=${() => silence(one)}>${t("silence.make")}</button>
          </div>`
        : nothing}
    </section>`;
  }

  private explained(why: Explanation): TemplateResult {
    return html`<section class="panel" aria-labelledby="why-title">
      <div class="panel-head"><h2 id="why-title">${t("explain.title")}</h2><span class="sub">${day(why.day)}</span></div>
      <p class="lead">${say(`verdict.${why.verdict.says}`, why.verdict.says)}${why.state
        ? html`. ${t("explain.counts", { raising: why.state.raising, raiseAfter: why.state.raiseAfter, clearing: why.state.clearing, clearAfter: why.state.clearAfter })}`
        : nothing}</p>
      ${table(
        [
          { title: t("explain.threshold"), cell: (one: Check & { of: string }) => html`${say(`threshold.${one.of}`, one.of)}: ${say(`fact.${one.fact}`, one.fact)}` },
          { title: t("explain.needed"), cell: (one) => words(one.needed) },
          { title: t("explain.value"), cell: (one) => shown(one) },
          { title: t("explain.holds"), cell: (one) => (one.holds ? t("yes") : t("no")) },
        ],
        why.thresholds.flatMap((threshold) => threshold.checks.map((check) => ({ ...check, of: threshold.of }))),
      )}
      ${why.suppression.filter((one) => one.kind !== "INHIBITED" || !home()).map((one) => html`<p><span class="chip">${say(`suppression.${one.kind}`, one.kind)}</span> ${one.by} ${one.reason}</p>`)}
      <p class="sub">${t("explain.inputs", { snapshot: why.inputs.snapshot ?? "–", rule: why.rule.hash.slice(0, 12), at: moment(why.inputs.decidedAt) })}</p>
    </section>`;
  }

  private timeline(): TemplateResult {
    return html`<section class="panel" aria-labelledby="history-title">
      <div class="panel-head">
        <h2 id="history-title">${t("timeline.title")}</h2>
        ${csvButton({
          name: `alert-${this.id.replace(/[^a-z0-9-]/gi, "-")}`,
          columns: ["sequence", "day", "transition", "state", "severity", "gap", "days_behind", "probability_on_time", "because", "decided_at", "provisional"],
          rows: () =>
            this.history.items.map((one) => [
              one.sequence, one.day, one.transition, one.state, one.severity, counted(one.evaluation?.gap), one.evaluation?.lagDays,
              one.evaluation?.probabilityOnTime, becauseLine(one.because), one.decidedAt, String(one.provisional),
            ]),
        })}
      </div>
      ${cut(this.history, t("timeline.cut", { n: count(this.history.items.length) }))}
      <ol class="timeline">
        ${this.history.items.map(
          (one) => html`<li class="s-${one.state.toLowerCase()}">
            <p><b>${day(one.day)}</b> ${stateWord(one.state)} ${severity(one.severity)} ${one.status ? pill(one.status) : nothing}
              <span class="sub">${say(`transition.${one.transition}`, one.transition)}${one.provisional ? html` · ${t("provisional")}` : nothing}</span></p>
            ${one.evaluation && one.measure
              ? html`<p>${t("plan.left", { part: count(one.evaluation.remaining), whole: count(one.evaluation.scope), what: noun(one.measure) })}${t("list.comma")}${t("lag.behind", { n: decimal(Math.max(0, one.evaluation.lagDays)) })}${becauseLine(one.because)
                  ? html`. ${t("plan.because")}: ${becauseLine(one.because)}`
                  : nothing}</p>`
              : one.because.map((part) => html`<p>${part.text}</p>`)}
            ${one.revised && one.reason ? html`<p class="sub">${one.reason}</p>` : nothing}
          </li>`,
        )}
      </ol>
    </section>`;
  }
}

/** A list of statuses in words; anything else as the rule has it. */
const words = (text: string): string =>
  text.replace(/^\[|\]$/g, "").split(", ").map((one) => say(`status.${one}`, one)).join(t("list.comma"));

function shown({ fact, value }: Check): string {
  if (typeof value === "number") return fact === "probabilityOnTime" ? chance(value) : decimal(value);
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  return value == null ? "–" : say(`status.${String(value)}`, String(value));
}
