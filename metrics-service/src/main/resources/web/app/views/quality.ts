/** How good the data are: what comes, how late, what is refused, who is silent. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { redraw, type View } from "../app";
import { metrics } from "../api";
import { clock, count, day, moment, percentFine, shortDay } from "../format";
import { nameOf, otherNameOf, say, t } from "../i18n";
import { known, loadOverview, unitName } from "../known";
import { counted, csvButton } from "../parts/csv";
import { doubtful } from "../parts/doubtful";
import { busy, notice } from "../parts/notice";
import { patterns } from "../parts/patterns";
import { rates, type Rates } from "../parts/rates";
import { table } from "../parts/table";
import { unitPath } from "../router";
import type { Reporting, UnitFigures, UnitStanding } from "../types";

interface Reason {
  code: string;
  count: number;
  lastAt: string;
}

interface Quality {
  freshness: UnitFigures["freshness"];
  countedAt: string;
  rates: Rates | null;
  days: { day: string; received: number; late: number; rejected: number }[];
  rejections: Reason[];
  quarantine: Reason[] | null;
}

type Told = UnitStanding & { reporting: Reporting };
const FIRST = 15;

export class QualityView implements View {
  private quality: Quality | null = null;
  private all = false;

  title(): string {
    return t("nav.quality");
  }

  async load(signal: AbortSignal): Promise<void> {
    const [quality] = await Promise.all([metrics<Quality>("/v1/quality", signal), loadOverview(signal)]);
    signal.throwIfAborted();
    this.quality = quality;
  }

  draw(): TemplateResult {
    const quality = this.quality;
    if (!quality) return busy();
    return html`${patterns()}${this.head(quality)}${quality.rates ? rates(quality.rates) : nothing}${this.days(quality)}
      <div class="pair">
        ${reasons("rejects-title", t("quality.rejects"), quality.rejections, "reject", "rejections")}
        ${quality.quarantine ? reasons("quarantine-title", t("quality.quarantine"), quality.quarantine, "quarantine", "quarantine") : nothing}
      </div>
      ${this.silent()}${known.standings ? doubtful(told()) : nothing}`;
  }

  private head(quality: Quality): TemplateResult {
    const reports = (known.standings?.counties ?? []).flatMap((one) => (one.reporting ? [one.reporting] : []));
    const silent = reports.reduce((sum, one) => sum + one.villagesSilent, 0);
    const villages = silent + reports.reduce((sum, one) => sum + one.villagesReporting, 0);
    const received = quality.days.reduce((sum, one) => sum + one.received, 0);
    const late = quality.days.reduce((sum, one) => sum + one.late, 0);
    const rejected = quality.days.reduce((sum, one) => sum + one.rejected, 0);
    const last = quality.days[quality.days.length - 1];
    const lag = quality.freshness.lag;
    return html`<div class="headline">
        <p class="eyebrow">${known.day ? day(known.day) : ""}</p>
        <h1>${t("quality.headline", { n: count(silent), of: count(villages) })}</h1>
      </div>
      <dl class="numbers panel">
        ${number(t("quality.last"), last ? count(last.received) : "–", last ? t("quality.on", { day: shortDay(last.day) }) : "")}
        ${number(t("quality.late"), received ? percentFine(late / received) : "–", t("quality.window", { n: quality.days.length }))}
        ${number(t("quality.rejected"), received + rejected ? percentFine(rejected / (received + rejected)) : "–", count(rejected))}
        ${number(t("quality.silent"), count(silent), t("of.villages", { of: count(villages) }))}
        ${number(t("quality.lag"), lag === null ? "–" : count(lag), lag === null ? t("quality.lag.unknown") : lag === 0 ? t("quality.lag.none") : t("quality.lag.some"))}
      </dl>`;
  }

  private days(quality: Quality): TemplateResult {
    const days = quality.days;
    const most = Math.max(1, ...days.map((one) => one.received + one.rejected));
    const wide = 100 / Math.max(1, days.length);
    const high = (value: number): number => (70 * value) / most;
    return html`<section class="panel" aria-labelledby="days-title">
      <div class="panel-head">
        <h2 id="days-title">${t("quality.days")}</h2>
        ${csvButton({
          name: `intake-${known.day}`,
          columns: ["day", "received", "late", "rejected"],
          rows: () => days.map((one) => [one.day, counted(one.received), counted(one.late), counted(one.rejected)]),
        })}
      </div>
      ${days.length === 0
        ? notice("empty", t("quality.none"), "")
        : html`<ul class="legend lines" aria-hidden="true">
              <li><i class="k-ontime"></i>${t("quality.ontime")}</li>
              <li><i class="k-late"></i>${t("quality.lateKey")}</li>
              <li><i class="k-rejected"></i>${t("quality.rejectedKey")}</li>
            </ul>
            <figure class="history tall">
              <svg viewBox="0 0 100 70" preserveAspectRatio="none" role="img" aria-label=${t("quality.days.alt", { first: day(days[0]!.day), last: day(days[days.length - 1]!.day), most: count(most) })}>
                ${days.map((one, index) => {
                  const onTime = high(one.received - one.late);
                  const late = high(one.late);
                  const rejected = high(one.rejected);
                  const x = index * wide;
                  return svg`<g><title>${shortDay(one.day)}: ${count(one.received)} / ${count(one.late)} / ${count(one.rejected)}</title>
                    <rect class="k-ontime" x=${x} width=${wide * 0.82} y=${70 - onTime} height=${onTime} />
                    <rect class="k-late" x=${x} width=${wide * 0.82} y=${70 - onTime - late} height=${late} />
                    <rect class="k-rejected" x=${x} width=${wide * 0.82} y=${70 - onTime - late - rejected} height=${rejected} /></g>`;
                })}
              </svg>
              <figcaption><span>${shortDay(days[0]!.day)}</span><span>${t("quality.most", { n: count(most) })}</span><span>${shortDay(days[days.length - 1]!.day)}</span></figcaption>
            </figure>`}
      <p class="sub">${t("quality.counted", { at: clock(quality.countedAt) })}</p>
    </section>`;
  }

  private silent(): TemplateResult {
    const sorted = [...told()].sort(
      (one, other) => share(other.reporting) - share(one.reporting) || (other.reporting.lateShare7d ?? 0) - (one.reporting.lateShare7d ?? 0),
    );
    const shown = this.all ? sorted : sorted.slice(0, FIRST);
    return html`<section class="panel" aria-labelledby="silent-title">
      <div class="panel-head">
        <h2 id="silent-title">${t("quality.silent.title")}</h2>
        ${csvButton({
          name: `silence-${known.day}`,
          columns: ["code", "county", "county_zh", "villages_reporting", "villages_silent", "last_report", "late_share_7d"],
          rows: () => sorted.map((one) => [one.code, one.name, one.nameZh, one.reporting.villagesReporting, one.reporting.villagesSilent, one.reporting.lastReportAt, one.reporting.lateShare7d]),
        })}
      </div>
      ${sorted.length === 0
        ? notice("empty", t("quality.none"), "")
        : table(
            [
              { title: t("col.county"), cell: (one: Told) => html`<a href=${unitPath(one.code)}>${nameOf(one)}</a> <span class="sub">${otherNameOf(one)}${one.province && unitName(one.province) !== one.province ? html` · ${unitName(one.province)}` : nothing}</span>` },
              { title: t("quality.silent"), num: true, cell: (one) => html`${t("of", { part: count(one.reporting.villagesSilent), whole: count(one.reporting.villagesSilent + one.reporting.villagesReporting) })}${bar(share(one.reporting))}` },
              { title: t("col.lastReport"), cell: (one) => (one.reporting.lastReportAt ? moment(one.reporting.lastReportAt) : t("never")) },
              { title: t("quality.late7"), num: true, cell: (one) => (one.reporting.lateShare7d === null ? "–" : percentFine(one.reporting.lateShare7d)) },
            ],
            shown,
          )}
      ${sorted.length > shown.length
        ? html`<button class="button plain" @click=${() => {
            this.all = true;
            redraw();
          }}>${t("urgent.more", { n: count(sorted.length) })}</button>`
        : nothing}
    </section>`;
  }
}

const told = (): Told[] => (known.standings?.counties ?? []).filter((one): one is Told => one.reporting !== undefined);

const share = (one: Reporting): number =>
  one.villagesSilent / Math.max(1, one.villagesSilent + one.villagesReporting);

const bar = (value: number): TemplateResult =>
  html`<svg class="bullet" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="hatched" width=${100 * value} height="10" />`}</svg>`;

const number = (title: string, value: string, more: string): TemplateResult =>
  html`<div><dt>${title}</dt><dd><span class="big">${value}</span> <span class="sub">${more}</span></dd></div>`;

function reasons(id: string, title: string, all: Reason[], prefix: string, file: string): TemplateResult {
  const most = Math.max(1, ...all.map((one) => one.count));
  return html`<section class="panel" aria-labelledby=${id}>
    <div class="panel-head">
      <h2 id=${id}>${title} <span class="sub">${count(all.reduce((sum, one) => sum + one.count, 0))}</span></h2>
      ${csvButton({ name: `${file}-${known.day}`, columns: ["reason", "count", "last_at"], rows: () => all.map((one) => [one.code, counted(one.count), one.lastAt]) })}
    </div>
    ${all.length === 0
      ? html`<p class="sub">${t("quality.nothing")}</p>`
      : html`<ul class="reasons">
          ${repeat(all, (one) => one.code, (one) => html`<li>
              <span>${say(`${prefix}.${one.code}`, one.code)} <span class="sub">${t("quality.lastAt", { at: moment(one.lastAt) })}</span></span>
              <b class="num">${count(one.count)}</b>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * one.count) / most} height="6" />`}</svg>
            </li>`)}
        </ul>`}
  </section>`;
}
