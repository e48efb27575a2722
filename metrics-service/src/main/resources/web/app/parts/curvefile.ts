/** A curve as a file, with what was known on a day beside it where that is shown. */
import type { TemplateResult } from "lit-html";
import type { Point } from "../curve";
import { counted, csvButton } from "./csv";

/** @param asKnown the same days as they were known at the end of the day {@code known}; null where not asked for */
export function curveFile(name: string, actual: Point[], asKnown: Point[] | null, known: string): TemplateResult {
  return csvButton({
    name,
    columns: ["day", "done", ...(asKnown ? [`done_as_known_${known}`] : [])],
    rows: () => actual.map(([day, done], index) => [day, counted(done), ...(asKnown ? [counted(asKnown[index]?.[1])] : [])]),
  });
}
