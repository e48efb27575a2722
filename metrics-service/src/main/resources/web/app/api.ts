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
