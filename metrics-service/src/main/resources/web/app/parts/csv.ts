/** Tables as files. Who does not see everything gets no count below five: that could point at a household. */
import { html, type TemplateResult } from "lit-html";
import { known } from "../known";
import { t } from "../i18n";

const SMALLEST = 5;

/** A count of people or households, as against any other number. */
export interface Counted {
  counted: number | null | undefined;
}
export type Cell = string | number | null | undefined | Counted;

export const counted = (value: number | null | undefined): Counted => ({ counted: value });

export interface Table {
  /** Of the file, without its ending. */
  name: string;
  columns: string[];
  rows: () => Cell[][];
}

export function csvButton(table: Table): TemplateResult {
  return html`<button class="quiet csv" @click=${() => download(table)}>${t("csv")}</button>`;
}

function download(table: Table): void {
  const everything = known.standings?.wider.some((unit) => unit.level === "nation") ?? false;
  const lines = [table.columns, ...table.rows()].map((row) => row.map((cell) => text(cell, everything)).join(","));
  // With a byte order mark, or spreadsheets take Chinese for something else.
  save(`${table.name}.csv`, new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
}

export function save(name: string, file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function text(cell: Cell, everything: boolean): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "object") {
    const value = cell.counted;
    if (value === null || value === undefined) return "";
    return !everything && value !== 0 && Math.abs(value) < SMALLEST ? `<${SMALLEST}` : String(value);
  }
  if (typeof cell === "number") return String(cell);
  // A text that a spreadsheet would take for a formula.
  const plain = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}
