import { createHash } from "node:crypto";
import { WHO_MAY } from "#domain/action";
import { suggestAction } from "#domain/alert-rule";
import { CITY } from "#domain/district";
import { levelOf } from "#domain/level";
import type { Notification } from "#server/channels/channel";
import type { UntoldAlertRow } from "#store/alerts";
import { readTargets } from "#store/notification-targets";
import type { NotificationDraft } from "#store/notifications";
import { readOfficers } from "#store/officers";
import type { Db } from "#store/pool";
import { readSubscriptions } from "#store/push-subscriptions";

/** Who is told of an alert, on which channel: browsers of the officers whose area it is, and the configured targets. */
export async function expandAlert(
  tx: Db,
  alert: UntoldAlertRow,
  options: { readonly webPush: boolean; readonly webhook: boolean },
): Promise<NotificationDraft[]> {
  const recipients: { channel: string; recipient: string }[] = [];
  if (options.webhook) recipients.push({ channel: "webhook", recipient: "webhook" });
  if (options.webPush) {
    const officers = await readOfficers(
      tx,
      { district: alert.district, street: alert.street },
      WHO_MAY["alert.acknowledge"],
    );
    const subscriptions = await readSubscriptions(tx, [...new Set(officers.map((officer) => officer.id))]);
    for (const subscription of subscriptions) {
      if (alert.levelTo >= subscription.minLevel)
        recipients.push({ channel: "web-push", recipient: `subscription:${subscription.id}` });
    }
  }
  for (const target of await readTargets(tx)) {
    const mine = target.district === CITY || target.district === alert.district;
    if (target.enabled && mine && alert.levelTo >= target.minLevel)
      recipients.push({ channel: target.channel, recipient: `target:${target.id}` });
  }
  const strongest = alert.reasons[0];
  const payload: Notification["alert"] = {
    alertId: alert.id,
    enterpriseId: alert.enterpriseId,
    name: alert.name,
    district: alert.district,
    levelFrom: alert.levelFrom,
    levelTo: alert.levelTo,
    score: Math.round(alert.score * 10) / 10,
    reason: strongest?.text ?? "",
    action: suggestAction(levelOf(alert.levelTo), strongest?.dimension ?? null).zh,
    createdAtMs: alert.createdAtMs,
    simulated: alert.simulated,
  };
  return recipients.map(({ channel, recipient }) => ({
    id: notificationId(alert.id, channel, recipient),
    alertId: alert.id,
    channel,
    recipient,
    payload,
  }));
}

/** Stable for alert, channel and recipient: 24 hex characters, fits a Web Push topic (32 at most, RFC 8030 §5.4). */
export function notificationId(alertId: number, channel: string, recipient: string): string {
  return createHash("sha256").update(`${alertId}\n${channel}\n${recipient}`).digest("hex").slice(0, 24);
}
