import { CLOSE, FEED_ERRORS, FEED_VERSION, SNAPSHOT_REASONS } from "#domain/feed";
import { LEVELS } from "#domain/level";
import { CHANNELS } from "#domain/push";

export interface AsyncApiInfo {
  readonly version: string;
  /** Base path, "/" or with a slash at both ends. */
  readonly basePath: string;
}

const number = { type: "integer" } as const;
const text = { type: "string" } as const;
const heads = {
  type: "object",
  description: "topic: sequence",
  additionalProperties: { type: "integer", minimum: 0 },
} as const;

function object(
  properties: Record<string, object>,
  description?: string,
  optional: readonly string[] = [],
): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", ...(description === undefined ? {} : { description }), properties, required };
}

function control(
  t: string,
  properties: Record<string, object>,
  description: string,
  optional: readonly string[] = [],
): object {
  return object({ t: { const: t }, ...properties }, description, optional);
}

const BODIES = {
  events: object(
    {
      u: { ...text, description: "event uid" },
      k: { ...text, description: "kind" },
      t: { ...number, description: "event time, ms" },
      r: { ...number, description: "received, ms" },
      e: { type: ["integer", "null"], description: "enterprise id" },
      n: { ...text, description: "enterprise name" },
      s: { type: "number", description: "score after" },
      l: { ...number, minimum: 1, maximum: 5, description: "level after" },
      p: { ...number, minimum: 1, maximum: 5, description: "level before" },
      w: { ...text, description: "strongest reason in words" },
      v: { ...text, description: "the same in English, from yellow on" },
      m: { enum: [0, 1], description: "1: simulated" },
      x: {
        type: "array",
        items: { type: "number" },
        minItems: 2,
        maxItems: 2,
        description: "longitude, latitude",
      },
    },
    "One event that was stored, with what it did to its enterprise's score.",
    ["v", "x"],
  ),
  alerts: object(
    {
      id: number,
      enterpriseId: number,
      name: text,
      district: { ...text, pattern: "^\\d{6}$" },
      from: { enum: LEVELS },
      to: { enum: LEVELS },
      score: { type: "number" },
      state: text,
      reason: text,
      timeMs: number,
      simulated: { type: "boolean" },
    },
    "A risk alert (预警) that was raised or changed.",
  ),
  system: object(
    {
      code: text,
      severity: { enum: ["info", "warning", "critical"] },
      active: { type: "boolean" },
      subject: text,
      timeMs: number,
    },
    "The program's own alarm (告警).",
  ),
} as const satisfies Record<(typeof CHANNELS)[number], object>;

const acknowledgement = {
  alertId: number,
  version: { ...number, description: "optimistic lock" },
  requestId: {
    ...text,
    minLength: 8,
    maxLength: 64,
    description: "the same request sent again answers the same",
  },
  comment: { ...text, maxLength: 1000 },
};

const SERVER_FRAMES = {
  data: {
    type: "array",
    description: "[topic, first sequence, the server's clock when sent, bodies of consecutive sequences]",
    prefixItems: [
      { ...text, pattern: "^[a-z]+\\.\\d{6}$" },
      number,
      number,
      { type: "array", items: { anyOf: Object.values(BODIES) } },
    ],
    minItems: 4,
    maxItems: 4,
  },
  hello: control(
    "hello",
    { v: { const: FEED_VERSION }, heads, beatMs: number, nowMs: number },
    "First frame: the topics that the session may follow, with their heads.",
  ),
  subscribed: control(
    "subscribed",
    { from: heads },
    "Data of these topics follows, beginning after the sequences.",
  ),
  unsubscribed: control(
    "unsubscribed",
    { topics: { type: "array", items: text } },
    "Nothing more comes of these.",
  ),
  snapshot: control(
    "snapshot",
    { why: { enum: SNAPSHOT_REASONS }, heads },
    "Messages were skipped: read the picture over HTTP; messages after the heads follow by themselves.",
  ),
  beat: control("beat", { nowMs: number }, "A sign of life."),
  acknowledged: control(
    "acknowledged",
    {
      requestId: text,
      result: object({ ok: { type: "boolean" }, version: number, state: text, reason: text }, undefined, [
        "version",
        "state",
        "reason",
      ]),
    },
    "Answer to an acknowledgement.",
  ),
  error: control(
    "error",
    { code: { enum: FEED_ERRORS }, topics: { type: "array", items: text }, hint: text },
    "A refusal; a close code may follow.",
    ["topics"],
  ),
};

const CLIENT_FRAMES = {
  subscribe: control(
    "subscribe",
    { since: { type: "object", additionalProperties: { type: ["integer", "null"], minimum: 0 } } },
    'Follow topics after the last sequence seen, or from the head with null. "events.*" stands for all allowed ones.',
  ),
  unsubscribe: control("unsubscribe", { topics: { type: "array", items: text } }, "End topics."),
  acknowledge: control("acknowledge", acknowledgement, "Acknowledge an alert (签收)."),
};

/** The push interface as an AsyncAPI 3.0 document. */
export function makeAsyncApi(info: AsyncApiInfo): object {
  const messages = (frames: Record<string, object>) =>
    Object.fromEntries(
      Object.entries(frames).map(([name, payload]) => [
        name,
        { name, contentType: "application/json", payload },
      ]),
    );
  const refs = (channel: string, frames: Record<string, object>) =>
    Object.keys(frames).map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
  const codes = Object.entries(CLOSE).map(([name, code]) => `${code} ${name}`);
  const topics = CHANNELS.map((channel) => `\`${channel}.<district>\``).join(", ");
  const feedEvents = { f: SERVER_FRAMES.data, alert: BODIES.alerts, system: BODIES.system };
  const ioEvents = {
    ...feedEvents,
    presence: object({ district: text, online: number }),
    bye: object({ code: number, reason: text }),
  };
  return {
    asyncapi: "3.0.0",
    info: {
      title: "观澜 push",
      version: info.version,
      description:
        `Topics: ${topics}; each has a gapless sequence, so a client that comes back names the last one it saw. ` +
        `The session cookie of the pages decides who connects. Close codes: ${codes.join(", ")}. Rules: realtime/SPEC.md.`,
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    servers: {
      feed: {
        host: "{host}",
        protocol: "ws",
        pathname: info.basePath,
        variables: { host: { default: "127.0.0.1:8080" } },
      },
    },
    channels: {
      feed: {
        address: `${info.basePath}feed`,
        title: "Topic feed (walls, programs)",
        description: "WebSocket, one JSON text a frame.",
        messages: messages({ ...SERVER_FRAMES, ...CLIENT_FRAMES }),
      },
      socketIo: {
        address: `${info.basePath}socket.io/`,
        title: "socket.io (pages, officers)",
        description:
          "The same frames as the events `f` (data) and `c` (control, as text). With `auth: {events: true, since}` " +
          "alerts and alarms come as the events `alert` and `system`: {topic, seq, body}.",
        messages: messages({ ...ioEvents, acknowledge: object(acknowledgement) }),
      },
    },
    operations: {
      receiveFrames: {
        action: "send",
        channel: { $ref: "#/channels/feed" },
        messages: refs("feed", SERVER_FRAMES),
      },
      sendFrames: {
        action: "receive",
        channel: { $ref: "#/channels/feed" },
        messages: refs("feed", CLIENT_FRAMES),
      },
      receiveEvents: {
        action: "send",
        channel: { $ref: "#/channels/socketIo" },
        messages: refs("socketIo", ioEvents),
      },
      acknowledge: {
        action: "receive",
        channel: { $ref: "#/channels/socketIo" },
        messages: [{ $ref: "#/channels/socketIo/messages/acknowledge" }],
      },
    },
    components: {
      schemas: { eventBody: BODIES.events, alertBody: BODIES.alerts, systemBody: BODIES.system },
    },
  };
}
