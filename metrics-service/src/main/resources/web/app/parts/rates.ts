/** How fast events come in and are counted, by the clock on the wall. */
import { html, svg, type TemplateResult } from "lit-html";
import { count } from "../format";
import { t } from "../i18n";
import { known } from "../known";
import { csvButton } from "./csv";
import { panel } from "./panel";

export interface Rates {
  watchedSeconds: number;
  acceptedPerMinute: number;
  appliedPerMinute: number;
  /** Not more than were watched: the seconds say how long. */
  acceptedLastHour: number;
  appliedLastHour: number;
  /** Accepted events in each of the last minutes, oldest first. */
  minutes: number[];
}

const HOUR_MINUTES = 60;

export function rates(now: Rates): TemplateResult {
  const most = Math.max(1, ...now.minutes);
  const wide = 100 / HOUR_MINUTES;
  const first = HOUR_MINUTES - now.minutes.length;
  const watched = Math.max(1, Math.round(now.watchedSeconds / 60));
  return panel(
    "rates-title",
    t("rates.title"),
    csvButton({
      name: `intake-minutes-${known.day}`,
      columns: ["minutes_ago", "accepted"],
      rows: () => now.minutes.map((accepted, index) => [now.minutes.length - index, accepted]),
    }),
    html`<div class="rates">
      <dl class="pairs">
        <dt>${t("rates.minute")}</dt>
        <dd>${t("rates.perMinute", { n: count(now.acceptedPerMinute) })}</dd>
        <dt>${t("rates.applied")}</dt>
        <dd>${t("rates.perMinute", { n: count(now.appliedPerMinute) })}</dd>
        <dt>${watched < HOUR_MINUTES ? t("rates.sofar", { n: watched }) : t("rates.hour")}</dt>
        <dd>${t("rates.events", { n: count(now.acceptedLastHour) })}</dd>
      </dl>
      <figure class="history">
        <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img"
          aria-label=${t("rates.alt", { minutes: now.minutes.length, most: count(now.minutes.length ? most : 0) })}>
          ${now.minutes.map((accepted, index) => {
            const high = (38 * accepted) / most;
            return svg`<rect class="k-ontime" x=${(first + index) * wide} width=${wide * 0.8} y=${40 - high} height=${high} />`;
          })}
        </svg>
        <figcaption>
          <span>${t("rates.ago", { n: HOUR_MINUTES })}</span>
          <span>${t("quality.most", { n: count(now.minutes.length ? most : 0) })}</span>
          <span>${t("rates.now")}</span>
        </figcaption>
      </figure>
    </div>
    <p class="sub">${t("rates.watched")}</p>`,
  );
}
