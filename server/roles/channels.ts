import type { Cipher, SealedText } from "#domain/crypto";
import type { Channel } from "#server/channels/channel";
import { createChannels } from "#server/channels/channels";
import type { VapidKeys } from "#server/channels/vapid-keys";
import type { Context } from "#server/context";
import { readTargets } from "#store/notification-targets";
import { findSubscription, noteSubscriptionResult } from "#store/push-subscriptions";

/** The channels that the configuration allows, on the store's subscriptions and targets. */
export function makeChannels(
  context: Context,
  cipher: Cipher,
  vapid: VapidKeys | null,
  address: string | null,
): ReadonlyMap<string, Channel> {
  const { config, pool, clock, log } = context;
  return createChannels(
    {
      findSubscription: (id) => findSubscription(pool, id),
      noteResult: (id, result) => noteSubscriptionResult(pool, id, result),
      async findTarget(recipient) {
        const id = Number(/^target:(\d+)$/.exec(recipient)?.[1]);
        const target = (await readTargets(pool)).find((each) => each.id === id && each.enabled);
        if (target === undefined) return null;
        const opened =
          target.secretCipher === null
            ? null
            : cipher.open(target.secretCipher as SealedText, "notification-target.secret");
        return {
          address: target.address,
          secret: opened?.ok ? opened.plain : null,
          settings: target.settings,
        };
      },
      now: () => clock.now(),
      log,
    },
    {
      webPush: vapid === null ? null : { keys: vapid, subject: config.VAPID_SUBJECT },
      webhook:
        config.NOTIFY_WEBHOOK_URL === null || config.NOTIFY_WEBHOOK_SECRET === null
          ? null
          : { url: config.NOTIFY_WEBHOOK_URL, secret: config.NOTIFY_WEBHOOK_SECRET },
      wecom:
        config.WECOM_URL === null || config.WECOM_TOKEN === null
          ? null
          : { url: config.WECOM_URL, token: config.WECOM_TOKEN },
      sms:
        config.SMS_URL === null || config.SMS_TOKEN === null
          ? null
          : { url: config.SMS_URL, token: config.SMS_TOKEN, signature: "观澜" },
      log: false,
      pagesUrl: `${config.PUBLIC_URL ?? address ?? "http://127.0.0.1"}`.replace(/\/?$/, "/"),
    },
  );
}
