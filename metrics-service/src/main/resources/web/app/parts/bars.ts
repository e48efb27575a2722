/** Small bars drawn as SVG: sharp on paper, no style attribute, no library. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { count, percent, shortDay } from "../format";
import { t } from "../i18n";
import { slug, STATUSES, word } from "../status";
import type { Status } from "../types";

/** What is done against what is planned by now. */
export function bullet(done: number, planned: number, scope: number): TemplateResult {
  const at = (value: number): number => (scope > 0 ? Math.min(100, (100 * value) / scope) : 0);
  return html`<svg class="bullet" viewBox="0 0 100 10" preserveAspectRatio="none" role="img"
    aria-label=${t("bullet", { done: count(done), planned: count(planned), scope: count(scope) })}>
    ${svg`<rect class="track" width="100" height="10" /><rect class="lack" x="0" width=${at(planned)} height="10" />
    <rect class="done" width=${at(done)} height="10" /><rect class="plan" x=${Math.max(0, at(planned) - 0.8)} y="0" width="1.6" height="10" />`}
  </svg>`;
}

/** How many stand where, as one bar. */
export function statusBar(counts: Partial<Record<Status, number>>): TemplateResult {
  const total = STATUSES.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  let x = 0;
  const label = STATUSES.filter((status) => counts[status])
    .map((status) => `${word(status)} ${count(counts[status]!)}`)
    .join(t("list.comma"));
  return html`<svg class="statusbar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=${label || t("none")}>
    ${STATUSES.filter((status) => counts[status]).map((status) => {
      const width = (100 * counts[status]!) / total;
      x += width;
      return svg`<rect class="fill-${slug(status)}" x=${x - width} width=${Math.max(0.2, width - 0.5)} height="10" />`;
    })}
  </svg>`;
}

/** The same week by week: one column a day that was counted. */
export function statusHistory(history: { day: string; counties: Partial<Record<Status, number>> }[]): TemplateResult | typeof nothing {
  if (history.length === 0) return nothing;
  const total = Math.max(...history.map((one) => STATUSES.reduce((sum, s) => sum + (one.counties[s] ?? 0), 0)), 1);
  const wide = 100 / history.length;
  const last = history[history.length - 1]!;
  const behind = (one: { counties: Partial<Record<Status, number>> }): number =>
    STATUSES.slice(0, 4).reduce((sum, status) => sum + (one.counties[status] ?? 0), 0);
  return html`<figure class="history">
    <svg viewBox="0 0 100 60" preserveAspectRatio="none" role="img"
      aria-label=${t("history.alt", {
        first: shortDay(history[0]!.day),
        from: behind(history[0]!),
        last: shortDay(last.day),
        to: behind(last),
      })}>
      ${history.map((one, index) => {
        let y = 60;
        return svg`<g><title>${shortDay(one.day)}: ${STATUSES.filter((s) => one.counties[s])
          .map((s) => `${word(s)} ${one.counties[s]}`)
          .join(t("list.comma"))}</title>
          ${STATUSES.filter((status) => one.counties[status]).map((status) => {
            const height = (60 * one.counties[status]!) / total;
            y -= height;
            return svg`<rect class="fill-${slug(status)}" x=${index * wide} y=${y} width=${wide * 0.86} height=${height} />`;
          })}</g>`;
      })}
    </svg>
    <figcaption><span>${shortDay(history[0]!.day)}</span><span>${t("history.unit", { n: count(total) })}</span><span>${shortDay(last.day)}</span></figcaption>
  </figure>`;
}

/** A share as a bar against a limit. */
export function meter(value: number, limit: number, max: number, label: string): TemplateResult {
  const at = (one: number): number => Math.max(0, Math.min(100, (100 * one) / max));
  return html`<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${svg`<rect class="track" width="100" height="8" /><rect class=${value > limit ? "over" : "done"} width=${at(value)} height="8" />
    <rect class="plan" x=${at(limit)} width="1" height="8" />`}
  </svg>`;
}

export const share = (part: number, whole: number): string => (whole > 0 ? percent(part / whole) : "–");
