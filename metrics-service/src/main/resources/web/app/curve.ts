/** A plan as points of a curve. The formula is the services'; here it only becomes something to draw. */
import { addDays } from "./format";
import type { PlanVersion } from "./types";

export type Point = [day: string, value: number];

/** The planned count by day, scaled to a scope: corners of the line, or of the steps. */
export function planned(plan: PlanVersion, scope: number): Point[] {
  const corners: Point[] = [[plan.start, 0]];
  for (const milestone of plan.milestones) {
    if (milestone.date < plan.due) corners.push([milestone.date, milestone.fraction * scope]);
  }
  corners.push([plan.due, scope]);
  if (plan.interpolation !== "step") return corners;
  // A step stays where it is until the day before the next one.
  return corners.flatMap(([at, value], index): Point[] =>
    index === 0 ? [[at, value]] : [[addDays(at, -1), corners[index - 1]![1]], [at, value]],
  );
}
