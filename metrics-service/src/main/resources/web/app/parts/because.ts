/** Why there is a gap, and what would close it, in words of the reader's language. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { count } from "../format";
import { language, say, t } from "../i18n";
import { known, noun, unitName } from "../known";
import type { BecausePart, Brief } from "../types";

const MOST_HOLDERS = 5;
const COUNTY_DIGITS = 6;
const KINDS = ["SCOPE_GROWTH", "FALL_BACKS", "SILENT_VILLAGES", "SLOW_PACE"];

const parts = (because: BecausePart[] | null | undefined): BecausePart[] =>
  (because ?? []).filter((part) => KINDS.includes(part.kind) && (part.amount ?? 0) > 0);

/** What made up for a part of the others: it has no width in the bar, but without it the amounts exceed the gap. */
const madeUp = (because: BecausePart[] | null | undefined): BecausePart[] =>
  (because ?? []).filter((part) => part.kind === "SLOW_PACE" && (part.amount ?? 0) < 0);

/** The split of a gap as a bar with its words. */
export function becauseBar(because: BecausePart[] | null | undefined): TemplateResult | typeof nothing {
  const causes = parts(because);
  const total = causes.reduce((sum, part) => sum + part.amount!, 0);
  if (total === 0) return nothing;
  let x = 0;
  return html`<div class="because">
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${causes.map((part) => {
        const width = (100 * part.amount!) / total;
        x += width;
        return svg`<rect class="cause-${part.kind.toLowerCase()}" x=${x - width} y="0" width=${Math.max(0, width - 0.6)} height="6" />`;
      })}
    </svg>
    <ul>
      ${causes.map(
        (part) => html`<li>
          <i class="key cause-${part.kind.toLowerCase()}" aria-hidden="true"></i>${say(`cause.${part.kind}`)}
          <b>${count(part.amount!)}</b>
        </li>`,
      )}
    </ul>
    ${madeUp(because).map((part) => html`<p class="sub">${t("cause.madeUp", { n: count(-part.amount!) })}</p>`)}
    ${holders(because)}
  </div>`;
}

function holders(because: BecausePart[] | null | undefined): TemplateResult | typeof nothing {
  const concentrated = (because ?? []).find((part) => part.kind === "CONCENTRATION");
  if (!concentrated?.units?.length) return nothing;
  // Villages are not among the units that every page knows: they bring their name along.
  const name = (one: { code: string; name: string }): string =>
    unitName(one.code) === one.code ? short(one) : unitName(one.code);
  const who = concentrated.units.slice(0, MOST_HOLDERS).map(name).join(t("list.comma"));
  const more = concentrated.units.length - MOST_HOLDERS;
  return html`<p class="sub">${more > 0 ? t("cause.holders.more", { who, n: more }) : t("cause.holders", { who })}</p>`;
}

/** A village without its county's name, which stands beside it anyway; answers bring no Chinese name: its number. */
function short({ code, name }: { code: string; name: string }): string {
  if (language() === "zh" && code.length > COUNTY_DIGITS) return `${code.slice(COUNTY_DIGITS + 1)}村`;
  const county = known.standings?.counties.find((one) => one.code === code.slice(0, COUNTY_DIGITS))?.name;
  return county && name.startsWith(`${county} `) ? name.slice(county.length + 1) : name;
}

/** One line for lists and downloads. */
export function becauseLine(because: BecausePart[] | null | undefined): string {
  return parts(because)
    .map((part) => `${say(`cause.${part.kind}`)} ${count(part.amount!)}`)
    .concat(madeUp(because).map((part) => t("cause.madeUp", { n: count(-part.amount!) })))
    .join(t("list.comma"));
}

/** What would catch up. @param lastWeek net completions of the last seven days; null if unknown */
export function remedy(measure: string, reading: Brief, daysLeft: number, lastWeek: number | null): string {
  const what = noun(measure, reading.remaining);
  const observed = Math.max(0, Math.round(reading.paceObserved));
  if (reading.remaining === 0) return t("remedy.nothing");
  if (reading.paceNeeded === null) return t("remedy.overdue", { left: count(reading.remaining), what, observed: count(observed) });
  if (daysLeft < 7) {
    return t("remedy.days", { left: count(reading.remaining), what, days: daysLeft, observed: count(observed) });
  }
  const needed = Math.ceil(reading.paceNeeded - 1e-9);
  const each = noun(measure, needed);
  if (needed > observed) return t("remedy.faster", { needed: count(needed), what: each, observed: count(observed) });
  // Enough in the mean of four weeks says nothing about a pace that is fading.
  return lastWeek !== null && needed > lastWeek
    ? t("remedy.fading", { needed: count(needed), what: each, last: count(Math.max(0, lastWeek)) })
    : t("remedy.enough", { observed: count(observed), what: noun(measure, observed) });
}
