import { z } from "zod";
import { inputKind, instant } from "#domain/api/common";
import {
  rejectPage,
  sourceBatch,
  sourceBatchAnswer,
  sourceCreate,
  sourceList,
  sourceSecret,
} from "#domain/api/sources";
import type { Cipher } from "#domain/crypto";
import { DAY_MS } from "#domain/time";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { webhookContext } from "#server/modules/ingest/webhook-signature";
import { iso, isoOrNull } from "#server/modules/levels";
import { pageById, pageQuery } from "#server/modules/paging";
import { wordsOfReject } from "#server/modules/reject-words";
import type { SourceRates } from "#server/modules/sources/rates";
import type { Db, Pool } from "#store/pool";
import { readRejects } from "#store/rejects";
import { issueSourceKey, readSourceKeys, revokeSourceKeys } from "#store/source-keys";
import {
  createSource,
  findSource,
  readSources,
  type SourceRow,
  setSourcesEnabled,
  setSourcesRetired,
  updateSource,
} from "#store/sources";

export interface SourceDeps {
  readonly db: Pool;
  readonly cipher: Cipher;
  readonly rates: SourceRates;
}

const params = z.object({ id: z.string().regex(/^[a-z0-9-]{2,60}$/) });

export function sourceRoutes({ db, cipher, rates }: SourceDeps): AnyRoute[] {
  /** A webhook's secret must be known to check signatures, so it is kept sealed; of an API key only a hash is kept. */
  const issue = async (tx: Db, source: SourceRow, days: number, userId: number, nowMs: number) => {
    const expiresAtMs = nowMs + days * DAY_MS;
    const seal =
      source.transport === "webhook"
        ? (secret: string) => cipher.seal(secret, webhookContext(source.id))
        : null;
    const { secret, keyId } = await issueSourceKey(tx, {
      sourceId: source.id,
      expiresAtMs,
      createdBy: userId,
      seal,
    });
    return { id: source.id, secret, expiresAt: iso(expiresAtMs), keyId };
  };

  return [
    defineRoute({
      method: "GET",
      path: "/api/sources",
      tag: "sources",
      summary: { zh: "数据来源、计数和静默状态", en: "Sources with tallies and silence" },
      access: { kind: "whole", action: "source.read" },
      query: z.object({ retired: z.enum(["true", "false"]).default("false") }),
      response: sourceList,
      handler: async ({ query, nowMs }) => {
        const rows = await readSources(db, query.retired === "true");
        rates.sample(rows, nowMs);
        return {
          sources: rows.map((row) => ({
            id: row.id,
            name: row.name,
            transport: row.transport,
            kinds: [...row.kinds],
            enabled: row.enabled,
            simulated: row.simulated,
            lastEvent: isoOrNull(row.lastEventMs),
            silenceSeconds: row.silenceSeconds,
            silent: row.silent,
            everySeconds: row.everySeconds,
            retiredAt: isoOrNull(row.retiredAtMs),
            ratePerMinute: rates.perMinute(row.id, nowMs),
            today: row.today,
            total: row.total,
            keyExpiresAt: isoOrNull(row.keyExpiresMs),
          })),
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/sources",
      tag: "sources",
      summary: { zh: "登记数据来源；密钥只显示这一次", en: "Register a source; its key is shown this once" },
      access: { kind: "whole", action: "source.manage" },
      body: sourceCreate,
      response: sourceSecret,
      status: 201,
      trail: "audited",
      handler: async ({ body, user, nowMs, audit }) => {
        return db.transaction(async (tx) => {
          const made = await createSource(tx, {
            id: body.id,
            name: body.name,
            transport: body.transport,
            kinds: body.kinds,
            silenceSeconds: body.silenceSeconds,
            everySeconds: body.everySeconds,
            createdBy: user.id,
          });
          if (!made) throw new Refusal("source.exists", { id: body.id });
          const source = (await findSource(tx, body.id)) as SourceRow;
          await audit.write(tx, { action: "source.create", subject: `source:${body.id}`, after: body });
          // A file source has nobody to authenticate: people import its files under their own name.
          if (body.transport === "file") return { id: body.id, secret: "", expiresAt: iso(nowMs) };
          const { keyId: _, ...secret } = await issue(tx, source, body.keyDays, user.id, nowMs);
          return secret;
        });
      },
    }),
    defineRoute({
      method: "PATCH",
      path: "/api/sources/:id",
      tag: "sources",
      summary: {
        zh: "修改来源：名称、类别、启停、静默时限",
        en: "Change a source: name, kinds, on or off, silence limit",
      },
      access: { kind: "whole", action: "source.manage" },
      params,
      body: z.object({
        name: z.string().min(1).max(100).optional(),
        kinds: z.array(inputKind).min(1).optional(),
        enabled: z.boolean().optional(),
        silenceSeconds: z.number().int().min(60).optional(),
        everySeconds: z.number().int().min(1).max(31_536_000).nullable().optional(),
      }),
      response: z.object({}),
      trail: "audited",
      handler: async ({ params, body, audit }) => {
        await db.transaction(async (tx) => {
          const before = await ownSource(tx, params.id);
          const kept = await updateSource(tx, params.id, {
            ...(body.name === undefined ? {} : { name: body.name }),
            ...(body.kinds === undefined ? {} : { kinds: body.kinds }),
            ...(body.enabled === undefined ? {} : { enabled: body.enabled }),
            ...(body.silenceSeconds === undefined ? {} : { silenceSeconds: body.silenceSeconds }),
            ...(body.everySeconds === undefined ? {} : { everySeconds: body.everySeconds }),
          });
          // Retired between the two statements.
          if (!kept) throw new Refusal("source.retired", { id: params.id });
          await audit.write(tx, {
            action: "source.change",
            subject: `source:${params.id}`,
            before,
            after: body,
          });
        });
        return {};
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/sources/batch",
      tag: "sources",
      summary: {
        zh: "批量启用、停用、删除（隐藏，数据保留）或恢复来源",
        en: "Enable, disable, remove (hidden, data stays) or bring back several sources",
      },
      access: { kind: "whole", action: "source.manage" },
      body: sourceBatch,
      response: sourceBatchAnswer,
      trail: "audited",
      handler: ({ body, user, audit }) =>
        db.transaction(async (tx) => {
          const changed =
            body.action === "enable" || body.action === "disable"
              ? await setSourcesEnabled(tx, body.ids, body.action === "enable")
              : await setSourcesRetired(tx, body.ids, body.action === "retire", user.id);
          await audit.write(tx, {
            action: `source.${body.action}`,
            subject: body.ids.length === 1 ? `source:${body.ids[0]}` : "sources",
            after: { asked: body.ids, changed },
          });
          return { changed, skipped: body.ids.filter((id) => !changed.includes(id)) };
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/sources/:id/key",
      tag: "sources",
      summary: {
        zh: "更换密钥；keepOld 为真时旧密钥用到其到期日",
        en: "A new key; keepOld leaves earlier ones until they expire",
      },
      access: { kind: "whole", action: "source.manage" },
      params,
      body: z
        .object({ days: z.number().int().min(1).max(730).default(180), keepOld: z.boolean().default(false) })
        .default({ days: 180, keepOld: false }),
      response: sourceSecret,
      status: 201,
      trail: "audited",
      handler: ({ params, body, user, nowMs, audit }) =>
        db.transaction(async (tx) => {
          const source = await ownSource(tx, params.id);
          if (source.transport === "file") throw new Refusal("source.no-key", { id: params.id });
          const { keyId, ...secret } = await issue(tx, source, body.days, user.id, nowMs);
          const revoked = body.keepOld ? 0 : await revokeSourceKeys(tx, params.id, keyId);
          await audit.write(tx, {
            action: "source.key",
            subject: `source:${params.id}`,
            after: { days: body.days, revoked },
          });
          return secret;
        }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/sources/:id/keys",
      tag: "sources",
      summary: { zh: "来源的密钥（只有前几位）", en: "Keys of a source, by their first characters" },
      access: { kind: "whole", action: "source.read" },
      params,
      response: z.object({
        keys: z.array(
          z.object({
            id: z.number(),
            hint: z.string(),
            createdAt: instant,
            expiresAt: instant,
            revokedAt: instant.nullable(),
            lastUsed: instant.nullable(),
          }),
        ),
      }),
      handler: async ({ params }) => {
        await knownSource(db, params.id);
        return {
          keys: (await readSourceKeys(db, params.id)).map((row) => ({
            id: row.id,
            hint: row.hint,
            createdAt: iso(row.createdAtMs),
            expiresAt: iso(row.expiresAtMs),
            revokedAt: isoOrNull(row.revokedAtMs),
            lastUsed: isoOrNull(row.lastUsedMs),
          })),
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/sources/:id/rejects",
      tag: "sources",
      summary: { zh: "未接收和冲突的数据，原样保留", en: "What was not taken, kept as it came" },
      access: { kind: "whole", action: "source.read" },
      params,
      query: pageQuery,
      response: rejectPage,
      handler: async ({ params, query, language }) => {
        await knownSource(db, params.id);
        return pageById(
          query,
          (beforeId, limit) => readRejects(db, params.id, beforeId, limit),
          (row) => ({
            id: row.id,
            source: row.sourceId,
            at: iso(row.atMs),
            row: row.row,
            outcome: row.outcome,
            code: row.code,
            ...wordsOfReject(row, language),
            raw: row.raw,
            importId: row.importId,
          }),
        );
      },
    }),
  ];
}

async function knownSource(db: Db, id: string): Promise<SourceRow> {
  const source = await findSource(db, id);
  if (source === null) throw new Refusal("source.unknown", { id });
  return source;
}

/** One that people made: the simulator's and the replay's are set by configuration. */
async function ownSource(tx: Db, id: string): Promise<SourceRow> {
  const source = await knownSource(tx, id);
  if (source.transport === "simulator" || source.transport === "replay") throw new Refusal("source.built-in");
  if (source.retiredAtMs !== null) throw new Refusal("source.retired", { id });
  return source;
}
