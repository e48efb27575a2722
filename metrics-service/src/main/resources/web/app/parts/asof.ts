/** Both clocks: what had happened by a day, as far as it was known on a day. */
import { html, nothing, type TemplateResult } from "lit-html";
import { addDays, day, daysBetween } from "../format";
import { t } from "../i18n";
import type { Outlook } from "../types";

export interface AsOf {
  first: string;
  last: string;
  /** Empty: the last day. */
  effective: string;
  /** Empty: all that is known now. */
  known: string;
  set(to: { effective?: string; known?: string }): void;
}

/** Says of a part of the page that it is as of a past day; nothing for now. */
export const asOfTag = (on: string): TemplateResult | typeof nothing =>
  on ? html`<span class="chip then">${t("asof.on", { day: day(on) })}</span>` : nothing;

/** Where of a past day nothing is kept, and later figures have to stand for it. */
export const asOfNow = (outlook: Outlook): TemplateResult | typeof nothing =>
  outlook.day && outlook.figuresOf && outlook.figuresOf !== outlook.day
    ? html`<p class="warn">${t("asof.missing", { day: day(outlook.figuresOf), then: day(outlook.day) })}</p>`
    : nothing;

export function asOfBar(asOf: AsOf): TemplateResult {
  const span = Math.max(1, daysBetween(asOf.first, asOf.last));
  const effective = asOf.effective || asOf.last;
  const known = asOf.known || asOf.last;
  const moved = asOf.effective !== "" || asOf.known !== "";
  const at = (event: Event): string => {
    const value = addDays(asOf.first, Number((event.target as HTMLInputElement).value));
    return value >= asOf.last ? "" : value;
  };
  return html`<section class="panel asof ${moved ? "moved" : ""}" aria-labelledby="asof-title">
    <div class="asof-head">
      <h2 id="asof-title">${t("asof.title")}</h2>
      <p class="sub">${moved ? t("asof.moved", { day: day(effective), known: asOf.known ? t("asof.by", { day: day(known) }) : t("asof.by.now") }) : t("asof.now")}</p>
      ${asOf.effective ? html`<p class="sub">${t("asof.evaluated", { day: day(effective) })}</p>` : nothing}
      ${asOf.known && !asOf.effective ? html`<p class="sub">${t("asof.notEvaluated", { day: day(effective) })}</p>` : nothing}
      ${moved ? html`<button class="button plain" @click=${() => asOf.set({ effective: "", known: "" })}>${t("asof.back")}</button>` : nothing}
    </div>
    <div class="sliders">
      <label
        ><span>${t("asof.effective")} <b>${day(effective)}</b></span>
        <input type="range" min="0" max=${span} .value=${String(daysBetween(asOf.first, effective))} aria-valuetext=${day(effective)}
          @change=${(event: Event) => asOf.set({ effective: at(event) })} />
      </label>
      <label
        ><span>${t("asof.known")} <b>${asOf.known ? day(known) : t("asof.known.now")}</b></span>
        <input type="range" min="0" max=${span} .value=${String(daysBetween(asOf.first, known))} aria-valuetext=${asOf.known ? day(known) : t("asof.known.now")}
          @change=${(event: Event) => asOf.set({ known: at(event) })} />
      </label>
    </div>
  </section>`;
}
