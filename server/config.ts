import { resolve } from "node:path";
import { z } from "zod";
import { parseMasterKeys } from "#store/crypto/key-store";
import { isDatabaseUrl } from "#store/migration-session";
import { parseServers } from "#stream/connection";

/** The parts that one process can play. By default it plays them all; any of them may run twice. */
export const ROLES = ["ingest", "detect", "notify", "realtime", "api", "clock", "simulate"] as const;
export type Role = (typeof ROLES)[number];

const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().min(1);
const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");

interface Setting<S extends z.ZodType> {
  readonly schema: S;
  readonly fallback: string;
  readonly about: string;
  readonly secret?: true;
}

function setting<S extends z.ZodType>(schema: S, fallback: string, about: string, secret?: true): Setting<S> {
  return secret ? { schema, fallback, about, secret } : { schema, fallback, about };
}

const optionalText = z.string().transform((value) => (value === "" ? null : value));
/** Text that `check` takes; it throws or answers false at any other. Empty is not given. */
const checkedText = (check: (value: string) => unknown, expected: string) =>
  z
    .string()
    .refine((value) => value === "" || passes(check, value), expected)
    .transform((value) => (value === "" ? null : value));
const address = (protocols: RegExp, expected: string) =>
  checkedText((value) => protocols.test(new URL(value).protocol), expected);
const webAddress = address(/^https?:$/, "must be an address as https://host:port/path");

/** All configuration of the program, one table: environment variable, type, default, meaning. */
const SETTINGS = {
  PORT: setting(port, "8080", "web port: pages, API and push; 0 takes a free one"),
  HOST: setting(z.string().min(1), "127.0.0.1", "address that the web port listens on; 0.0.0.0 for all"),
  BASE_PATH: setting(
    z.string().regex(/^\/([\w.-]+\/)*$/),
    "/",
    "path under which everything is served, as /guanlan/",
  ),
  PUBLIC_URL: setting(webAddress, "", "address that browsers use, when a proxy stands before the program"),
  TRUST_PROXY: setting(flag, "0", "1: believe X-Forwarded-* from the proxy before the program"),
  TLS_CERT: setting(optionalText, "", "PEM file of the certificate; with TLS_KEY the web port speaks TLS"),
  TLS_KEY: setting(optionalText, "", "PEM file of the private key"),
  VAR_DIR: setting(z.string().min(1), "var", "folder for data, keys and exports"),
  WEB_DIR: setting(z.string().min(1), "dist/web", "folder of the built pages"),
  ROLES: setting(
    z.string().transform((value, context) => {
      const names = value.split(",").map((name) => name.trim());
      for (const name of names) {
        if (!(ROLES as readonly string[]).includes(name))
          context.addIssue(`"${name}" is not one of ${ROLES.join(", ")}`);
      }
      return names as Role[];
    }),
    ROLES.join(","),
    "roles that this process plays, a comma list",
  ),
  INSTANCE: setting(optionalText, "", "name of this process; random when empty"),
  DATABASE_URL: setting(
    checkedText(isDatabaseUrl, "must be an address as postgres://user:password@host:5432/database"),
    "",
    "TimescaleDB or PostgreSQL; empty starts the embedded one",
    true,
  ),
  // A re-score works on three at once, and progress and the rest need one.
  DATABASE_POOL: setting(
    z.coerce.number().int().min(4),
    "12",
    "most connections of this process, at least 4",
  ),
  PG_PORT: setting(port, "0", "loopback port of the embedded PostgreSQL; 0 takes a free one"),
  NATS_URL: setting(
    checkedText(parseServers, "must be host:port or nats://token@host:port, more than one with commas"),
    "",
    "NATS cluster; empty starts nats-server as a child",
    true,
  ),
  NATS_SERVER: setting(optionalText, "", "path of nats-server, when it is not on PATH"),
  NATS_PORT: setting(port, "0", "loopback port of the child nats-server; 0 takes a free one"),
  NATS_TOKEN: setting(optionalText, "", "token of that NATS", true),
  NATS_REPLICAS: setting(positive, "1", "replicas of the streams; 3 on a cluster"),
  NATS_SYNC: setting(
    z.string().regex(/^(always|\d+[smh])$/),
    "2m",
    "fsync interval of the child nats-server, or always",
  ),
  STREAM_MAX_BYTES: setting(
    positive,
    String(2 * 1024 ** 3),
    "most bytes that wait in the stream; past it ingest answers 429",
  ),
  STREAM_MAX_LAG: setting(
    positive,
    "200000",
    "most events that wait for detection; past it ingest answers 429",
  ),
  REDIS_URL: setting(
    address(/^rediss?:$/, "must be an address as redis://host:6379"),
    "",
    "Redis for socket.io over several realtime processes",
    true,
  ),
  CITY: setting(
    z.enum(["simulated", "none"]),
    "simulated",
    "simulated: seed and run a simulated city; none: real data only",
  ),
  CITY_SEED: setting(z.coerce.number().int(), "20260101", "seed of the simulated city"),
  CITY_SIZE: setting(
    z.coerce.number().int().min(1000).max(3_000_000),
    "10000",
    "enterprises of the simulated city",
  ),
  CITY_DAYS: setting(
    z.coerce.number().int().min(1).max(730),
    "90",
    "days of history that a new simulated city gets",
  ),
  CITY_RATE: setting(
    z.coerce.number().min(0).max(10_000),
    "5",
    "live events a second of the simulated city, on average",
  ),
  DETECTORS: setting(
    z.enum(["all", "none"]),
    "all",
    "none: store and push only, to measure what detection costs",
  ),
  DETECT_LANES: setting(
    z.coerce.number().int().min(1).max(16),
    "2",
    "transactions that detection runs side by side",
  ),
  DETECT_BATCH: setting(
    z.coerce.number().int().min(1).max(5000),
    "400",
    "most events in one transaction of detection",
  ),
  STATE_CACHE: setting(positive, "60000", "entity states kept in memory between events"),
  LEASE_SECONDS: setting(
    z.coerce.number().min(1).max(60),
    "6",
    "lifetime of a partition lease without renewal",
  ),
  TICK_SECONDS: setting(z.coerce.number().int().min(1).max(3600), "60", "time between tick events"),
  PUSH_KEEP_HOURS: setting(positive, "24", "hours for which a client may resume a topic"),
  EVENT_KEEP_DAYS: setting(positive, "730", "days for which raw events are kept; evidence stays"),
  SESSION_IDLE_MINUTES: setting(positive, "30", "minutes without a request after which a session ends"),
  SESSION_MAX_HOURS: setting(positive, "12", "hours after which a session ends in any case"),
  OIDC_ISSUER: setting(webAddress, "", "issuer of the single sign-on; empty leaves it off"),
  OIDC_CLIENT_ID: setting(optionalText, "", "client id at the issuer"),
  OIDC_CLIENT_SECRET: setting(optionalText, "", "client secret at the issuer", true),
  OIDC_LABEL: setting(z.string(), "单点登录", "words on the sign-on button"),
  MASTER_KEY: setting(
    checkedText(
      (value) => parseMasterKeys(value, "MASTER_KEY"),
      "a key has 64 hexadecimal characters or more, several are parted by commas; openssl rand -hex 32 makes one",
    ),
    "",
    "hex key that seals sensitive fields; empty keeps one in VAR_DIR",
    true,
  ),
  METRICS_TOKEN: setting(optionalText, "", "bearer token for /metrics from outside loopback", true),
  WEB_PUSH: setting(flag, "1", "0: no Web Push (networks without the browser vendors' services)"),
  VAPID_SUBJECT: setting(z.string(), "mailto:admin@guanlan.invalid", "contact in Web Push requests"),
  NOTIFY_WEBHOOK_URL: setting(webAddress, "", "address that gets a signed POST for each alert"),
  NOTIFY_WEBHOOK_SECRET: setting(optionalText, "", "key of that signature", true),
  WECOM_URL: setting(webAddress, "", "政务微信 gateway; empty leaves it off"),
  WECOM_TOKEN: setting(optionalText, "", "token of the gateway", true),
  SMS_URL: setting(webAddress, "", "SMS gateway; empty leaves it off"),
  SMS_TOKEN: setting(optionalText, "", "token of the gateway", true),
  LOG_FILE: setting(optionalText, "", "where logs go; empty: VAR_DIR/log/guanlan.log, - : standard error"),
  LOG_LEVEL: setting(
    z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
    "info",
    "least level that is logged",
  ),
} as const;

type SettingName = keyof typeof SETTINGS;
type Values = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]["schema"]> };

export interface Config extends Values {
  readonly varDir: string;
  readonly webDir: string;
}

/** Every fault of the configuration at once, one line each. */
export class ConfigError extends Error {
  readonly code = "config.invalid";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/**
 * Reads the environment once. The only place that does. `look` adds what else speaks against the values, so that one
 * round tells everything: the program that serves looks at files and folders, tools that use none of them do not.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  look: (values: Values) => readonly string[] = () => [],
): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, fallback, secret }] of Object.entries(SETTINGS) as [
    SettingName,
    Setting<z.ZodType>,
  ][]) {
    const given = env[name];
    const text = given === undefined || given === "" ? fallback : given;
    const parsed = schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else {
      // The settings that must fit one another are looked at all the same, so that one round tells everything.
      values[name] = schema.parse(fallback);
      faults.push(
        `${name}=${secret ? "(secret)" : text}: ${parsed.error.issues.map((issue) => issue.message).join("; ")}`,
      );
    }
  }
  const config = values as unknown as Values;
  faults.push(...checkTogether(config), ...look(config));
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze({ ...config, varDir: resolve(config.VAR_DIR), webDir: resolve(config.WEB_DIR) });
}

function checkTogether(config: Values): string[] {
  const faults: string[] = [];
  if ((config.TLS_CERT === null) !== (config.TLS_KEY === null))
    faults.push("TLS_CERT and TLS_KEY go together");
  if (config.OIDC_ISSUER !== null && config.OIDC_CLIENT_ID === null)
    faults.push("OIDC_ISSUER needs OIDC_CLIENT_ID");
  if (config.NOTIFY_WEBHOOK_URL !== null && config.NOTIFY_WEBHOOK_SECRET === null) {
    faults.push("NOTIFY_WEBHOOK_URL needs NOTIFY_WEBHOOK_SECRET");
  }
  const needsOutside = config.ROLES.length < ROLES.length - 1;
  if (needsOutside && (config.DATABASE_URL === null || config.NATS_URL === null)) {
    faults.push("ROLES splits the program: give DATABASE_URL and NATS_URL, so that its parts meet");
  }
  return faults;
}

function passes(check: (value: string) => unknown, value: string): boolean {
  try {
    return check(value) !== false;
  } catch {
    return false;
  }
}

/** The table of all settings as text, for --help and docs/configuration.md. */
export function describeConfig(): string {
  const width = Math.max(...Object.keys(SETTINGS).map((name) => name.length));
  return Object.entries(SETTINGS)
    .map(
      ([name, { fallback, about }]) =>
        `  ${name.padEnd(width)}  ${about}${fallback === "" ? "" : ` [${fallback}]`}`,
    )
    .join("\n");
}
