/** The villages of a county: the silent and the worst first. */
import { html, nothing, type TemplateResult } from "lit-html";
import { count, daysBetween, shortDay } from "../format";
import { nameOf, t } from "../i18n";
import { measure, measureName } from "../known";
import { pill, rank, word } from "../status";
import type { Measures, PlanOutlook, Status } from "../types";
import { counted, csvButton } from "./csv";
import { notice } from "./notice";
import { panel } from "./panel";
import { table } from "./table";

/** After which a village counts as silent: twice the usual cadence of a week. */
const SILENT_DAYS = 14;

export interface Village {
  code: string;
  name: string;
  nameZh: string | null;
  lastReportAt: string | null;
  measures: Measures;
}

/** By village, on the chosen plan. */
export type VillageStatuses = Map<string, Status>;

export function villages(
  all: Village[],
  statuses: VillageStatuses,
  plan: PlanOutlook | null,
  code: string,
  today: string,
  shown: number,
  more: () => void,
): TemplateResult {
  const figures = all
    .map((village) => ({ village, ...work(village, plan), poor: poor(village), silent: isSilent(village, today), status: statuses.get(village.code) ?? null }))
    .sort((one, other) => place(one) - place(other) || other.left - one.left || other.poor - one.poor);
  const silent = figures.filter((one) => one.silent).length;
  const what = plan ? measureName(plan.measure) : "";
  return panel(
    "villages-title",
    t("villages.title"),
    html`<span class="sub">${t("villages.silent", { n: silent, of: count(all.length) })}</span>${csvButton({
        name: `villages-${code}-${today}`,
        columns: ["code", "village", "village_zh", "last_report", "silent", "people_poor", "measure", "done", "left", "status"],
        rows: () =>
          figures.map((one) => [
            one.village.code, one.village.name, one.village.nameZh, one.village.lastReportAt, String(one.silent),
            counted(one.poor), plan?.measure, counted(one.done), counted(one.left), one.status ? word(one.status) : "",
          ]),
      })}`,
    figures.length === 0
      ? notice("empty", t("villages.none"), "")
      : html`${table(
          [
            { title: t("col.village"), cell: (one) => html`${nameOf(one.village)} <span class="sub">${one.village.code}</span>` },
            { title: t("col.poor"), num: true, cell: (one) => count(one.poor) },
            ...(plan ? [{ title: t("col.leftOf", { what }), num: true, cell: (one: (typeof figures)[number]) => (one.left + one.done ? t("of", { part: count(one.left), whole: count(one.left + one.done) }) : "–") }] : []),
            {
              title: t("col.lastReport"),
              cell: (one) => (one.village.lastReportAt ? shortDay(one.village.lastReportAt.slice(0, 10)) : t("never")),
            },
            {
              title: t("reading.status"),
              cell: (one) => (one.silent ? pill("UNKNOWN") : one.status ? pill(one.status) : "–"),
            },
          ],
          figures.slice(0, shown),
          t("villages.title"),
          "slim",
        )}${figures.length > shown ? html`<button class="button plain" @click=${more}>${t("urgent.more", { n: count(figures.length) })}</button>` : nothing}`,
  );
}

/** The silent and the worst come first. */
const place = (one: { silent: boolean; status: Status | null }): number =>
  rank(one.silent ? "UNKNOWN" : (one.status ?? "VERIFIED"));

const poor = (village: Village): number =>
  (village.measures.status?.POOR?.persons ?? 0) + (village.measures.status?.RELAPSED?.persons ?? 0);

const isSilent = (village: Village, today: string): boolean =>
  village.lastReportAt === null || daysBetween(village.lastReportAt.slice(0, 10), today) > SILENT_DAYS;

function work(of: { measures: Measures }, plan: { measure: string } | null): { done: number; left: number } {
  const one = plan && measure(plan.measure);
  if (!one) return { done: 0, left: 0 };
  const stages = of.measures[one.family.toUpperCase() === "PLACEMENT" ? "training" : one.id] ?? {};
  const sum = (names: string[]): number =>
    names.reduce((all, name) => all + (one.unit === "PERSONS" ? stages[name]?.persons : stages[name]?.subjects ?? 0)! || all, 0);
  const done = sum(one.done);
  return { done, left: Math.max(0, sum(one.scope) - done) };
}
