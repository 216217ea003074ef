import { createRoot, createSignal } from "solid-js";
import type { z } from "zod";
import type { Action } from "#domain/action";
import type { authMethods, Me } from "#domain/api/auth";
import { CITY } from "#domain/district";
import { getJson, listenSignedOut, postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";

export type AuthMethods = z.infer<typeof authMethods>;

/** Where the session stands: asking, nobody (why), somebody, or the service does not answer. */
export type SessionState =
  | { readonly at: "asking" }
  | { readonly at: "out"; readonly because: "start" | "ended" | "left" }
  | { readonly at: "in"; readonly me: Me }
  | { readonly at: "failed"; readonly error: HttpError };

const [session, setSession] = createRoot(() => createSignal<SessionState>({ at: "asking" }));

export { session };

export function me(): Me | null {
  const state = session();
  return state.at === "in" ? state.me : null;
}

/** Whether to show a button at all; the server decides again for each row. */
export function can(action: Action): boolean {
  return me()?.actions.includes(action) ?? false;
}

/** The widest district of the user: "310000" or one district. */
export function ownDistrict(): string {
  return me()?.district ?? CITY;
}

export async function loadSession(): Promise<void> {
  listenSignedOut(() => {
    if (session().at === "in") setSession({ at: "out", because: "ended" });
  });
  try {
    setSession({ at: "in", me: await getJson<Me>("api/me") });
  } catch (cause) {
    const error = toHttpError(cause);
    setSession(error.status === 401 ? { at: "out", because: "start" } : { at: "failed", error });
  }
}

export type SecondFactor = { readonly totp: string } | { readonly recoveryCode: string };

export async function logIn(user: string, password: string, second: SecondFactor | null): Promise<void> {
  setSession({ at: "in", me: await postJson<Me>("api/auth/login", { user, password, ...second }) });
}

/** Acts in another of one's posts: scope, buttons and topics change with it. */
export async function switchPost(postId: number): Promise<void> {
  const next = await postJson<Me>("api/auth/post", { postId });
  setSession({ at: "asking" });
  setSession({ at: "in", me: next });
}

export async function logOut(): Promise<void> {
  try {
    await postJson("api/auth/logout");
  } catch (cause) {
    // A session that is already over is what was asked for.
    const error = toHttpError(cause);
    if (error.status !== 401) throw error;
  }
  setSession({ at: "out", because: "left" });
}

/** Reads the user again, after a change of password or second factor. */
export async function refreshMe(): Promise<void> {
  setSession({ at: "in", me: await getJson<Me>("api/me") });
}
