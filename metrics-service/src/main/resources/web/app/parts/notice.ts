/** States that are not data: busy, empty, failed. */
import { html, nothing, type TemplateResult } from "lit-html";
import { Failure, type Listed } from "../api";
import { t, type Key } from "../i18n";

export function notice(
  kind: "busy" | "empty" | "error",
  title: string,
  text: string,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="notice ${kind}" role=${kind === "error" ? "alert" : "status"}>
    <p class="notice-title">${title}</p>
    ${text ? html`<p>${text}</p>` : nothing}${more}
  </div>`;
}

/** Says of a list that it is not whole; nothing where it is. */
export const cut = (all: Listed<unknown>, text: string): TemplateResult | typeof nothing =>
  all.cut ? html`<p class="warn">${text}</p>` : nothing;

export const busy = (): TemplateResult =>
  html`<div class="skeleton" role="status"><span class="sr">${t("loading")}</span><i></i><i></i><i></i></div>`;

export function failure(cause: unknown, again: () => void): TemplateResult {
  const kind = cause instanceof Failure ? cause.kind : "unwell";
  const detail = cause instanceof Failure ? cause.detail : "";
  return notice(
    "error",
    t(`failure.${kind}.title` as Key),
    detail || t(`failure.${kind}.text` as Key),
    kind === "not-found" || kind === "forbidden"
      ? nothing
      : html`<button class="button" @click=${again}>${t("again")}</button>`,
  );
}
