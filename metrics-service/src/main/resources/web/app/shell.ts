/** The frame around every view. */
import { html, nothing, type TemplateResult } from "lit-html";
import { isLoading, liveState, redraw, reload } from "./app";
import { session, signOut } from "./auth";
import { clock, day } from "./format";
import { language, nameOf, speak, t } from "./i18n";
import { home, known } from "./known";
import { route } from "./router";

const LATE_MS = 120_000;

export function frame(content: TemplateResult, title: string): TemplateResult {
  const at = route(location.pathname).view;
  const own = home();
  const inCampaign = at === "campaign" || (at === "unit" && !own);
  return html`
    <a class="skip" href="#main">${t("skip")}</a>
    <header class="top">
      <a class="brand" href="/"><img src="/static/icon.svg" alt="" width="24" height="24" />Countywatch</a>
      <nav aria-label=${t("nav")}>
        ${own
          ? link(`/counties/${own.code}`, nameOf(own), at === "unit" || at === "campaign")
          : link("/", t("nav.campaign"), inCampaign)}
        ${link("/alerts", t("nav.alerts"), at === "alerts" || at === "alert")}
        ${link("/quality", t("nav.quality"), at === "quality")}
      </nav>
      ${freshness()}
      <div class="who">
        <button class="quiet" lang=${language() === "en" ? "zh" : "en"} @click=${switchLanguage}>
          ${language() === "en" ? "中文" : "English"}
        </button>
        ${session()
          ? html`<span class="name">${language() === "zh" ? session()!.nameZh : session()!.name}</span>
              <button class="quiet" @click=${() => void signOut()}>${t("signout")}</button>`
          : nothing}
      </div>
    </header>
    <main id="main" tabindex="-1" aria-busy=${isLoading() ? "true" : "false"} aria-label=${title || nothing}>${content}</main>
    <div class="sr" role="status" aria-live="polite">${known.announcement}</div>
  `;
}

function link(href: string, text: string, current: boolean): TemplateResult {
  return html`<a href=${href} aria-current=${current ? "page" : nothing}>${text}</a>`;
}

/** How fresh what is shown is: the day of the figures, when it came, and whether news would come by itself. */
function freshness(): TemplateResult {
  const state = liveState();
  const old = known.loadedAt !== 0 && state === "lost" && Date.now() - known.loadedAt > LATE_MS;
  return html`<p class="fresh ${old ? "stale" : state}" title=${t(`live.${state}.long`)}>
    <span class="dot" aria-hidden="true"></span>
    <span
      >${known.day ? html`${t("through")} <strong>${day(known.day)}</strong>` : t("through.none")}
      <span class="sub"
        >${t(`live.${state}`)}${known.loadedAt
          ? html` · ${t("loaded", { at: clock(new Date(known.loadedAt).toISOString()) })}`
          : nothing}</span
      ></span
    >
  </p>`;
}

function switchLanguage(): void {
  speak(language() === "en" ? "zh" : "en");
  redraw();
  void reload();
}
