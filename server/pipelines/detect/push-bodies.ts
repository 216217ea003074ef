import { levelNumber } from "#domain/level";
import type { EventBody, PushMessage } from "#domain/push";
import { type AlertBody, topicOf } from "#domain/push";
import type { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import type { EventEffect } from "#server/pipelines/detect/work";
import type { AlertWrite } from "#store/batch-results";

/** A message that has its topic and waits for its sequence. */
export type Unsequenced = Omit<PushMessage<string>, "seq">;

/** One message an event that names an enterprise, on the topic of the enterprise's district. */
export function makeEventMessages(effects: readonly EventEffect[], cards: EnterpriseCards): Unsequenced[] {
  const messages: Unsequenced[] = [];
  for (const { event, score, levelBefore } of effects) {
    if (event.enterpriseId === null || event.kind === "derived") continue;
    const card = cards.get(event.enterpriseId);
    const level = score === null ? 1 : levelNumber(score.level.level);
    const reason = score?.reasons[0];
    const body: EventBody = {
      u: event.uid,
      k: event.kind,
      t: event.timeMs,
      r: event.receivedMs,
      e: event.enterpriseId,
      n: card.name,
      s: score === null ? 0 : Math.round(score.total * 10) / 10,
      l: level,
      p: levelBefore,
      w: reason?.text ?? "",
      // Screens show words from yellow on; the rest of the stream need not carry them twice.
      ...(reason === undefined || level < 2 ? {} : { v: reason.textEn }),
      m: event.simulated ? 1 : 0,
      ...(card.position === null ? {} : { x: card.position }),
    };
    messages.push({ topic: topicOf("events", card.district), body: JSON.stringify(body) });
  }
  return messages;
}

/** One message a new alert. */
export function makeAlertMessages(
  alerts: readonly AlertWrite[],
  ids: ReadonlyMap<string, number>,
  cards: EnterpriseCards,
): Unsequenced[] {
  const messages: Unsequenced[] = [];
  for (const alert of alerts) {
    const id = ids.get(alert.uid);
    if (id === undefined || !alert.fresh) continue;
    const card = cards.get(alert.enterpriseId);
    const body: AlertBody = {
      id,
      enterpriseId: alert.enterpriseId,
      name: card.name,
      district: card.district,
      from: alert.from,
      to: alert.to,
      score: Math.round(alert.score * 10) / 10,
      state: "open",
      reason: alert.reasons[0]?.text ?? "",
      timeMs: alert.timeMs,
      simulated: alert.simulated,
    };
    messages.push({ topic: topicOf("alerts", card.district), body: JSON.stringify(body) });
  }
  return messages;
}
