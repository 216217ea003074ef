import type { Channel } from "#server/channels/channel";
import { createLogChannel } from "#server/channels/log-channel";
import { createSmsChannel } from "#server/channels/sms";
import type { FindTarget } from "#server/channels/targets";
import type { VapidKeys } from "#server/channels/vapid-keys";
import { createWebPushChannel, DEFAULT_WEB_PUSH, type WebPushDeps } from "#server/channels/web-push";
import { createWebhookChannel } from "#server/channels/webhook";
import { createWecomChannel } from "#server/channels/wecom";

export interface ChannelsDeps extends WebPushDeps {
  readonly findTarget: FindTarget;
  readonly now: () => number;
  readonly log: { info(fields: object, text: string): void };
}

/** Each part is null where it is not configured: the channel does not exist then. */
export interface ChannelsConfig {
  readonly webPush: { readonly keys: VapidKeys; readonly subject: string } | null;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly wecom: { readonly url: string; readonly token: string } | null;
  readonly sms: { readonly url: string; readonly token: string; readonly signature: string } | null;
  /** Writes notifications to the log instead of telling anybody. */
  readonly log: boolean;
  /** Address of the pages as officers reach them, ending in "/". */
  readonly pagesUrl: string;
}

/** Of one send, all of it: shorter than the claim on a notification. */
const TIMEOUT_MS = 15_000;

/** The channels that are configured, by their ids. Signed webhooks to targets need no configuration of their own. */
export function createChannels(deps: ChannelsDeps, config: ChannelsConfig): ReadonlyMap<string, Channel> {
  const { pagesUrl } = config;
  const own =
    config.webhook === null
      ? null
      : { address: config.webhook.url, secret: config.webhook.secret, settings: {} };
  const channels: Channel[] = [createWebhookChannel(deps, { own, pagesUrl, timeoutMs: TIMEOUT_MS })];
  if (config.webPush !== null)
    channels.push(createWebPushChannel(deps, { ...DEFAULT_WEB_PUSH, ...config.webPush }));
  if (config.wecom !== null)
    channels.push(createWecomChannel(deps, { ...config.wecom, pagesUrl, timeoutMs: TIMEOUT_MS }));
  if (config.sms !== null) channels.push(createSmsChannel(deps, { ...config.sms, timeoutMs: TIMEOUT_MS }));
  if (config.log) channels.push(createLogChannel(deps.log));
  return new Map(channels.map((channel) => [channel.id, channel]));
}
