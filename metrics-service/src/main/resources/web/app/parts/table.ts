/** A plain table that becomes cards on narrow screens. */
import { html, type TemplateResult } from "lit-html";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => unknown;
  /** Numbers line up. */
  num?: boolean;
  /** Names the row; the first column where none says so. */
  head?: boolean;
}

/** @param kind cards on narrow screens, or slim: few short columns that stay a table */
export function table<Row>(columns: Column<Row>[], rows: Row[], caption = "", kind: "cards" | "slim" = "cards"): TemplateResult {
  return html`<table class=${kind} role="table">
    ${caption ? html`<caption class="sr">${caption}</caption>` : ""}
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((column) => html`<th scope="col" role="columnheader">${column.title}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) => html`<tr role="row">
          ${columns.map((column, index) =>
            (column.head ?? index === 0)
              ? html`<th scope="row" role="rowheader">${column.cell(row)}</th>`
              : html`<td role="cell" class=${column.num ? "num" : ""} data-label=${column.title}>${column.cell(row)}</td>`,
          )}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
