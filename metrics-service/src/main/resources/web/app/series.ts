/** What was done, day by day. */
import { measure } from "./known";
import type { Count } from "./types";

export interface SeriesPoint {
  date: string;
  stages: Record<string, Count>;
}

/** What was done at the end of each day, in the measure's unit. */
export function doneByDay(points: SeriesPoint[], id: string): [string, number][] {
  const one = measure(id);
  if (!one) return [];
  const stages = one.family.toUpperCase() === "PLACEMENT" ? null : one.done;
  return points.map((point) => [
    point.date,
    Object.entries(point.stages)
      .filter(([stage]) => !stages || stages.includes(stage))
      .reduce((sum, [, stage]) => sum + (one.unit === "PERSONS" ? stage.persons : stage.subjects), 0),
  ]);
}
