/** Where a status comes from: what each step of the ladder of statuses compares, and by how much it is met or missed. */
import { html, nothing, type TemplateResult } from "lit-html";
import { chance, decimal } from "../format";
import { say, t } from "../i18n";
import { pill, STATUSES } from "../status";
import type { Status } from "../types";
import { table } from "./table";

export interface Check {
  fact: string;
  needed: string;
  value: unknown;
  holds: boolean;
  /** By how much a number meets its threshold, negative where it misses it. */
  margin: number | null;
}

/** A status, or "severe" or "mild", which others are made of. */
export interface Rung {
  of: string;
  needs: string;
  holds: boolean;
  checks: Check[];
}

export function ladder(rungs: Rung[]): TemplateResult | typeof nothing {
  if (!rungs.length) return nothing;
  const reached = rungs.find((rung) => rung.holds && isStatus(rung.of));
  return html`<section class="panel ladder" aria-labelledby="ladder-title">
    <div class="panel-head"><h2 id="ladder-title">${t("ladder.title")}</h2></div>
    <p class="lead">${reached ? t("ladder.reached") : t("ladder.none")} ${pill((reached?.of ?? "ON_TRACK") as Status)}</p>
    ${table(
      [
        { title: t("ladder.step"), cell: (rung: Rung) => (isStatus(rung.of) ? pill(rung.of) : say(`ladder.${rung.of}`, rung.of)) },
        { title: t("explain.needed"), cell: (rung) => words(rung.needs) },
        { title: t("ladder.compared"), cell: (rung) => html`<ul>${rung.checks.map(compared)}</ul>` },
        { title: t("explain.holds"), cell: (rung) => html`${rung.holds ? t("yes") : t("no")}${rung === reached ? html`<b class="block">${t("ladder.counts")}</b>` : nothing}` },
      ],
      rungs,
      t("ladder.caption"),
    )}
    <p class="sub">${t("ladder.note")}</p>
  </section>`;
}

const isStatus = (name: string): name is Status => (STATUSES as readonly string[]).includes(name);

/** What a rung needs, in the reader's words; what is none of ours stays as it is. */
const words = (needs: string): string =>
  needs.replace(/(\w+) ([<>]=?) (-?[\d.]+)|no forecast|\w+/g, (all, fact?: string, operator?: string, number?: string) =>
    fact ? `${say(`fact.${fact}`, fact)} ${operator} ${amount(fact, Number(number))}` : say(`ladder.${all}`, all),
  );

function compared(check: Check): TemplateResult {
  const margin = check.margin === null ? null : amount(check.fact, Math.abs(check.margin));
  return html`<li class=${check.holds ? "met" : "missed"}>
    <div>${say(`fact.${check.fact}`, check.fact)} ${typeof check.value === "number" ? amount(check.fact, check.value) : t("ladder.unknown")}
      <span class="sub">${t("ladder.needed", { needed: needed(check) })}${margin === null
        ? nothing
        : html`${t("list.comma")}${t(check.holds ? "ladder.met" : "ladder.missed", { by: margin })}`}</span></div>
  </li>`;
}

const needed = ({ fact, needed }: Check): string =>
  needed.replace(/-?[\d.]+$/, (number) => amount(fact, Number(number)));

function amount(fact: string, value: number): string {
  if (fact === "probabilityOnTime") return chance(value);
  return fact === "spiT" ? String(Math.round(value * 1000) / 1000) : decimal(value);
}
