import { z } from "zod";
import { page } from "#domain/api/common";
import { auditEntry, auditVerify } from "#domain/api/system";
import { A_DAY } from "#domain/issue";
import { isDay, startOfDay } from "#domain/time";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso } from "#server/modules/levels";
import { pageQuery, readCursor } from "#server/modules/paging";
import { readAudit, verifyAudit } from "#store/audit";
import type { Pool } from "#store/pool";

/** 审计: who did what. Only those who audit read it, and that they did is written too. */
export function auditRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/audit",
      tag: "audit",
      summary: { zh: "审计日志，最新在前", en: "The audit log, newest first" },
      access: { kind: "whole", action: "audit.read" },
      query: pageQuery.extend({
        actor: z.string().max(100).optional(),
        action: z.string().max(100).optional(),
        subject: z.string().max(200).optional(),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
      response: page(auditEntry),
      trail: "audited",
      handler: async ({ query, audit }) => {
        const filter = {
          actor: query.actor,
          action: query.action,
          subject: query.subject,
          fromMs: readDay(query.from, "from", 0),
          toMs: readDay(query.to, "to", 86_400_000),
        };
        const rows = await readAudit(db, filter, readCursor(query.cursor), query.limit + 1);
        const shown = rows.slice(0, query.limit);
        const last = shown.at(-1);
        await audit.write(db, {
          action: "audit.read",
          subject: "audit",
          after: { ...query, rows: shown.length },
        });
        return {
          rows: shown.map((row) => ({
            seq: row.seq,
            at: iso(row.atMs),
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            before: row.before,
            after: row.after,
            address: row.address,
            hash: row.hash,
          })),
          next: rows.length > query.limit && last !== undefined ? String(last.seq) : null,
          total: null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/audit/verify",
      tag: "audit",
      summary: { zh: "校验审计日志的哈希链", en: "Walk the hash chain of the audit log" },
      access: { kind: "whole", action: "audit.verify" },
      rate: { per: "user", perMinute: 6 },
      response: auditVerify.extend({ head: z.string() }),
      trail: "audited",
      handler: async ({ audit }) => {
        const verdict = await verifyAudit(db);
        await audit.write(db, { action: "audit.verify", subject: "audit", after: verdict });
        return verdict;
      },
    }),
  ];
}

function readDay(day: string | undefined, field: string, addMs: number): number | undefined {
  if (day === undefined || day === "") return undefined;
  if (isDay(day)) return startOfDay(day) + addMs;
  throw new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `query.${field}`, code: "invalid_date", message: A_DAY }] },
  );
}
