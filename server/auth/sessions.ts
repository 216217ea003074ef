import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "#domain/clock";
import { allowedTopics, type Principal } from "#domain/permission";
import { makePrincipal, makeSessionUser, type SessionUser } from "#server/auth/session-user";
import type { SessionBus } from "#server/http/ports";
import { Refusal } from "#server/http/refusal";
import type { Db } from "#store/pool";
import { readPostHolder, readSessionUser, type SessionUserRow } from "#store/session-users";
import { createSession, endSession, endSessionsOf, touchSession } from "#store/sessions";

export const SESSION_COOKIE = "guanlan_session";

export interface SessionConfig {
  readonly idleMs: number;
  readonly maxMs: number;
}

export interface SessionDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly bus: SessionBus;
}

/** Who may follow what over the push socket; the shape that realtime asks for. */
export interface PushUser {
  readonly userId: number;
  readonly name: string;
  readonly role: string;
  readonly district: string;
  readonly street: string | null;
  readonly topics: readonly string[];
}

export interface Sessions {
  readonly config: SessionConfig;
  /** A new session with a token of its own; the token is known to the browser only. */
  open(
    user: { id: number; postId: number },
    from: { address: string; userAgent: string },
  ): Promise<{ token: string; hash: string; expiresMs: number }>;
  /** The person behind a token, or a refusal that says why there is none. Counts as activity. */
  authenticate(token: string | undefined): Promise<SessionUser>;
  /** For the push socket: who a Cookie header belongs to. "recheck" is not activity of the session. */
  authenticateCookie(cookieHeader: string, purpose: "open" | "recheck"): Promise<PushUser | null>;
  readPrincipal(userId: number): Promise<Principal | null>;
  end(userId: number, hash: string, reason: string): Promise<void>;
  /** Everywhere, but for one session when given. */
  endAll(userId: number, reason: string, exceptHash?: string | null): Promise<number>;
}

/** The idle limit moves on at most this often: it is a write with each request else. */
const TOUCH_MS = 30_000;

/**
 * The life of a session: it opens at login with a fresh token, lives while it is used (idle limit) and at most `maxMs`
 * (absolute limit), and ends by logout, by a change of password or second factor, by an administrator, or when its
 * person holds no post any more. Whoever ends it tells the push hubs, so that its sockets close at once.
 */
export function makeSessions(deps: SessionDeps, config: SessionConfig): Sessions {
  const { db, clock, bus } = deps;

  async function find(token: string | undefined): Promise<{ row: SessionUserRow; hash: string }> {
    if (token === undefined || !/^[\w-]{43}$/.test(token)) throw new Refusal("auth.required");
    const hash = hashToken(token);
    const row = await readSessionUser(db, hash);
    if (row === null) throw new Refusal("auth.required");
    const nowMs = clock.now();
    if (row.endedAtMs !== null) throw new Refusal("auth.session-revoked", { cause: row.endReason ?? "" });
    if (row.disabled) throw new Refusal("auth.session-revoked", { cause: "disabled" });
    if (row.expiresMs <= nowMs) throw new Refusal("auth.session-expired");
    if (row.idleExpiresMs <= nowMs) throw new Refusal("auth.session-idle");
    return { row, hash };
  }

  return {
    config,
    async open(user, from) {
      const token = randomBytes(32).toString("base64url");
      const hash = hashToken(token);
      const nowMs = clock.now();
      const expiresMs = nowMs + config.maxMs;
      await createSession(db, {
        tokenHash: hash,
        userId: user.id,
        postId: user.postId,
        createdAtMs: nowMs,
        lastSeenMs: nowMs,
        idleExpiresMs: Math.min(nowMs + config.idleMs, expiresMs),
        expiresMs,
        address: from.address,
        userAgent: from.userAgent,
      });
      return { token, hash, expiresMs };
    },
    async authenticate(token) {
      const { row, hash } = await find(token);
      const nowMs = clock.now();
      if (nowMs - row.lastSeenMs >= Math.min(TOUCH_MS, config.idleMs / 4)) {
        await touchSession(db, hash, nowMs, Math.min(nowMs + config.idleMs, row.expiresMs));
      }
      return makeSessionUser(row, hash);
    },
    async authenticateCookie(cookieHeader) {
      const token = readCookie(cookieHeader, SESSION_COOKIE);
      let found: { row: SessionUserRow };
      try {
        found = await find(token);
      } catch (error) {
        if (error instanceof Refusal) return null;
        throw error;
      }
      const { row } = found;
      if (row.mustChangePassword) return null;
      const principal = makePrincipal(row);
      return {
        userId: row.userId,
        name: row.name,
        role: row.role,
        district: row.district,
        street: row.street,
        topics: allowedTopics(principal),
      };
    },
    async readPrincipal(userId) {
      const row = await readPostHolder(db, userId);
      return row === null || row.disabled ? null : makePrincipal(row);
    },
    async end(userId, hash, reason) {
      if (await endSession(db, hash, reason)) bus.ended({ userId, sessionHash: hash, reason });
    },
    async endAll(userId, reason, exceptHash = null) {
      const ended = await endSessionsOf(db, userId, reason, exceptHash);
      if (ended.length > 0) bus.ended({ userId, sessionHash: null, reason });
      return ended.length;
    },
  };
}

function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function readCookie(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
