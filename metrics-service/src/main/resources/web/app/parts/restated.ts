/** What changed afterwards, and what was known when. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Listed } from "../api";
import { count, day, signed } from "../format";
import { say, t } from "../i18n";
import { measure, measureName, noun } from "../known";
import type { Count, Measures } from "../types";
import { counted, csvButton } from "./csv";
import { cut, notice } from "./notice";
import { panel } from "./panel";
import { table } from "./table";

export interface Restated {
  date: string;
  measure: string;
  stage: string;
  first: Count;
  now: Count;
  changes: { recordedOn: string; subjects: number; persons: number; because: string[] }[];
}

/** Newest first. @param shown how many of them at most */
export function restatements(all: Listed<Restated>, since: string, code: string, change: (since: string) => void, shown: number, more: () => void): TemplateResult {
  const items = all.items;
  const unit = (one: Restated): "persons" | "subjects" => (measure(one.measure)?.unit === "PERSONS" ? "persons" : "subjects");
  const why = (one: Restated): string =>
    [...new Set(one.changes.flatMap((cause) => cause.because))].map((cause) => say(`restated.${cause}`, cause)).join(t("list.comma"));
  return panel(
    "restated-title",
    t("restated.title"),
    html`<label class="choice"
        >${t("restated.since")}
        <input type="date" .value=${since} @change=${(event: Event) => change((event.target as HTMLInputElement).value)} /></label
      >${csvButton({
        name: `restatements-${code}-since-${since}`,
        columns: ["date", "measure", "stage", "first", "now", "recorded_on", "because"],
        rows: () =>
          items.map((one) => [
            one.date, one.measure, one.stage, counted(one.first[unit(one)]), counted(one.now[unit(one)]),
            one.changes.map((cause) => cause.recordedOn).join(" "), why(one),
          ]),
      })}`,
    items.length === 0
      ? notice("empty", t("restated.none"), "")
      : html`${cut(all, t("restated.cut", { n: count(items.length) }))}<div class="scroll" tabindex="0" role="region" aria-labelledby="restated-title">${table(
          [
            { title: t("col.day"), cell: (one: Restated) => day(one.date) },
            { title: t("col.figure"), cell: (one) => html`${measureName(one.measure)} <span class="sub">${say(`stage.${one.stage}`, one.stage)}</span>` },
            { title: t("col.first"), num: true, cell: (one) => count(one.first[unit(one)]) },
            { title: t("col.nowIs"), num: true, cell: (one) => count(one.now[unit(one)]) },
            { title: t("col.difference"), num: true, cell: (one) => signed(one.now[unit(one)] - one.first[unit(one)]) },
            { title: t("col.why"), cell: (one) => html`${why(one)} <span class="sub">${t("restated.on", { day: day(one.changes[one.changes.length - 1]!.recordedOn) })}</span>` },
          ],
          items.slice(0, shown),
        )}</div>
        ${items.length > shown ? html`<button class="button plain" @click=${more}>${t("urgent.more", { n: count(items.length) })}</button>` : nothing}`,
  );
}

/** What was known then beside what is known now. */
export function thenAndNow(then: Measures, now: Measures): TemplateResult {
  const rows = Object.keys({ ...now, ...then })
    .filter((id) => measure(id))
    .flatMap((id) => {
      const unit = measure(id)!.unit === "PERSONS" ? "persons" : "subjects";
      return Object.keys({ ...now[id], ...then[id] }).map((stage) => ({
        id, stage, then: then[id]?.[stage]?.[unit] ?? 0, now: now[id]?.[stage]?.[unit] ?? 0,
      }));
    });
  return panel(
    "then-title",
    t("then.title"),
    nothing,
    table(
      [
        { title: t("col.figure"), cell: (one: (typeof rows)[number]) => html`${measureName(one.id)} <span class="sub">${say(`stage.${one.stage}`, one.stage)} · ${noun(one.id)}</span>` },
        { title: t("then.then"), num: true, cell: (one) => count(one.then) },
        { title: t("then.now"), num: true, cell: (one) => count(one.now) },
        { title: t("col.difference"), num: true, cell: (one) => (one.now === one.then ? "–" : signed(one.now - one.then)) },
      ],
      rows,
    ),
  );
}
