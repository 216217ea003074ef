import type { Msg } from "@nats-io/nats-core";
import type { EventKind } from "#domain/event";
import type { StreamConnection } from "#stream/connection";
import type {
  ConsumerStats,
  PartitionConsumer,
  PartitionConsumerOptions,
  StreamMessage,
} from "#stream/message";
import { EVENTS_STREAM, parseEventSubject, partitionConsumerName } from "#stream/subjects";
import type { Topology } from "#stream/topology";

/** Each pull asks for heartbeats at this distance; twice and a half without a sign, and the pull counts as lost. */
const HEARTBEAT_MS = 1500;
const LOST_AFTER_MS = 4000;
const PULL_EXPIRES_MS = 20_000;

export interface ConsumerDeps {
  readonly connection: StreamConnection;
  readonly topology: Topology;
}

/** One message in our hands. A later delivery of the same message only renews the address for its acknowledgement. */
interface Held {
  replyTo: string;
  deliveries: number;
}

/**
 * Pulls one partition through its durable consumer and hands each message to `onMessage` at once.
 *
 * Credit: messages held plus messages asked for never exceed `maxInFlight`, so a slow pipeline slows the pull and
 * nothing piles up here. What is held is extended (`working`) every third of the acknowledgement wait; if JetStream
 * delivers it again all the same (it was restarted, or we were slow), the second copy is not handed out.
 *
 * Life: pulling; on a reconnect, when the consumer is gone, or without heartbeat for 4 s: renewing, then pulling anew on
 * a new inbox; stopped: what still comes is given back.
 * The client library's own `consume` waits up to 30 s before its second try after a server restart and refills
 * whether or not messages were acknowledged; hence this one.
 */
export async function createPartitionConsumer(
  deps: ConsumerDeps,
  options: PartitionConsumerOptions,
): Promise<PartitionConsumer> {
  const { connection, topology } = deps;
  const { nats } = connection;
  const { partition } = options;
  const maxInFlight = Math.min(options.maxInFlight ?? 512, topology.config.maxAckPending);
  const pullSubject = `$JS.API.CONSUMER.MSG.NEXT.${EVENTS_STREAM}.${partitionConsumerName(partition)}`;
  const held = new Map<number, Held>();
  const stats = { received: 0, redelivered: 0, acked: 0, naked: 0, termed: 0, resets: 0 };

  let state: "pulling" | "renewing" | "stopped" = "pulling";
  let asked = 0;
  let pulls = 0;
  let lastSignMs = Date.now();
  let generation = 0;
  let inbox = "";
  let drainInbox = (): Promise<void> => Promise.resolve();
  let onEnded = (): void => {};

  if (options.takeOver === true) await topology.ensurePartition(partition, true);
  startGeneration();
  // What was on its way when the connection broke counts as delivered for the server, and would come after its
  // acknowledgement wait, behind newer messages. The owner of the partition has it all delivered anew, in order.
  const removeListener = connection.addListener({
    onReconnect: () => void (options.takeOver === true ? renew(true) : restart()),
  });
  const watch = setInterval(watchHeartbeats, 1000);
  watch.unref();
  const extend = setInterval(extendHeld, topology.config.ackWaitMs / 3);
  extend.unref();

  function startGeneration(): void {
    generation++;
    asked = 0;
    lastSignMs = Date.now();
    inbox = `_INBOX.detect-${partition}.${Math.random().toString(36).slice(2)}.${generation}`;
    const mine = generation;
    const subscription = nats.subscribe(`${inbox}.*`, {
      callback: (error, message) => {
        if (error !== null) return;
        const isCurrent = mine === generation;
        if (isCurrent) lastSignMs = Date.now();
        // A message that comes over an inbox given up is as good as any; only a status speaks of its own pull.
        if (!message.subject.startsWith("_INBOX.")) onEvent(message, isCurrent);
        else if (isCurrent && state === "pulling") onStatus(message);
        if (state === "pulling") pull();
      },
    });
    drainInbox = () => subscription.drain().catch(() => undefined);
    pull();
  }

  function restart(): void {
    if (state !== "pulling") return;
    stats.resets++;
    void drainInbox();
    startGeneration();
  }

  function pull(): void {
    const room = maxInFlight - held.size - asked;
    // A few large pulls cost less than many small ones; with nothing asked for, any room is worth a pull.
    if (room <= 0 || (asked > 0 && room < maxInFlight / 4)) return;
    asked += room;
    const request = { batch: room, expires: PULL_EXPIRES_MS * 1e6, idle_heartbeat: HEARTBEAT_MS * 1e6 };
    nats.publish(pullSubject, JSON.stringify(request), { reply: `${inbox}.${++pulls}` });
  }

  function onStatus(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (code === 100) return;
    // The rest of that pull will not come: it expired (408), or the server ended it (409).
    asked = Math.max(0, asked - Number(message.headers?.get("Nats-Pending-Messages") ?? 0));
    const text = message.headers?.description ?? "";
    if (code === 503 || /consumer deleted|consumer not found|stream deleted/i.test(text)) void onGone();
    else if (code === 400 || /leadership|shutdown|maxwaiting/i.test(text)) restartSoon();
  }

  function onEvent(message: Msg, isCurrent: boolean): void {
    if (state === "stopped") {
      nats.publish(message.reply as string, NAK);
      return;
    }
    if (isCurrent) asked = Math.max(0, asked - 1);
    const delivery = parseDelivery(message.reply ?? "");
    const before = held.get(delivery.seq);
    if (before !== undefined) {
      before.replyTo = message.reply as string;
      before.deliveries = delivery.deliveries;
      stats.redelivered++;
      return;
    }
    stats.received++;
    if (delivery.deliveries > 1) stats.redelivered++;
    const hold: Held = { replyTo: message.reply as string, deliveries: delivery.deliveries };
    held.set(delivery.seq, hold);
    options.onMessage(new Delivered(message, partition, delivery, hold, actions));
  }

  const actions: Actions = {
    end,
    working: (hold) => connection.connected() && nats.publish(hold.replyTo, WORKING),
  };

  function end(seq: number, hold: Held, how: Ending, answer: Uint8Array): void {
    if (held.get(seq) !== hold) return;
    held.delete(seq);
    stats[how]++;
    // Lost with the connection at worst: then it is delivered again, and the store knows it already.
    if (!nats.isClosed()) nats.publish(hold.replyTo, answer);
    if (state === "pulling") pull();
    if (held.size === 0) onEnded();
  }

  /** The consumer is not there (deleted, or JetStream not up yet): ask whether to go on, make it, pull anew. */
  async function onGone(): Promise<void> {
    if (state !== "pulling") return;
    state = "renewing";
    if (options.onLost === undefined || (await options.onLost())) await makeAnew(false);
    else void drainInbox();
  }

  async function renew(fresh: boolean): Promise<void> {
    if (state !== "pulling") return;
    state = "renewing";
    await makeAnew(fresh);
  }

  async function makeAnew(fresh: boolean): Promise<void> {
    void drainInbox();
    while (state === "renewing") {
      try {
        await topology.ensurePartition(partition, fresh);
        break;
      } catch {
        await delay(300); // not there yet: a server that starts, or no connection
      }
    }
    if (state !== "renewing") return;
    state = "pulling";
    restart();
  }

  let restartTimer: NodeJS.Timeout | undefined;
  function restartSoon(): void {
    restartTimer ??= setTimeout(() => {
      restartTimer = undefined;
      restart();
    }, 250).unref();
  }

  function watchHeartbeats(): void {
    if (state !== "pulling" || !connection.connected()) return;
    if (asked > 0 && Date.now() - lastSignMs > LOST_AFTER_MS) restart();
  }

  function extendHeld(): void {
    if (!connection.connected()) return;
    for (const hold of held.values()) actions.working(hold);
  }

  async function stop({ drainMs = 5000 } = {}): Promise<void> {
    if (state === "stopped") return;
    state = "stopped";
    removeListener();
    clearInterval(watch);
    clearTimeout(restartTimer);
    const drained = drainInbox();
    if (held.size > 0 && drainMs > 0) {
      await Promise.race([new Promise<void>((resolve) => (onEnded = resolve)), delay(drainMs)]);
    }
    clearInterval(extend);
    for (const [seq, hold] of [...held]) end(seq, hold, "naked", NAK);
    if (connection.connected())
      await Promise.race([drained.then(() => connection.flush()).catch(() => undefined), delay(1000)]);
  }

  return { partition, stats: () => ({ ...stats, inFlight: held.size }) satisfies ConsumerStats, stop };
}

type Ending = "acked" | "naked" | "termed";

interface Actions {
  end(seq: number, hold: Held, how: Ending, answer: Uint8Array): void;
  working(hold: Held): void;
}

class Delivered implements StreamMessage {
  readonly seq: number;
  readonly partition: number;
  readonly storedMs: number;
  readonly #message: Msg;
  readonly #hold: Held;
  readonly #actions: Actions;

  constructor(message: Msg, partition: number, delivery: Delivery, hold: Held, actions: Actions) {
    this.seq = delivery.seq;
    this.partition = partition;
    this.storedMs = delivery.storedMs;
    this.#message = message;
    this.#hold = hold;
    this.#actions = actions;
  }

  get subject(): string {
    return this.#message.subject;
  }

  get kind(): EventKind {
    return parseEventSubject(this.#message.subject).kind;
  }

  get data(): Uint8Array {
    return this.#message.data;
  }

  get deliveries(): number {
    return this.#hold.deliveries;
  }

  get headers(): { get(name: string): string | undefined } {
    const { headers } = this.#message;
    return { get: (name) => headers?.get(name) || undefined };
  }

  ack(): void {
    this.#actions.end(this.seq, this.#hold, "acked", ACK);
  }

  nak(delayMs: number): void {
    const answer = delayMs > 0 ? utf8.encode(`-NAK {"delay":${Math.round(delayMs * 1e6)}}`) : NAK;
    this.#actions.end(this.seq, this.#hold, "naked", answer);
  }

  working(): void {
    this.#actions.working(this.#hold);
  }

  term(reason: string): void {
    this.#actions.end(this.seq, this.#hold, "termed", utf8.encode(`+TERM ${reason.slice(0, 200)}`));
  }
}

interface Delivery {
  readonly seq: number;
  readonly deliveries: number;
  readonly storedMs: number;
}

/**
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<seq>.<consumer seq>.<stored ns>.<pending>`; servers with domains put
 * domain and account before the stream and may add a token at the end.
 */
export function parseDelivery(replyTo: string): Delivery {
  const tokens = replyTo.split(".");
  const at = tokens.length === 9 ? 4 : 6;
  return {
    deliveries: Number(tokens[at]),
    seq: Number(tokens[at + 1]),
    storedMs: Math.floor(Number(tokens[at + 3]) / 1e6),
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

const utf8 = new TextEncoder();
const ACK = utf8.encode("+ACK");
const NAK = utf8.encode("-NAK");
const WORKING = utf8.encode("+WPI");
