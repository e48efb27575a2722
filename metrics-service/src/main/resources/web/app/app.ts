/** Holds the page together: who looks, which view, what is live. */
import { html, render, type TemplateResult } from "lit-html";
import { Failure } from "./api";
import { finish, session, signIn, SignInFailed } from "./auth";
import { config } from "./config";
import { locale, t } from "./i18n";
import { isShown, known } from "./known";
import { follow, type LiveState } from "./live";
import { failure, notice } from "./parts/notice";
import { route } from "./router";
import { frame } from "./shell";
import type { Freshness } from "./types";
import { AlertDetail } from "./views/alert";
import { AlertsView } from "./views/alerts";
import { CampaignView } from "./views/campaign";
import { QualityView } from "./views/quality";
import { UnitView } from "./views/unit";

export interface View {
  /** What the window is called; read after every drawing. */
  title(): string;
  draw(): TemplateResult;
  /**
   * Asks for what it shows; called at first, and whenever something is new.
   * @param signal where it is aborted something else is wanted by now, and nothing of what still comes may be kept
   */
  load(signal: AbortSignal): Promise<void>;
}

const NEWS_PAUSE_MS = 700;
const TICK_MS = 5_000;

let view: View | null = null;
let path = "";
let problem: unknown = null;
let live: LiveState = "connecting";
let newsTimer = 0;
/** News that no load has been held against yet. */
let due = false;
let loading: AbortController | null = null;
let drawing = 0;

export async function start(): Promise<void> {
  document.documentElement.lang = locale();
  if (!config.authority) return whole(notice("error", t("signin.none.title"), t("signin.none.text")));
  try {
    if (route(location.pathname).view === "signed-in") {
      history.replaceState(null, "", await finish());
    } else if (!session()) {
      whole(notice("busy", t("signin.going"), ""));
      return await signIn(location.pathname + location.search);
    }
  } catch (cause) {
    const text = cause instanceof SignInFailed ? t("signin.failed.text", { why: cause.message }) : t("signin.away.text");
    return whole(
      notice("error", t("signin.failed.title"), text, html`<a class="button" href="/">${t("signin.again")}</a>`),
    );
  }
  document.addEventListener("click", clicked);
  window.addEventListener("popstate", () => open());
  follow("/v1/overview/stream", news, (state) => {
    live = state;
    // What could not be loaded without a connection is worth another try with one.
    if (state === "live" && problem instanceof Failure && problem.kind === "offline") void reload();
    redraw();
  });
  setInterval(redraw, TICK_MS);
  open();
}

/** Goes to an address of the console. */
export function go(target: string): void {
  history.pushState(null, "", target);
  open();
}

/** Draws anew, once for however many changes. */
export function redraw(): void {
  if (!drawing) drawing = requestAnimationFrame(draw);
}

/** As browsers say it when a connection ends, or the page is left, in the middle of an answer. */
const isBrokenOff = (cause: unknown): boolean => cause instanceof TypeError && /fetch|network|load failed/i.test(cause.message);

/**
 * Loads the present view again, or a part of it. There is one load at a time: answers come in any order, and a newer load
 * ends the one before, whose answers are not wanted any more. Who ends one, or comes after one that failed, loads all.
 */
export async function reload(part?: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const of = view;
  if (!of) return;
  const some = loading || problem ? undefined : part;
  loading?.abort();
  const one = (loading = new AbortController());
  redraw();
  try {
    await (some ? some(one.signal) : of.load(one.signal));
    if (one !== loading) return;
    problem = null;
    loading = null;
    catchUp();
  } catch (thrown) {
    if (one !== loading) return;
    loading = null;
    return failed(thrown);
  }
  redraw();
}

/** Does what somebody has asked for by one press, and shows what came of it, also that it was refused. */
export async function act(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed();
  } catch (thrown) {
    return failed(thrown);
  }
  await reload();
}

async function failed(thrown: unknown): Promise<void> {
  const cause = isBrokenOff(thrown) ? new Failure("offline") : thrown;
  if (cause instanceof Failure && cause.kind === "signed-out") return signIn(location.pathname + location.search);
  if (!(cause instanceof Failure)) console.error(cause);
  problem = cause;
  redraw();
}

export const liveState = (): LiveState => live;
export const isLoading = (): boolean => loading !== null;

function open(): void {
  const at = route(location.pathname);
  // Whoever comes first starts at the top, with the link that skips it; later the focus follows to what is new.
  const moved = path !== "" && path !== location.pathname;
  path = location.pathname;
  problem = null;
  loading?.abort();
  loading = null;
  view =
    at.view === "campaign" ? new CampaignView()
    : at.view === "unit" ? new UnitView(at.code)
    : at.view === "alerts" ? new AlertsView()
    : at.view === "alert" ? new AlertDetail(at.id)
    : at.view === "quality" ? new QualityView()
    : null;
  draw();
  void reload();
  if (moved) {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  }
}

function news(data: string): void {
  known.told = JSON.parse(data) as Freshness;
  due = true;
  clearTimeout(newsTimer);
  newsTimer = window.setTimeout(catchUp, NEWS_PAUSE_MS);
}

/** Loads anew where the last news are not what is shown; who is loading is not disturbed, and looks here afterwards. */
function catchUp(): void {
  if (!due || loading) return;
  // Once for each: answers that stay behind the news must not be asked for in a circle.
  due = false;
  if (!isShown(known.told)) void reload();
}

function draw(): void {
  drawing = 0;
  if (!view) return whole(frame(notice("error", t("unknown.title"), t("unknown.text")), ""));
  const title = view.title();
  document.title = title ? `${title} · Countywatch` : "Countywatch";
  // What was loaded stays in sight when a later load fails; the failure stands above it.
  whole(frame(html`${problem ? failure(problem, () => void reload()) : ""}${view.draw()}`, title));
}

function whole(what: TemplateResult): void {
  render(what, document.getElementById("console")!);
}

/** Links inside the console do not load the page anew. */
function clicked(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.target || link.hasAttribute("download") || event.defaultPrevented) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || route(target.pathname).view === "unknown") return;
  if (target.pathname === location.pathname && target.hash) return;
  event.preventDefault();
  go(target.pathname + target.search);
}
