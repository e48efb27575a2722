/**
 * Server-Sent Events with a bearer token, which the browser's EventSource cannot send. Reconnects with a growing pause
 * and goes on after the last event that was seen.
 */
import { raw } from "./api";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** The service says something every 15 s; who hears nothing for three times that hears a connection that is no more. */
const LONGEST_QUIET_MS = 45_000;

export type LiveState = "connecting" | "live" | "lost";

export function follow(
  path: string,
  onEvent: (data: string) => void,
  onState: (state: LiveState) => void,
): () => void {
  const ended = new AbortController();
  void run(path, onEvent, onState, ended.signal);
  return () => ended.abort();
}

async function run(
  path: string,
  onEvent: (data: string) => void,
  onState: (state: LiveState) => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  let lastId = "";
  onState("connecting");
  while (!signal.aborted) {
    const connection = new AbortController();
    const end = (): void => connection.abort();
    let quiet = setTimeout(end, LONGEST_QUIET_MS);
    signal.addEventListener("abort", end);
    try {
      const response = await raw("alerts", path, {
        signal: connection.signal,
        headers: { accept: "text/event-stream", ...(lastId ? { "last-event-id": lastId } : {}) },
      });
      onState("live");
      pause = FIRST_PAUSE_MS;
      const heard = (): void => {
        clearTimeout(quiet);
        quiet = setTimeout(end, LONGEST_QUIET_MS);
      };
      for await (const event of events(response.body!, heard)) {
        lastId = event.id ?? lastId;
        if (event.data) onEvent(event.data);
      }
    } catch {
      // Told by the state; what is shown stays, and says how old it is.
    } finally {
      clearTimeout(quiet);
      signal.removeEventListener("abort", end);
    }
    if (signal.aborted) return;
    onState("lost");
    await new Promise((go) => setTimeout(go, pause));
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  }
}

async function* events(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<{ id?: string; data: string }> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    rest += value.replace(/\r\n/g, "\n");
    let end: number;
    while ((end = rest.indexOf("\n\n")) >= 0) {
      const lines = rest.slice(0, end).split("\n");
      rest = rest.slice(end + 2);
      const field = (name: string): string[] =>
        lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
      yield { id: field("id")[0], data: field("data").join("\n") };
    }
  }
}
