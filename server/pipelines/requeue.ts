import { CITY } from "#domain/district";
import type { StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";
import type { Context } from "#server/context";
import type { DeadLetterPort, RebuildPort } from "#server/http/ports";
import { REBUILD_TYPE } from "#server/pipelines/detect/work";
import { encodeEvent, type OutgoingMessage } from "#stream/message";

/** Dead letters go on their partition again: under a message id of their own, since the stream has seen the first. */
export function makeDeadLetterPort(context: Context): DeadLetterPort {
  return {
    async replay(event) {
      const message = encodeEvent(event);
      await publish(context, [
        { ...message, messageId: `${message.messageId}~replay-${context.clock.now()}` },
      ]);
    },
  };
}

/** Asks detection to fold enterprises anew from their stored events. */
export function makeRebuildPort(context: Context): RebuildPort {
  return {
    async rebuild(enterpriseIds) {
      const nowMs = context.clock.now();
      await publish(
        context,
        enterpriseIds.map((id) => encodeEvent(makeRebuild(id, nowMs))),
      );
    },
  };
}

function makeRebuild(enterpriseId: number, nowMs: number): StreamEvent<"derived"> {
  return {
    uid: `rebuild/${enterpriseId}-${nowMs}`,
    kind: "derived",
    type: REBUILD_TYPE,
    key: enterpriseKey(enterpriseId),
    enterpriseId,
    district: CITY,
    source: "rebuild",
    timeMs: nowMs,
    timeInferred: false,
    receivedMs: nowMs,
    simulated: false,
    hash: "",
    data: {},
  };
}

async function publish(context: Context, messages: readonly OutgoingMessage[]): Promise<void> {
  for (const result of await context.publisher.publish(messages)) if (!result.ok) throw result.error;
}
