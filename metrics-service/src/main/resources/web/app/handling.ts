/** What people do with alerts. None of it hides one: an alert ends when the data say so. */
import { change } from "./api";
import { act, reload } from "./app";
import { nameOf, say, t } from "./i18n";
import { home, known, measureName, unitName } from "./known";
import { ask } from "./parts/dialog";
import type { Alert } from "./types";

const MOST_ACK_DAYS = 30;
const MOST_SILENCE_DAYS = 90;

export interface Silence {
  id: string;
  owner: string;
  reason: string;
  start: string;
  end: string;
  county: string | null;
  province: string | null;
  rule: string | null;
  severity: string | null;
}

/** Whether something is still to be done about it. */
export const isOpen = (one: Alert): boolean => ["PENDING", "FIRING", "RECOVERING"].includes(one.state);

export const alertTitle = (one: Pick<Alert, "rule" | "measure">): string =>
  [say(`rule.${one.rule}`, one.rule), measureName(one.measure)].filter(Boolean).join(" · ");

export function takeOn(one: Alert): void {
  ask({
    title: t("ack.title"),
    text: `${nameOf(one.unit)}, ${alertTitle(one)}: ${t("ack.text")}`,
    action: t("ack.action"),
    mostDays: MOST_ACK_DAYS,
    async send({ reason, until }) {
      await change("POST", `/v1/alerts/${encodeURIComponent(one.alert)}/ack`, { until, reason });
      known.announcement = t("ack.done");
      await reload();
    },
  });
}

export const giveBack = (one: Alert): Promise<void> =>
  act(() => change("DELETE", `/v1/alerts/${encodeURIComponent(one.alert)}/ack`));

/** Of one alert's county or province, or of whatever the caller may see. */
export function silence(one: Alert | null): void {
  const unit = one?.unit.code ?? home()?.code ?? "";
  const rules = [...new Set([...(known.standings?.alerts ?? []).map((alert) => alert.rule), ...(one ? [one.rule] : [])])];
  ask({
    title: t("silence.make"),
    text: t("silence.text"),
    action: t("silence.action"),
    mostDays: MOST_SILENCE_DAYS,
    choices: [
      { name: "unit", label: t("silence.where"), options: unit ? [[unit, unitName(unit)]] : places() },
      {
        name: "rule",
        label: t("silence.rule"),
        options: [...rules.map((rule): [string, string] => [rule, say(`rule.${rule}`, rule)]).sort(([a]) => (a === one?.rule ? -1 : 0)), ["", t("filter.all")]],
      },
    ],
    async send({ reason, until, choices }) {
      const code = choices.unit ?? "";
      await change("POST", "/v1/silences", {
        reason,
        end: until,
        county: code.length > 2 ? code : null,
        province: /^[0-9]{2}$/.test(code) ? code : null,
        rule: choices.rule || null,
        severity: null,
      });
      known.announcement = t("silence.done");
      await reload();
    },
  });
}

function places(): [string, string][] {
  const wider = (known.standings?.wider ?? []).filter((unit) => unit.level === "province");
  const counties = known.standings?.counties ?? [];
  const everything: [string, string][] = known.standings?.wider.some((unit) => unit.level === "nation") ? [["", t("filter.all")]] : [];
  return [...everything, ...[...wider, ...counties].map((unit): [string, string] => [unit.code, unitName(unit.code)])];
}

export const endSilence = (id: string): Promise<void> => act(() => change("DELETE", `/v1/silences/${id}`));
