import type { Log } from "#realtime/port";
import type { Io } from "#realtime/socket-io";

export interface Presence {
  /** Somebody of this district came or went. */
  note(district: string): void;
  stop(): void;
}

/**
 * Tells each district's room how many of its users are online (a user with two tabs counts once). Counted from the
 * rooms themselves, over all processes when Redis joins them, and at most once per `intervalMs`.
 */
export function createPresence(io: Io, log: Log, intervalMs: number): Presence {
  const changed = new Set<string>();
  const told = new Map<string, number>();
  const timer = setInterval(() => void tell(), intervalMs);
  timer.unref();

  async function tell(): Promise<void> {
    for (const district of [...changed]) {
      changed.delete(district);
      try {
        const sockets = await io.in(`district:${district}`).fetchSockets();
        const online = new Set(sockets.map((socket) => socket.data.user.userId)).size;
        if (told.get(district) === online) continue;
        told.set(district, online);
        io.to(`district:${district}`).emit("presence", { district, online });
      } catch (error) {
        log.warn({ district, error: String(error) }, "presence could not be counted");
        changed.add(district);
        return;
      }
    }
  }

  return {
    note(district) {
      changed.add(district);
      // A newcomer must hear the number although it may be the same as before.
      told.delete(district);
    },
    stop() {
      clearInterval(timer);
    },
  };
}
