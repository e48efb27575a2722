/** Asks the two services with the token of who looks. Every failure is one of the kinds that the console can show. */
import { config } from "./config";
import { forget, session } from "./auth";

export type FailureKind = "signed-out" | "forbidden" | "not-found" | "unwell" | "offline" | "refused";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly detail = "",
  ) {
    super(kind);
  }
}

export const metrics = <T>(path: string, signal?: AbortSignal): Promise<T> => json<T>("", path, { signal });
export const alerts = <T>(path: string, signal?: AbortSignal): Promise<T> => json<T>(config.alerts, path, { signal });

/** A list that comes in pages. */
export interface Listed<Item, Page = unknown> {
  items: Item[];
  /** Whether there were more than are ever asked for: then whoever shows it has to say so. */
  cut: boolean;
  /** The answer with the first of them: what stands beside the items is as of then. */
  first: Page;
}

/** More would be too many to read, and too many to hold. */
const MOST_PAGES = 10;

/**
 * Every item of a list, in the order of the service, page after page.
 * @param path with the number of items a page
 * @param field of an answer, that holds its items
 */
export async function listed<Item, Page = unknown>(
  ask: typeof metrics,
  path: string,
  signal: AbortSignal,
  field = "items",
): Promise<Listed<Item, Page>> {
  type Answer = Record<string, Item[]> & { next?: string | number | null };
  const first = await ask<Answer>(path, signal);
  const items = [...first[field]!];
  let next = first.next;
  for (let page = 1; next && page < MOST_PAGES; page++) {
    const more = await ask<Answer>(`${path}&cursor=${encodeURIComponent(next)}`, signal);
    items.push(...more[field]!);
    next = more.next;
  }
  return { items, cut: Boolean(next), first: first as Page };
}

export async function change<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  return json<T>(config.alerts, path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { "content-type": "application/json" },
  });
}

export async function raw(origin: "metrics" | "alerts", path: string, init: RequestInit = {}): Promise<Response> {
  return send(origin === "metrics" ? "" : config.alerts, path, init);
}

async function json<T>(origin: string, path: string, init: RequestInit): Promise<T> {
  const response = await send(origin, path, init);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function send(origin: string, path: string, init: RequestInit): Promise<Response> {
  const one = session();
  if (!one) throw new Failure("signed-out");
  let response: Response;
  try {
    response = await fetch(origin + path, {
      ...init,
      headers: { accept: "application/json", ...init.headers, authorization: `Bearer ${one.token}` },
    });
  } catch (cause) {
    if ((cause as Error).name === "AbortError") throw cause;
    throw new Failure("offline");
  }
  if (response.ok) return response;
  if (response.status === 401) {
    forget();
    throw new Failure("signed-out");
  }
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  const kinds: Record<number, FailureKind> = { 403: "forbidden", 404: "not-found" };
  throw new Failure(kinds[response.status] ?? (response.status >= 500 ? "unwell" : "refused"), problem.detail ?? "");
}
