/** English and Chinese. What a key says stands in messages/; a test holds both languages to the same keys. */
import { en } from "./messages/en";
import { zh } from "./messages/zh";

export type Locale = "en" | "zh";
export type Key = keyof typeof en;

const KEPT = "countywatch.language";
const texts: Record<Locale, Record<string, string>> = { en, zh };
let current: Locale = initial();

function initial(): Locale {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** As Intl takes it. */
export const locale = (): string => (current === "zh" ? "zh-CN" : "en-GB");
export const language = (): Locale => current;

export function speak(language: Locale): void {
  current = language;
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = locale();
}

/** A text with its values filled in; with `n` English picks the singular by `key.one`. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const plural = `${key}.one`;
  const text = String(values.n) === "1" && texts[current][plural] ? texts[current][plural] : texts[current][key];
  return (text ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A text whose key is put together; the key itself where there is none. */
export const say = (key: string, otherwise = key): string => texts[current][key] ?? otherwise;

/** The name of a unit as people here call it. */
export const nameOf = (unit: { name: string; nameZh?: string | null }): string =>
  current === "zh" && unit.nameZh ? unit.nameZh : unit.name;

/** The name in the other language, for those who know it only by that. */
export const otherNameOf = (unit: { name: string; nameZh?: string | null }): string =>
  current === "zh" ? unit.name : (unit.nameZh ?? "");
