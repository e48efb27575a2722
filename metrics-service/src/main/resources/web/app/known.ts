/** What several views need: names, measures, the last day. Filled by whichever view loads first. */
import { useZone } from "./format";
import { language, nameOf, say } from "./i18n";
import type { AlertOverview, Freshness, Measure, MetricsOverview, UnitStanding } from "./types";
import { alerts, metrics } from "./api";

export const known = {
  figures: null as MetricsOverview | null,
  standings: null as AlertOverview | null,
  /** Last evaluated day. */
  day: null as string | null,
  /** The evaluation that what is shown is of; null where it is of none, or of different ones. */
  shown: null as Freshness | null,
  /** The last evaluation that was told by itself. */
  told: null as Freshness | null,
  /** Milliseconds since the epoch; 0 before the first. */
  loadedAt: 0,
  /** For screen readers, when news came by itself. */
  announcement: "",
};

/** Keeps which evaluation has just been loaded. Of different ones the news of the later one are still news. */
export function saw(...all: Freshness[]): void {
  known.shown = all.every((one) => isSame(one, all[0]!)) ? all[0]! : null;
  known.day = all[0]!.evaluatedThrough;
  known.loadedAt = Date.now();
}

/** Whether an evaluation is the one that is shown. */
export const isShown = (one: Freshness | null): boolean => one !== null && known.shown !== null && isSame(one, known.shown);

const isSame = (one: Freshness, other: Freshness): boolean =>
  one.evaluatedThrough === other.evaluatedThrough && one.evaluatedAt === other.evaluatedAt;

/** One request a service. What one of them says is shown although the other one is away. */
export async function loadOverview(signal: AbortSignal): Promise<void> {
  const [figures, standings] = await Promise.allSettled([
    metrics<MetricsOverview>("/v1/overview", signal),
    alerts<AlertOverview>("/v1/overview", signal),
  ]);
  signal.throwIfAborted();
  if (figures.status === "fulfilled") {
    known.figures = figures.value;
    useZone(figures.value.campaign.timeZone);
  }
  if (standings.status === "fulfilled") {
    known.standings = standings.value;
    saw(standings.value.freshness);
  }
  if (figures.status === "rejected") throw figures.reason;
  if (standings.status === "rejected") throw standings.reason;
}

/** For who needs only names and measures, which stay as they are. */
export async function needOverview(signal: AbortSignal): Promise<void> {
  if (!known.figures || !known.standings) await loadOverview(signal);
}

/** The one county of who may see only one: there is no campaign page for them, and no hint of one. */
export function home(): UnitStanding | null {
  const all = known.standings;
  return all && all.wider.length === 0 && all.counties.length === 1 ? all.counties[0]! : null;
}

export const measure = (id: string): Measure | undefined => known.figures?.measures.find((one) => one.id === id);

export function measureName(id: string | null | undefined): string {
  if (!id) return "";
  const name = measure(id)?.name;
  return (language() === "zh" ? name?.zh : name?.en) ?? name?.en ?? id;
}

/** What is counted: people, households … @param n how many, for languages that care */
export function noun(id: string, n = 2): string {
  const one = measure(id);
  const family = one?.family.toLowerCase() ?? "programme";
  const key =
    one?.unit === "PERSONS" ? "noun.people"
    : family === "programme" ? "noun.items"
    : family === "training" || family === "placement" ? "noun.enrolments"
    : "noun.households";
  return n === 1 ? say(`${key}.one`, say(key)) : say(key);
}

export function unitName(code: string): string {
  const all = known.standings;
  const found = all?.counties.find((one) => one.code === code) ?? all?.wider.find((one) => one.code === code);
  if (found) return nameOf(found);
  const figures = known.figures?.wider.find((one) => one.code === code);
  return figures ? nameOf(figures) : code;
}
