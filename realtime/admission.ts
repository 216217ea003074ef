import { CLOSE } from "#domain/feed";
import type { Hub } from "#realtime/hub";
import { isOriginAllowed } from "#realtime/origin";
import { makeProxyTrust, plainAddress, type TrustedProxies } from "#realtime/peer";
import type { Authenticate, Log, OnAcknowledge, PushUser, SessionSocket } from "#realtime/port";
import { Session, type SessionConfig } from "#realtime/session";
import type { Connection, Sessions } from "#realtime/sessions";

export interface AdmissionDeps {
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly authenticate: Authenticate;
  readonly onAcknowledge: OnAcknowledge;
  readonly log: Log;
  readonly now: () => number;
}

export interface AdmissionConfig {
  readonly session: SessionConfig;
  /** Origins besides the program's own, as https://wall.example.cn. */
  readonly allowedOrigins: readonly string[];
  /** Whose X-Forwarded-* is believed. */
  readonly trustedProxies: TrustedProxies;
  /** A peer that leaves more bytes than this unread is slow. */
  readonly maxBufferedBytes: number;
  /** Largest frame that a client may send, bytes. */
  readonly maxFrameBytes: number;
}

export const DEFAULT_ADMISSION = {
  allowedOrigins: [],
  trustedProxies: false,
  maxBufferedBytes: 1 << 20,
  maxFrameBytes: 16 << 10,
} satisfies Omit<AdmissionConfig, "session">;

/** What the opening request says about where it comes from. */
export interface Caller {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly forwardedHost: string | undefined;
  readonly address: string;
}

export type Admission =
  | { readonly ok: true; readonly user: PushUser; readonly cookie: string }
  | { readonly ok: false; readonly code: number; readonly reason: string };

/** What every transport does with a newcomer, in the order of what it costs. */
export function makeAdmission(deps: AdmissionDeps, config: AdmissionConfig) {
  const isTrusted = makeProxyTrust(config.trustedProxies);
  return {
    checkOrigin(caller: Caller): boolean {
      // Behind a proxy that rewrites Host, the browser's own idea of it is in X-Forwarded-Host.
      const forwarded = isTrusted(plainAddress(caller.address)) ? caller.forwardedHost : undefined;
      const host = forwarded ?? caller.host;
      const allowed = isOriginAllowed(caller.origin, host, config.allowedOrigins);
      if (!allowed)
        deps.log.warn({ origin: caller.origin, host }, "push connection from a foreign origin refused");
      return allowed;
    },

    async admit(cookie: string): Promise<Admission> {
      let user: PushUser | null;
      try {
        user = cookie === "" ? null : await deps.authenticate(cookie, "open");
      } catch (error) {
        deps.log.warn({ error: String(error) }, "session could not be checked");
        return { ok: false, code: 1013, reason: "try again later" };
      }
      if (user === null) return { ok: false, code: CLOSE.unauthenticated, reason: "log in first" };
      if (!deps.sessions.mayOpen(user.userId)) {
        return { ok: false, code: CLOSE.tooManyConnections, reason: "too many connections" };
      }
      return { ok: true, user, cookie };
    },

    /** Opens the session of an admitted socket. The caller reports frames, drops, drains and the end to it. */
    open(admission: Admitted, socket: SessionSocket, kill: () => void) {
      const session = new Session(deps, config.session, socket, admission.user);
      const connection: Connection = {
        cookie: admission.cookie,
        user: admission.user,
        session,
        close: (code, reason) => socket.close(code, reason),
        kill,
      };
      deps.sessions.add(connection);
      void session.greet();
      return {
        session,
        closed(): void {
          deps.sessions.remove(connection);
          session.closed();
        },
      };
    },
  };
}

export type Admitted = Extract<Admission, { ok: true }>;
export type Admissions = ReturnType<typeof makeAdmission>;
export type OpenSession = ReturnType<Admissions["open"]>;

export function makeCaller(headers: Readonly<Record<string, unknown>>, address: string | undefined): Caller {
  const text = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    origin: text("origin"),
    host: text("host"),
    forwardedHost: text("x-forwarded-host"),
    address: address ?? "",
  };
}
