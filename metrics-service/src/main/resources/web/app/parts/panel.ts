/** A part of a page with a title and what belongs beside it. */
import { html, type TemplateResult } from "lit-html";

export const panel = (id: string, title: string, head: unknown, body: unknown): TemplateResult => html`<section class="panel" aria-labelledby=${id}>
  <div class="panel-head"><h2 id=${id}>${title}</h2>${head}</div>
  ${body}
</section>`;
