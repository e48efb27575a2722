/** The villages of a county: the worst first. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Listed } from "../api";
import { count, dayOf, shortDay } from "../format";
import { nameOf, t } from "../i18n";
import { measure, measureName } from "../known";
import { pill, rank, word } from "../status";
import type { Measures, PlanOutlook, Status } from "../types";
import { counted, csvButton } from "./csv";
import { cut, notice } from "./notice";
import { panel } from "./panel";
import { table } from "./table";

export interface Village {
  code: string;
  name: string;
  nameZh: string | null;
  lastReportAt: string | null;
  measures: Measures;
}

/** How a village stands on a plan, and whether it is silent for that plan's measure: both are the service's to say. */
export interface VillageStatus {
  unit: string;
  status: Status;
  silent: boolean;
}

/** By village, on the chosen plan; empty for a plan that is not assessed in villages. */
export type VillageStatuses = Map<string, VillageStatus>;

export function villages(
  list: Listed<Village>,
  statuses: VillageStatuses,
  plan: PlanOutlook | null,
  code: string,
  today: string,
  shown: number,
  more: () => void,
): TemplateResult {
  const all = list.items;
  const figures = all
    .map((village) => {
      const { status = null, silent = null } = statuses.get(village.code) ?? {};
      return { village, ...work(village, plan), poor: poor(village), silent, status };
    })
    .sort((one, other) => place(one) - place(other) || Number(other.silent) - Number(one.silent) || other.left - one.left || other.poor - one.poor);
  const silent = figures.filter((one) => one.silent).length;
  const what = plan ? measureName(plan.measure) : "";
  return panel(
    "villages-title",
    t("villages.title"),
    html`<span class="sub">${statuses.size ? t("villages.silent", { n: silent, of: count(all.length) }) : plan ? t("villages.notAssessed", { what }) : nothing}</span>${csvButton({
        name: `villages-${code}-${today}`,
        columns: ["code", "village", "village_zh", "last_report", "silent", "people_poor", "measure", "done", "left", "status"],
        rows: () =>
          figures.map((one) => [
            one.village.code, one.village.name, one.village.nameZh, one.village.lastReportAt, one.silent === null ? "" : String(one.silent),
            counted(one.poor), plan?.measure, counted(one.done), counted(one.left), one.status ? word(one.status) : "",
          ]),
      })}`,
    figures.length === 0
      ? notice("empty", t("villages.none"), "")
      : html`${cut(list, t("villages.cut", { n: count(all.length) }))}${table(
          [
            { title: t("col.village"), cell: (one) => html`${nameOf(one.village)} <span class="sub">${one.village.code}</span>` },
            { title: t("col.poor"), num: true, cell: (one) => count(one.poor) },
            ...(plan ? [{ title: t("col.leftOf", { what }), num: true, cell: (one: (typeof figures)[number]) => (one.left + one.done ? t("of", { part: count(one.left), whole: count(one.left + one.done) }) : "–") }] : []),
            {
              title: t("col.lastReport"),
              cell: (one) => (one.village.lastReportAt ? shortDay(dayOf(one.village.lastReportAt)) : t("never")),
            },
            {
              title: t("reading.status"),
              cell: (one) => (one.status ? html`${pill(one.status)}${one.silent ? html` <span class="chip">${t("silent")}</span>` : nothing}` : "–"),
            },
          ],
          figures.slice(0, shown),
          t("villages.title"),
          "slim",
        )}${figures.length > shown ? html`<button class="button plain" @click=${more}>${t("urgent.more", { n: count(figures.length) })}</button>` : nothing}`,
  );
}

/** The worst come first, and among equals the silent. */
const place = (one: { status: Status | null }): number => rank(one.status ?? "VERIFIED");

const poor = (village: Village): number =>
  (village.measures.status?.POOR?.persons ?? 0) + (village.measures.status?.RELAPSED?.persons ?? 0);

function work(of: { measures: Measures }, plan: { measure: string } | null): { done: number; left: number } {
  const one = plan && measure(plan.measure);
  if (!one) return { done: 0, left: 0 };
  const stages = of.measures[one.family.toUpperCase() === "PLACEMENT" ? "training" : one.id] ?? {};
  const sum = (names: string[]): number =>
    names.reduce((all, name) => all + (one.unit === "PERSONS" ? stages[name]?.persons : stages[name]?.subjects ?? 0)! || all, 0);
  const done = sum(one.done);
  return { done, left: Math.max(0, sum(one.scope) - done) };
}
