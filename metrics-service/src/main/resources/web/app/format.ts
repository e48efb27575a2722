/** Numbers and dates by the reader's locale. Days are days of the campaign, so they are read as UTC. */
import { locale } from "./i18n";

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${locale()}n${key}`;
  if (!cache.has(id)) cache.set(id, new Intl.NumberFormat(locale(), options));
  return cache.get(id) as Intl.NumberFormat;
}

function dateFormat(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${locale()}d${key}`;
  if (!cache.has(id)) cache.set(id, new Intl.DateTimeFormat(locale(), options));
  return cache.get(id) as Intl.DateTimeFormat;
}

let zone = "UTC";

/** The campaign's zone, in which instants are shown. */
export function useZone(name: string): void {
  zone = name;
}

export const count = (value: number): string => numberFormat("c", { maximumFractionDigits: 0 }).format(value);
export const decimal = (value: number): string => numberFormat("1", { maximumFractionDigits: 1 }).format(value);
export const signed = (value: number): string =>
  numberFormat("s", { maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(value);
export const percent = (value: number): string => numberFormat("p", { style: "percent", maximumFractionDigits: 0 }).format(value);
export const percentFine = (value: number): string =>
  numberFormat("pf", { style: "percent", maximumFractionDigits: 2 }).format(value);
export const compact = (value: number): string =>
  numberFormat("k", { notation: "compact", maximumFractionDigits: 1 }).format(value);

/** A probability never looks like certainty that nobody has. */
export function chance(value: number): string {
  if (value > 0 && value < 0.01) return `< ${percent(0.01)}`;
  if (value < 1 && value > 0.99) return `> ${percent(0.99)}`;
  return percent(value);
}

export const day = (text: string): string =>
  dateFormat("d", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(dateOf(text));
export const shortDay = (text: string): string =>
  dateFormat("m", { day: "numeric", month: "short", timeZone: "UTC" }).format(dateOf(text));

/** An instant, in the campaign's zone. */
export const moment = (text: string): string =>
  dateFormat(`t${zone}`, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(text));
export const clock = (text: string): string =>
  dateFormat(`h${zone}`, { timeStyle: "medium", timeZone: zone }).format(new Date(text));

/** The day of an instant, in the campaign's zone. */
export function dayOf(text: string): string {
  const parts = dateFormat(`y${zone}`, { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone, calendar: "gregory", numberingSystem: "latn" })
    .formatToParts(new Date(text));
  return ["year", "month", "day"].map((type) => parts.find((part) => part.type === type)!.value).join("-");
}

export const dateOf = (text: string): Date => new Date(`${text}T00:00:00Z`);
export const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / 86_400_000);

export const addDays = (text: string, days: number): string =>
  isoDay(new Date(dateOf(text).getTime() + days * 86_400_000));
