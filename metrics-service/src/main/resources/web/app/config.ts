/** What the page says about where things are; set by metrics-service, never by an address's query. */
const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="countywatch-${name}"]`)?.content ?? "";

export const config = {
  /** Root of alert-service. */
  alerts: meta("alerts").replace(/\/$/, ""),
  /** The issuer that people sign in at; empty where none is set. */
  authority: meta("authority").replace(/\/$/, ""),
  client: meta("client"),
};
