/** Days in the campaign's zone as instants. */

/** The end of a day, as an instant with offset zero. */
export function endOfDay(day: string, zone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  return new Date(midnight - offset(midnight, zone) - 1000).toISOString().replace(".000", "");
}

/** How far a zone is ahead, in milliseconds, around an instant. */
function offset(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - instant;
}
