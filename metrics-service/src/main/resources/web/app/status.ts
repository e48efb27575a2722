/** The statuses, worst first, and how they look: a colour, a sign and a word each, so that none rests on colour alone. */
import { html, type TemplateResult } from "lit-html";
import { say } from "./i18n";
import type { Status } from "./types";

export const STATUSES: readonly Status[] = [
  "OVERDUE",
  "CRITICAL",
  "BEHIND",
  "UNKNOWN",
  "WATCH",
  "ON_TRACK",
  "NOT_STARTED",
  "DONE_UNVERIFIED",
  "VERIFIED",
];

const SIGNS: Record<Status, string> = {
  OVERDUE: "✕",
  CRITICAL: "‼",
  BEHIND: "!",
  UNKNOWN: "?",
  WATCH: "~",
  ON_TRACK: "",
  NOT_STARTED: "·",
  DONE_UNVERIFIED: "✓",
  VERIFIED: "✓✓",
};

export const sign = (status: Status): string => SIGNS[status];
export const word = (status: Status): string => say(`status.${status}`);
export const rank = (status: Status): number => STATUSES.indexOf(status);
/** Somebody has to do something: behind or worse, or nobody knows. */
export const isBehind = (status: Status | null | undefined): boolean => status != null && rank(status) <= rank("UNKNOWN");
export const slug = (status: Status): string => status.toLowerCase().replace("_", "-");

export function pill(status: Status): TemplateResult {
  return html`<span class="pill st-${slug(status)}"><span class="sign" aria-hidden="true">${sign(status)}</span>${word(status)}</span>`;
}

/** Colours for canvases, which see no style sheet; the same as in parts.css. */
export const COLOURS: Record<Status, string> = {
  OVERDUE: "#4b1130",
  CRITICAL: "#b3202f",
  BEHIND: "#e2711d",
  UNKNOWN: "#6b7480",
  WATCH: "#f1cf6b",
  ON_TRACK: "#c6dcea",
  NOT_STARTED: "#dfe4ea",
  DONE_UNVERIFIED: "#4f8fb8",
  VERIFIED: "#1f5f8b",
};
