/** What is behind, most urgent first. */
import { daysBetween } from "./format";
import { isBehind, rank } from "./status";
import type { Standing, UnitStanding } from "./types";

export interface Urgent {
  county: UnitStanding;
  standing: Standing;
  figures: NonNullable<Standing["figures"]>;
  /** Days until it is due; negative when that has passed. */
  daysLeft: number;
}

/** One row a county and plan. */
export function urgent(counties: UnitStanding[], day: string, measure = ""): Urgent[] {
  return counties
    .flatMap((county) =>
      county.standings
        .filter((standing) => standing.figures && isBehind(standing.status) && (!measure || standing.measure === measure))
        .map((standing) => ({
          county,
          standing,
          figures: standing.figures!,
          daysLeft: daysBetween(day, standing.figures!.due),
        })),
    )
    .sort(byUrgency);
}

/**
 * The status first; then the chance to be on time, the time that is left, and the part of the work that is missing. A
 * plan without a chance (too small, too young) stands in the middle of its status.
 */
function byUrgency(one: Urgent, other: Urgent): number {
  return (
    rank(one.standing.status) - rank(other.standing.status) ||
    (one.figures.probabilityOnTime ?? 0.5) - (other.figures.probabilityOnTime ?? 0.5) ||
    one.daysLeft - other.daysLeft ||
    other.figures.gap / Math.max(1, other.figures.scope) - one.figures.gap / Math.max(1, one.figures.scope)
  );
}
