import type { PoolClient } from "pg";
import { createRegistry, type Registry } from "#detectors/registry";
import type { EntityState, ScoreConfig } from "#domain/detect";
import { DIMENSIONS } from "#domain/dimension";
import type { FinanceKind } from "#domain/finance-kind";
import { levelNumber } from "#domain/level";
import { enterpriseKey, partitionOf } from "#domain/partition";
import { DAY_MS } from "#domain/time";
import { type CopyValue, copyRowsIn } from "#store/copy";
import { instant, type PgPool } from "#store/pool";
import { makeBenchSource } from "#stream/simulator/bench";
import { createCity } from "#stream/simulator/city";

/** One enterprise in so many has points; the rest has nothing against it, as in the simulated city. */
const WEIGHTY_EACH = 10;
/** Firms that real detectors fold events of: their states stand for all that have points. */
const MODELS = 4000;
const EVENTS_EACH = 12;
const HISTORY_DAYS = 60;
/** Of the simulator's local financial organisations one in so many stays one: a city of millions has some thousand. */
const ORGANISATION_EACH = 50;
const LOADED = [
  "enterprises",
  "entity_state",
  "scores",
  "score_order",
  "score_history",
  "level_counts",
] as const;

export interface RescoreCity {
  readonly weighty: number;
  /** States that the others are copies of, and how large they are, in bytes. */
  readonly models: number;
  readonly stateBytes: number;
}

/**
 * A city as detection would have left it, loaded by COPY with the indexes built afterwards: enterprises and places of the
 * simulator, for each tenth the state and score that the real detectors made of one of MODELS firms' events. Names for the
 * text matcher and identifiers are left out: nothing here reads them. The database must be new and its user a superuser.
 */
export async function fillRescoreCity(
  pool: PgPool,
  config: ScoreConfig,
  options: { readonly enterprises: number; readonly seed: number; readonly nowMs: number },
): Promise<RescoreCity> {
  const models = makeModels(config, options);
  const client = await pool.connect();
  try {
    await client.query("begin");
    // No trigger and no foreign key: what they would have written is loaded as well.
    await client.query("set local session_replication_role = replica");
    await client.query("set local maintenance_work_mem = '1GB'");
    const indexes = await dropIndexes(client);
    await load(client, models, config, options);
    for (const index of indexes) await client.query(index);
    await client.query(
      "select setval(pg_get_serial_sequence('enterprises', 'id'), (select max(id) from enterprises))",
    );
    await client.query("commit");
    for (const table of LOADED) await client.query(`vacuum (analyze) ${table}`);
    const weighty = await client.query<{ n: number }>(
      "select count(*)::int as n from entity_state where key like 'e:%'",
    );
    return {
      weighty: weighty.rows[0]?.n ?? 0,
      models: models.length,
      stateBytes: Math.round(models.reduce((sum, { json }) => sum + json.length, 0) / models.length),
    };
  } finally {
    client.release();
  }
}

interface Model {
  readonly id: number;
  readonly state: EntityState;
  readonly json: string;
}

/** States with points, of firms that were in the news, complained about, sued … over two months, aged until now. */
function makeModels(config: ScoreConfig, { seed, nowMs }: { seed: number; nowMs: number }): Model[] {
  const registry: Registry = createRegistry();
  const source = makeBenchSource({ seed, enterprises: MODELS, run: "model", adverse: 0.25 });
  const states = new Map<string, EntityState>();
  const total = MODELS * EVENTS_EACH;
  for (let n = 0; n < total; n++) {
    const timeMs = Math.floor(nowMs - HISTORY_DAYS * DAY_MS * (1 - n / total));
    const event = source.event(n, timeMs, timeMs);
    const state = states.get(event.key) ?? registry.create(event.key);
    states.set(event.key, registry.step(state, event, config).state);
  }
  const models: Model[] = [];
  for (const [key, made] of states) {
    let state = made;
    while (state.dueMs !== null && state.dueMs <= nowMs)
      state = registry.tick(state, key, Math.max(state.dueMs, state.watermarkMs + DAY_MS / 4), config).state;
    if (state.score === null || state.score.total === 0) continue;
    models.push({ id: Number(key.slice(2)), state, json: JSON.stringify(state) });
  }
  return models;
}

function kindOf(id: number, kind: FinanceKind): FinanceKind | null {
  return kind === "none" || id % ORGANISATION_EACH !== 0 ? null : kind;
}

async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid::regclass::text = any($1) and not i.indisprimary and not i.indisunique`,
    [LOADED],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function load(
  client: PoolClient,
  models: readonly Model[],
  config: ScoreConfig,
  options: { readonly enterprises: number; readonly seed: number; readonly nowMs: number },
): Promise<void> {
  const { enterprises, seed, nowMs } = options;
  const modelOf = (id: number) =>
    (id * 7919) % WEIGHTY_EACH === 0
      ? (models[Math.floor(id / WEIGHTY_EACH) % models.length] as Model)
      : null;
  const created = instant(nowMs - 400 * DAY_MS);
  const city = createCity({ seed, size: enterprises, epochMs: nowMs });
  await copyRowsIn(
    client,
    "enterprises (id, name, credit_code, district, street, industry, finance_kind, simulated, lng, lat, created_at)",
    firms(),
  );
  function* firms(): Generator<CopyValue[]> {
    for (let index = 0; index < enterprises; index++) {
      const { name, code, district, business, industry, kind } = city.enterprise(index);
      const place = [business.street, industry.code, kindOf(index + 1, kind)] as const;
      yield [
        index + 1,
        name,
        code,
        district,
        ...place,
        true,
        business.position[0],
        business.position[1],
        created,
      ];
    }
  }
  await copyRowsIn(client, "entity_state (key, partition, version, watermark, due_at, state)", states());
  function* states(): Generator<CopyValue[]> {
    for (let id = 1; id <= enterprises; id++) {
      const model = modelOf(id);
      if (model === null) continue;
      const key = enterpriseKey(id);
      const { version, watermarkMs, dueMs } = model.state;
      // Its own firm's name in its findings; all else is as it was made.
      const json = model.json.replaceAll(`:${enterpriseKey(model.id)}:`, `:${key}:`);
      yield [key, partitionOf(key), version, instant(watermarkMs), instant(dueMs), json];
    }
  }
  await client.query(`
    insert into scores (enterprise_id, district, street, industry, finance_kind, simulated, level_since, time, config_version)
    select id, district, street, industry, finance_kind, simulated, created_at, created_at, ${config.version}
    from enterprises where not exists (select from entity_state where key = 'e:' || id)`);
  await copyRowsIn(
    client,
    "scores (enterprise_id, district, street, industry, finance_kind, simulated, total, dimensions, level, level_since, reasons, config_version, model_version, time, last_event_at, forced)",
    scores(),
  );
  function* scores(): Generator<CopyValue[]> {
    for (let id = 1; id <= enterprises; id++) {
      const model = modelOf(id);
      if (model?.state.score == null) continue;
      const { district, business, industry, kind } = city.enterprise(id - 1);
      const { total, dimensions, level, reasons, configVersion, modelVersion, timeMs, forced } =
        model.state.score;
      const text = JSON.stringify(reasons).replaceAll(
        `:${enterpriseKey(model.id)}:`,
        `:${enterpriseKey(id)}:`,
      );
      yield [
        ...[id, district, business.street, industry.code, kindOf(id, kind), true, total],
        DIMENSIONS.map((dimension) => dimensions[dimension]),
        ...[levelNumber(level.level), instant(level.sinceMs) ?? created, text, configVersion, modelVersion],
        ...[instant(timeMs), instant(timeMs), forced === undefined ? 0 : levelNumber(forced)],
      ];
    }
  }
  await client.query(
    "insert into score_order select enterprise_id, rank, moved, last_event_hour from scores",
  );
  await client.query(`
    insert into score_history (time, enterprise_id, recorded_at, total, dimensions, level, config_version)
    select time, enterprise_id, time, total, dimensions, level, config_version from scores where total > 0`);
  await client.query(`
    insert into level_counts (district, street, industry, finance_kind, level, n)
    select district, coalesce(street, ''), coalesce(industry, ''), coalesce(finance_kind, ''), level, count(*)
    from scores group by 1, 2, 3, 4, 5`);
}
