import { DISTRICT_CODES, OUTSIDE } from "#domain/district";
import type { Principal, Scope } from "#domain/permission";
import { scopeOf } from "#domain/permission";
import type { Role, Tier } from "#domain/role";
import { createEnterprises, type EnterpriseDraft } from "#store/enterprises";
import { createOrganisation } from "#store/organisations";
import { type Db, instant, type Pool } from "#store/pool";
import { addPost } from "#store/posts";
import { sql } from "#store/sql";
import { createUser } from "#store/users";

export const NOW = Date.parse("2026-11-24T02:00:00Z");
export const DAY = 86_400_000;
export const PUDONG = "310115";
export const HUANGPU = "310101";

export function makePrincipal(over: Partial<Principal> = {}): Principal {
  return {
    id: 1,
    role: "city-administrator",
    tier: "city",
    organisationId: 1,
    district: "310000",
    street: null,
    lines: null,
    businesses: null,
    fields: [],
    ...over,
  };
}

export const CITY_SCOPE: Scope = scopeOf(makePrincipal());
export const PUDONG_SCOPE: Scope = scopeOf(
  makePrincipal({ role: "district-officer", tier: "district", district: PUDONG }),
);
export const ALL_AREAS = [...DISTRICT_CODES, OUTSIDE];

export function makeDraft(over: Partial<EnterpriseDraft> = {}): EnterpriseDraft {
  return {
    name: "上海瑞丰财富管理有限公司",
    district: PUDONG,
    street: "310115005",
    industry: "6635",
    financeKind: "microloan",
    provisional: false,
    simulated: true,
    ...over,
  };
}

/** Enterprises with scores as given; ids in order. */
export async function seedEnterprises(
  db: Db,
  rows: readonly (Partial<EnterpriseDraft> & {
    score?: number;
    level?: number;
    sinceMs?: number;
    lastEventMs?: number;
  })[],
): Promise<number[]> {
  const ids = await createEnterprises(
    db,
    rows.map((row) => makeDraft(row)),
  );
  for (const [i, row] of rows.entries()) {
    if (row.score === undefined) continue;
    await db.execute(sql`
      update scores set total = ${row.score}, level = ${row.level ?? 1}, dimensions = ${`{${[1, 2, 3, 4, 5].map((n) => row.score! / n)}}`}::real[],
        level_since = ${instant(row.sinceMs ?? NOW)}, last_event_at = ${instant(row.lastEventMs ?? null)},
        reasons = ${JSON.stringify([{ findingUid: null, dimension: "sentiment", text: `理由${i}`, textEn: `reason ${i}`, points: 1 }])}::jsonb
      where enterprise_id = ${ids[i]}`);
  }
  return ids;
}

/** A user with one post in an organisation of its own. */
export async function seedUser(
  pool: Pool,
  login: string,
  role: Role = "duty-officer",
  area: { district: string; street?: string | null; tier?: Tier } = { district: "310000" },
): Promise<Principal> {
  return pool.transaction(async (tx) => {
    const tier = area.tier ?? (area.street ? "street" : area.district === "310000" ? "city" : "district");
    const kind = tier === "unit" ? "member-unit" : (`${tier}-office` as const);
    const organisationId = await createOrganisation(tx, {
      kind,
      name: `${login}的单位`,
      parentId: null,
      district: area.district,
      street: area.street ?? null,
    });
    const id = (await createUser(tx, { login, name: `用户${login}`, passwordHash: "x" })) as number;
    await addPost(tx, { userId: id, organisationId, role });
    return makePrincipal({
      id,
      role,
      tier,
      organisationId,
      district: area.district,
      street: area.street ?? null,
    });
  });
}

let alertCount = 0;

export async function seedAlert(
  db: Db,
  enterpriseId: number,
  over: { levelTo?: number; district?: string; createdMs?: number; dueMs?: number } = {},
): Promise<number> {
  alertCount += 1;
  const [row] = await db.query<{ id: number }>(sql`
    insert into alerts (uid, enterprise_id, district, level_from, level_to, score, reasons, time, created_at, due_at)
    values (${`alert-${alertCount}`}, ${enterpriseId}, ${over.district ?? PUDONG}, 1, ${over.levelTo ?? 4}, 80,
      '[{"findingUid": null, "dimension": "sentiment", "text": "负面", "textEn": "negative", "points": 3}]',
      ${instant(over.createdMs ?? NOW)}, ${instant(over.createdMs ?? NOW)}, ${instant(over.dueMs ?? NOW + 600_000)}) returning id`);
  return (row as { id: number }).id;
}

/** One event as detection stores it. */
export async function seedEvent(
  db: Db,
  event: {
    uid: string;
    enterpriseId: number;
    timeMs: number;
    kind?: string;
    type?: string;
    source?: string;
    district?: string;
    data?: unknown;
    recordedMs?: number;
  },
): Promise<void> {
  await db.execute(sql`
    insert into event_ids (uid, hash, time) values (${event.uid}, 'abc', ${instant(event.timeMs)})`);
  await db.execute(sql`
    insert into events (time, uid, kind, type, key, enterprise_id, district, source, received_at, recorded_at, simulated, data)
    values (${instant(event.timeMs)}, ${event.uid}, ${event.kind ?? "complaint"}, ${event.type ?? "complaint.filed"},
      ${`e:${event.enterpriseId}`}, ${event.enterpriseId}, ${event.district ?? PUDONG}, ${event.source ?? "test"},
      ${instant(event.timeMs)}, ${instant(event.recordedMs ?? event.timeMs)}, true, ${JSON.stringify(event.data ?? {})}::jsonb)`);
}

/** What a rebuild leaves beside the rows that it writes. */
export async function seedRebuild(
  db: Db,
  row: { enterpriseId: number; fromMs: number; toMs: number; recordedMs: number },
): Promise<void> {
  await db.execute(sql`
    insert into score_rebuilds (enterprise_id, from_time, to_time, recorded_at)
    values (${row.enterpriseId}, ${instant(row.fromMs)}, ${instant(row.toMs)}, ${instant(row.recordedMs)})`);
}

export async function seedScore(
  db: Db,
  row: { enterpriseId: number; timeMs: number; total: number; level?: number; recordedMs?: number },
): Promise<void> {
  await db.execute(sql`
    insert into score_history (time, enterprise_id, recorded_at, total, dimensions, level, config_version, event_uid)
    values (${instant(row.timeMs)}, ${row.enterpriseId}, ${instant(row.recordedMs ?? row.timeMs)}, ${row.total}, '{1,2,3,4,5}',
      ${row.level ?? 1}, 1, null)`);
}
