/** Every view has an address of its own. What is filtered stands in the query, so that it can be sent to somebody. */

export type Route =
  | { view: "campaign" }
  | { view: "unit"; code: string }
  | { view: "alerts" }
  | { view: "alert"; id: string }
  | { view: "quality" }
  | { view: "signed-in" }
  | { view: "unknown" };

export function route(path: string): Route {
  const [, first = "", second = ""] = path.split("/").map(decodeURIComponent);
  if (first === "") return { view: "campaign" };
  if ((first === "counties" || first === "provinces" || first === "nation") && second) return { view: "unit", code: second };
  if (first === "alerts") return second ? { view: "alert", id: second } : { view: "alerts" };
  if (first === "quality") return { view: "quality" };
  if (first === "signed-in") return { view: "signed-in" };
  return { view: "unknown" };
}

/** By the form of its code: CN, 51, 513429. */
export const levelOf = (code: string): "nation" | "province" | "county" =>
  !/^[0-9]+$/.test(code) ? "nation" : code.length <= 2 ? "province" : "county";

export function unitPath(code: string): string {
  const level = levelOf(code);
  return `/${level === "nation" ? level : level === "province" ? "provinces" : "counties"}/${code}`;
}
export const alertPath = (id: string): string => `/alerts/${encodeURIComponent(id)}`;

/** A parameter of the present address. */
export const parameter = (name: string): string => new URLSearchParams(location.search).get(name) ?? "";

/** Changes parameters of the present address without a new entry in the history. */
export function setParameters(values: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
}
