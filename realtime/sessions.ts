import { CLOSE } from "#domain/feed";
import { encodeControl } from "#realtime/frame";
import type { Hub } from "#realtime/hub";
import type { Authenticate, Log, PushUser } from "#realtime/port";
import type { Session } from "#realtime/session";

export interface SessionsConfig {
  readonly maxConnections: number;
  readonly maxPerUser: number;
  /** Every open socket's session is asked about again this often. */
  readonly recheckMs: number;
  readonly beatMs: number;
  /** A peer that is too slow for longer than this is cut; it resumes when it comes back. */
  readonly slowMs: number;
}

export const DEFAULT_SESSIONS = {
  maxConnections: 20_000,
  maxPerUser: 2000,
  recheckMs: 30_000,
  beatMs: 15_000,
  slowMs: 30_000,
} satisfies SessionsConfig;

/** A connection as the registry keeps it, whatever carries it. */
export interface Connection {
  readonly cookie: string;
  user: PushUser;
  readonly session: Session;
  close(code: number, reason: string): void;
  /** Without a farewell: the peer does not read. */
  kill(): void;
}

export interface SessionsDeps {
  readonly hub: Hub;
  readonly authenticate: Authenticate;
  readonly log: Log;
  readonly now: () => number;
}

/** All open connections of the process: limits, revocation, rechecks, beats and presence. */
export class Sessions {
  readonly #deps: SessionsDeps;
  readonly #config: SessionsConfig;
  readonly #connections = new Set<Connection>();
  readonly #byUser = new Map<number, Set<Connection>>();
  readonly #timers: NodeJS.Timeout[];
  #rechecking = false;
  readonly stats = { opened: 0, refused: 0, revoked: 0, slowCut: 0 };

  constructor(deps: SessionsDeps, config: SessionsConfig, beat: (frame: string) => void) {
    this.#deps = deps;
    this.#config = config;
    this.#timers = [
      setInterval(() => beat(encodeControl({ t: "beat", nowMs: deps.now() })), config.beatMs),
      setInterval(() => void this.#recheckAll(), config.recheckMs),
      setInterval(() => this.#cutSlow(), Math.min(5000, config.slowMs)),
    ];
    for (const timer of this.#timers) timer.unref();
    deps.hub.onReset((topic) => {
      for (const connection of this.#connections) connection.session.reset(topic);
    });
  }

  get count(): number {
    return this.#connections.size;
  }

  /** Users who have at least one open connection. */
  get users(): number {
    return this.#byUser.size;
  }

  mayOpen(userId: number): boolean {
    const open =
      this.#connections.size < this.#config.maxConnections &&
      (this.#byUser.get(userId)?.size ?? 0) < this.#config.maxPerUser;
    if (!open) this.stats.refused++;
    return open;
  }

  add(connection: Connection): void {
    this.stats.opened++;
    this.#connections.add(connection);
    let own = this.#byUser.get(connection.user.userId);
    if (own === undefined) {
      own = new Set();
      this.#byUser.set(connection.user.userId, own);
    }
    own.add(connection);
  }

  remove(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    const own = this.#byUser.get(connection.user.userId);
    own?.delete(connection);
    if (own?.size === 0) this.#byUser.delete(connection.user.userId);
  }

  /** Closes every connection of the user; returns how many. */
  revoke(userId: number): number {
    const own = [...(this.#byUser.get(userId) ?? [])];
    for (const connection of own) this.#revokeOne(connection);
    return own.length;
  }

  /** Asks about the user's sessions now: for a log-out that ends one of several. */
  async recheck(userId: number): Promise<void> {
    for (const connection of [...(this.#byUser.get(userId) ?? [])]) {
      this.#applyRecheck(connection, await this.#deps.authenticate(connection.cookie, "recheck"));
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of [...this.#connections]) connection.close(1001, "server stops");
  }

  #revokeOne(connection: Connection): void {
    this.stats.revoked++;
    connection.close(CLOSE.revoked, "session ended");
  }

  async #recheckAll(): Promise<void> {
    if (this.#rechecking) return;
    this.#rechecking = true;
    try {
      const byCookie = new Map<string, Connection[]>();
      for (const connection of this.#connections) {
        const same = byCookie.get(connection.cookie);
        if (same === undefined) byCookie.set(connection.cookie, [connection]);
        else same.push(connection);
      }
      for (const [cookie, connections] of byCookie) {
        const user = await this.#deps.authenticate(cookie, "recheck");
        for (const connection of connections) this.#applyRecheck(connection, user);
      }
    } catch (error) {
      // A store that does not answer ends no session: the next round asks again.
      this.#deps.log.warn({ error: String(error) }, "sessions could not be rechecked");
    } finally {
      this.#rechecking = false;
    }
  }

  #applyRecheck(connection: Connection, user: PushUser | null): void {
    if (!this.#connections.has(connection)) return;
    if (user === null || user.userId !== connection.user.userId) {
      this.#revokeOne(connection);
      return;
    }
    if (user.role !== connection.user.role || user.district !== connection.user.district) {
      // Rooms and greeting hang on these: the client comes back at once and gets the new ones.
      connection.close(1012, "allowance changed");
      return;
    }
    connection.user = user;
    connection.session.allow(user);
  }

  #cutSlow(): void {
    const nowMs = this.#deps.now();
    for (const connection of this.#connections) {
      const since = connection.session.slowSinceMs;
      if (since !== null && nowMs - since > this.#config.slowMs) {
        this.stats.slowCut++;
        connection.kill();
      }
    }
  }
}
