/**
 * Sign-in by the OIDC authorization code flow with PKCE (RFC 6749, 7636, 9207). The access token is kept for this tab
 * only (sessionStorage), and goes nowhere but to the two services.
 */
import { config } from "./config";

const SCOPE = "openid metrics:read alerts:read alerts:manage rejections:manage";
const SESSION = "countywatch.session";
const REQUEST = "countywatch.request";
/** A token that ends sooner is not used any more: a request must not die on its way. */
const MARGIN_MS = 30_000;

export interface Session {
  token: string;
  /** Milliseconds since the epoch. */
  expires: number;
  name: string;
  nameZh: string;
}

interface Discovery {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  end_session_endpoint?: string;
}

interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  /** Where in the console somebody wanted to go. */
  target: string;
}

export class SignInFailed extends Error {}

export function session(): Session | null {
  const kept = sessionStorage.getItem(SESSION);
  if (!kept) return null;
  const one = JSON.parse(kept) as Session;
  return one.expires - MARGIN_MS > Date.now() ? one : null;
}

/** Scopes as the token says them; the services check them again. */
export function mayManage(): boolean {
  const one = session();
  return one !== null && String(claims(one.token).scope ?? "").split(" ").includes("alerts:manage");
}

export async function signIn(target: string): Promise<void> {
  const { authorization_endpoint } = await discover();
  const pending: Pending = { state: random(), nonce: random(), verifier: random(), target };
  sessionStorage.setItem(REQUEST, JSON.stringify(pending));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: config.client,
    redirect_uri: redirectUri(),
    scope: SCOPE,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challenge(pending.verifier),
    code_challenge_method: "S256",
  });
  location.assign(`${authorization_endpoint}?${query}`);
}

/** Exchanges the code that the address brings. Returns where to go on. */
export async function finish(): Promise<string> {
  const answer = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(REQUEST);
  sessionStorage.removeItem(REQUEST);
  const pending = kept ? (JSON.parse(kept) as Pending) : null;
  if (!pending || answer.get("state") !== pending.state) throw new SignInFailed("state");
  const code = answer.get("code");
  if (!code) throw new SignInFailed(answer.get("error") ?? "no code");
  const provider = await discover();
  if (answer.has("iss") && answer.get("iss") !== provider.issuer) throw new SignInFailed("issuer");
  const response = await fetch(provider.token_endpoint, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri(),
      client_id: config.client,
      code_verifier: pending.verifier,
    }),
  });
  if (!response.ok) throw new SignInFailed(`token: ${response.status}`);
  const tokens = (await response.json()) as { access_token: string; expires_in?: number; id_token?: string };
  const who = tokens.id_token ? claims(tokens.id_token) : {};
  // The identity token came over TLS from the issuer itself, so its claims are held against the request, not its signature.
  if (tokens.id_token && (who.nonce !== pending.nonce || who.iss !== provider.issuer || !audience(who))) {
    throw new SignInFailed("identity");
  }
  keep({
    token: tokens.access_token,
    expires: Date.now() + (tokens.expires_in ?? 300) * 1000,
    name: String(who.name ?? who.sub ?? ""),
    nameZh: String(who.name_zh ?? who.name ?? who.sub ?? ""),
  });
  return pending.target.startsWith("/") && !pending.target.startsWith("//") ? pending.target : "/";
}

export async function signOut(): Promise<void> {
  sessionStorage.removeItem(SESSION);
  const provider = await discover().catch(() => null);
  location.assign(provider?.end_session_endpoint ?? "/");
}

export function forget(): void {
  sessionStorage.removeItem(SESSION);
}

function keep(one: Session): void {
  sessionStorage.setItem(SESSION, JSON.stringify(one));
}

async function discover(): Promise<Discovery> {
  const response = await fetch(`${config.authority}/.well-known/openid-configuration`);
  if (!response.ok) throw new SignInFailed(`discovery: ${response.status}`);
  return (await response.json()) as Discovery;
}

const redirectUri = (): string => `${location.origin}/signed-in`;

const audience = (who: Record<string, unknown>): boolean =>
  Array.isArray(who.aud) ? who.aud.includes(config.client) : who.aud === config.client;

function claims(token: string): Record<string, unknown> {
  const part = token.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challenge(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
