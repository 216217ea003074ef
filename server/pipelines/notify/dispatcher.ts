import type { Clock } from "#domain/clock";
import type { Channel, Notification } from "#server/channels/channel";
import type { Log } from "#server/log";
import { expandAlert } from "#server/pipelines/notify/expand";
import { claimUntoldAlerts, markAlertsTold } from "#store/alerts";
import { claimNotifications, insertNotifications, markFailed, markSent } from "#store/notifications";
import type { PgPool } from "#store/pool";

export interface DispatcherDeps {
  readonly pool: PgPool;
  readonly instance: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: Clock;
  readonly log: Log;
  /** The configured webhook gets every alert; targets have their own rules. */
  readonly webhook: boolean;
  readonly onOutcome: (channel: string, outcome: "sent" | "retry" | "failed") => void;
}

const ALERTS = 100;
const NOTIFICATIONS = 50;
/** Longer than the slowest channel's own timeout: a claim that ends means that its holder is gone. */
const CLAIM_MS = 60_000;
/** Waits before the second, third … try. After the last one the notification is given up, and shown so. */
const RETRY_MS = [5000, 30_000, 120_000, 600_000, 1_800_000];

/**
 * From stored alerts to people, in two steps that any number of processes may take at once:
 *
 *   alert without told_at ──(one transaction, skip locked)──> one notification a recipient, told_at set
 *   waiting notification ──claim──> channel ──> sent | waits again | given up
 *
 * A process that dies after sending and before marking leaves the claim to end; the next one sends again under the
 * same id, and the receiver drops it.
 */
export function createDispatcher(deps: DispatcherDeps): { round(): Promise<boolean> } {
  const options = { webPush: deps.channels.has("web-push"), webhook: deps.webhook };

  async function expand(): Promise<number> {
    return deps.pool.transaction(async (tx) => {
      const alerts = await claimUntoldAlerts(tx, ALERTS);
      for (const alert of alerts) await insertNotifications(tx, await expandAlert(tx, alert, options));
      await markAlertsTold(
        tx,
        alerts.map((alert) => alert.id),
      );
      return alerts.length;
    });
  }

  async function send(): Promise<number> {
    const claimed = await claimNotifications(deps.pool, deps.instance, CLAIM_MS, NOTIFICATIONS);
    await Promise.all(
      claimed.map(async ({ id, channel: name, recipient, payload, attempts }) => {
        const channel = deps.channels.get(name);
        const notification: Notification = {
          id,
          channel: name,
          recipient,
          alert: payload as Notification["alert"],
        };
        const result =
          channel === undefined
            ? ({ ok: false, retry: false, reason: `channel ${name} is not configured` } as const)
            : await channel.send(notification);
        if (result.ok) {
          await markSent(deps.pool, id, deps.instance);
          deps.onOutcome(name, "sent");
          return;
        }
        const wait = result.retry ? RETRY_MS[attempts - 1] : undefined;
        await markFailed(
          deps.pool,
          id,
          deps.instance,
          result.reason,
          wait === undefined ? null : deps.clock.now() + wait,
        );
        deps.onOutcome(name, wait === undefined ? "failed" : "retry");
        deps.log.warn(
          { id, channel: name, attempts, reason: result.reason, again: wait !== undefined },
          "notification not sent",
        );
      }),
    );
    return claimed.length;
  }

  return {
    /** true when there may be more. */
    async round() {
      const told = await expand();
      const sent = await send();
      return told === ALERTS || sent === NOTIFICATIONS;
    },
  };
}
