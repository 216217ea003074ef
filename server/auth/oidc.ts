import * as oidc from "openid-client";
import type { Clock } from "#domain/clock";
import type { Cipher, SealedText } from "#domain/crypto";
import { Refusal } from "#server/http/refusal";
import type { Log } from "#server/log";

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly label: string;
}

export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** preferred_username: by it an account is found the first time. */
  readonly login: string | null;
}

export interface Oidc {
  readonly label: string;
  /** Where to send the browser, and what it must bring back in the cookie. */
  begin(redirectUri: string): Promise<{ url: string; cookie: string }>;
  /** Who came back. `currentUrl` is the address that the issuer sent the browser to, with its query. */
  finish(currentUrl: URL, cookie: string | undefined): Promise<OidcIdentity>;
}

/** A sign-on that takes longer than this begins again. */
const MAX_AGE_MS = 10 * 60_000;
const CONTEXT = "oidc.cookie";

interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly untilMs: number;
}

/**
 * Authorization code flow with PKCE, state and nonce, all three bound to the browser by a sealed cookie. The issuer is
 * asked for its description when first needed and again after a failure, so that the program starts without it.
 */
export function makeOidc(
  config: OidcConfig,
  deps: { readonly cipher: Cipher; readonly clock: Clock; readonly log: Log },
): Oidc {
  let known: Promise<oidc.Configuration> | null = null;

  function discover(): Promise<oidc.Configuration> {
    known ??= oidc
      .discovery(
        new URL(config.issuer),
        config.clientId,
        config.clientSecret ?? undefined,
        config.clientSecret === null ? oidc.None() : undefined,
        // A closed network may run its issuer without TLS; the operator chose that address.
        {
          timeout: 10,
          ...(config.issuer.startsWith("http:") ? { execute: [oidc.allowInsecureRequests] } : {}),
        },
      )
      .catch((cause: unknown) => {
        known = null;
        throw cause;
      });
    return known;
  }

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      deps.log.warn({ err: error }, "single sign-on failed");
      throw new Refusal("auth.oidc-failed");
    }
  }

  return {
    label: config.label,
    begin: (redirectUri) =>
      ask(async () => {
        const issuer = await discover();
        const pending: Pending = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
          untilMs: deps.clock.now() + MAX_AGE_MS,
        };
        const url = oidc.buildAuthorizationUrl(issuer, {
          redirect_uri: redirectUri,
          scope: "openid profile",
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: "S256",
        });
        return { url: url.href, cookie: deps.cipher.seal(JSON.stringify(pending), CONTEXT) };
      }),
    finish: (currentUrl, cookie) =>
      ask(async () => {
        const pending = readPending(deps.cipher, cookie);
        if (pending === null || pending.untilMs < deps.clock.now()) throw new Refusal("auth.oidc-state");
        if (currentUrl.searchParams.get("state") !== pending.state) throw new Refusal("auth.oidc-state");
        const tokens = await oidc.authorizationCodeGrant(await discover(), currentUrl, {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Refusal("auth.oidc-failed");
        const login = claims.preferred_username;
        return { issuer: claims.iss, subject: claims.sub, login: typeof login === "string" ? login : null };
      }),
  };
}

function readPending(cipher: Cipher, cookie: string | undefined): Pending | null {
  if (cookie === undefined) return null;
  const opened = cipher.open(cookie as SealedText, CONTEXT);
  return opened.ok ? (JSON.parse(opened.plain) as Pending) : null;
}
