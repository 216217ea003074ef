import type { Delivery } from "#server/pipelines/detect/message";
import { Parking } from "#server/pipelines/detect/parking";

/** From how many waiting messages a home is worked at by its own lane. */
export const BUSY_HOME = 50;

/**
 * What waits for one share of the partitions: its inbox, bounded by the consumers' own limit of unacknowledged
 * messages, and the entities held back. Whoever has the turn is the only one to work at it, so its order holds.
 */
export class Home {
  readonly parking = new Parking();
  #inbox: Delivery[] = [];

  get waiting(): number {
    return this.#inbox.length;
  }

  get size(): number {
    return this.#inbox.length + this.parking.size;
  }

  push(delivery: Delivery): void {
    this.#inbox.push(delivery);
  }

  /** Up to `most` messages in order of arrival, without those of entities that are held back: these are held too. */
  take(most: number): Delivery[] {
    const taken = this.#inbox.splice(0, most);
    return taken.filter((delivery) => !this.parking.hold(delivery));
  }

  hasWork(nowMs: number): boolean {
    return this.#inbox.length > 0 || (this.parking.nextDueMs() ?? Number.POSITIVE_INFINITY) <= nowMs;
  }

  /** Forgets what waits for a partition (its lease is gone: whoever owns it now gets the messages again). */
  dropPartition(partition: number): void {
    this.#inbox = this.#inbox.filter((delivery) => delivery.partition !== partition);
    this.parking.dropPartition(partition);
  }
}

/**
 * Which lane works where. Each lane has a home of its own, and works at it while much waits there. A home where little
 * waits belongs to the first lane, which works at all of those in one transaction: at 1,000 events a second one
 * transaction of eight events costs half of two with four.
 */
export class Turns {
  readonly #homes: readonly Home[];
  readonly #now: () => number;
  readonly #taken = new Set<Home>();
  /** By lane: its wake-up while it has no turn. */
  readonly #idle = new Map<number, (homes: readonly Home[] | null) => void>();
  #timer: NodeJS.Timeout | null = null;
  #waking = false;
  #closed = false;

  constructor(lanes: number, now: () => number) {
    this.#homes = Array.from({ length: lanes }, () => new Home());
    this.#now = now;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get size(): number {
    return this.#homes.reduce((sum, home) => sum + home.size, 0);
  }

  homeOf(partition: number): Home {
    return this.#homes[partition % this.#homes.length] as Home;
  }

  push(delivery: Delivery): void {
    this.homeOf(delivery.partition).push(delivery);
    if (this.#idle.size === 0 || this.#waking) return;
    this.#waking = true;
    // What comes in the same step (one read from the connection) is in the same turn.
    queueMicrotask(() => {
      this.#waking = false;
      this.#wake();
    });
  }

  /** The homes at which a lane is to work now, once there are any; null once closed. Give them back with `done`. */
  next(lane: number): Promise<readonly Home[] | null> {
    return new Promise((resolve) => {
      this.#idle.set(lane, resolve);
      this.#wake();
    });
  }

  done(homes: readonly Home[]): void {
    for (const home of homes) this.#taken.delete(home);
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#wake();
  }

  #wake(): void {
    for (const [lane, resolve] of this.#idle) {
      const homes = this.#closed ? null : this.#claim(lane);
      if (homes?.length === 0) continue;
      this.#idle.delete(lane);
      resolve(homes);
    }
    this.#wakeForParked();
  }

  #claim(lane: number): Home[] {
    const nowMs = this.#now();
    const own = this.#homes[lane];
    const homes = this.#homes.filter((home) => {
      const isMine =
        lane === 0 ? home === own || home.waiting < BUSY_HOME : home === own && home.waiting >= BUSY_HOME;
      return isMine && !this.#taken.has(home) && home.hasWork(nowMs);
    });
    for (const home of homes) this.#taken.add(home);
    return homes;
  }

  /** Entities held back are looked at when the first is due, even if no message comes. */
  #wakeForParked(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#closed) return;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const home of this.#homes)
      if (!this.#taken.has(home)) dueMs = Math.min(dueMs, home.parking.nextDueMs() ?? dueMs);
    if (dueMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#wake(), Math.max(1, dueMs - this.#now()));
  }
}
