import type { Reason } from "#domain/detect";
import type { Level } from "#domain/level";
import type { Scope } from "#domain/permission";
import { type EnterpriseListRow, LIST_COLUMNS } from "#store/enterprise-search";
import { type Db, first, instant } from "#store/pool";
import { inScope } from "#store/scope";
import { isStanding } from "#store/score-line";
import { VERSION_OF_SCORE } from "#store/score-versions";
import { prepared, sql } from "#store/sql";

export interface ProfileRow extends EnterpriseListRow {
  /** basic, compliance, behaviour, sentiment, association. */
  readonly dimensions: readonly number[];
  readonly reasons: readonly Reason[];
  readonly configVersion: number;
  readonly modelVersion: string;
  readonly scoreTimeMs: number;
  readonly controller: string | null;
  readonly establishedOn: string | null;
  readonly registeredCapital: string | null;
  readonly paidInCapital: string | null;
  readonly businessScope: string | null;
  readonly licences: readonly string[];
  readonly registeredAddress: string | null;
  readonly businessAddress: string | null;
  readonly phoneCipher: string | null;
  readonly criminalCase: boolean;
  readonly mergedInto: number | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly openAlertId: number | null;
  /** The level that it may fall to, which waits for a person (复核). */
  readonly pendingFall: Level | null;
  readonly createdAtMs: number;
}

/** The head of the enterprise page; null when it is not there or not in the scope. */
export function readProfile(db: Db, id: number, scope: Scope): Promise<ProfileRow | null> {
  return first(
    db,
    sql`
    select ${LIST_COLUMNS}, s.dimensions, s.reasons, ${VERSION_OF_SCORE} as "configVersion", s.model_version as "modelVersion",
      s.time as "scoreTimeMs", e.controller, e.established_on as "establishedOn", e.registered_capital as "registeredCapital",
      e.paid_in_capital as "paidInCapital", e.business_scope as "businessScope", e.licences,
      e.registered_address as "registeredAddress", e.business_address as "businessAddress", e.phone_cipher as "phoneCipher",
      e.criminal_case or s.level = 5 as "criminalCase", e.merged_into as "mergedInto", e.lng, e.lat,
      (select a.id from alerts a where a.enterprise_id = e.id and a.state <> 'closed' order by a.created_at desc limit 1) as "openAlertId",
      (select r.after ->> 'level' from reviews r
        where r.enterprise_id = e.id and r.kind = 'level.downgrade' and r.state = 'pending') as "pendingFall",
      e.created_at as "createdAtMs"
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.enterprise_id = ${id} and ${inScope(scope)}`,
  );
}

export interface AsOfRow {
  readonly score: number;
  readonly dimensions: readonly number[];
  readonly level: number;
  readonly timeMs: number;
  readonly recordedAtMs: number;
  readonly configVersion: number;
}

/**
 * The score that held at `atMs` as it was known at `knownMs` (the same instant = what an officer saw then; now = what
 * we know today about then). null when nothing was known.
 */
export function readScoreAsOf(db: Db, id: number, atMs: number, knownMs = atMs): Promise<AsOfRow | null> {
  return first(
    db,
    prepared(sql`
    select total as score, dimensions, level, time as "timeMs", recorded_at as "recordedAtMs", config_version as "configVersion"
    from score_history h
    where enterprise_id = ${id} and time <= ${instant(atMs)}::timestamptz and recorded_at <= ${instant(knownMs)}::timestamptz
      and ${isStanding(knownMs)}
    order by time desc, recorded_at desc limit 1`),
  );
}

export interface FactRow {
  readonly attribute: string;
  readonly value: string;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly recordedAtMs: number;
  readonly source: string;
  readonly eventUid: string | null;
}

/** Facts that held at `atMs` as known at `knownMs`; without `atMs` all that were ever true as far as we know now. */
export function readFacts(
  db: Db,
  id: number,
  asOf: { readonly atMs: number; readonly knownMs: number } | null,
): Promise<FactRow[]> {
  return db.query(sql`
    select attribute, value, valid_from as "fromMs", valid_to as "toMs", recorded_at as "recordedAtMs", source, event_uid as "eventUid"
    from enterprise_facts
    where enterprise_id = ${id} and ${bitemporal(asOf)}
    order by attribute, valid_from desc`);
}

export interface PlaceRow {
  readonly kind: "registered" | "business" | "responsible";
  readonly district: string;
  readonly street: string | null;
  readonly address: string | null;
  readonly fromMs: number;
  readonly toMs: number | null;
}

export function readPlaces(
  db: Db,
  id: number,
  asOf: { readonly atMs: number; readonly knownMs: number } | null,
): Promise<PlaceRow[]> {
  return db.query(sql`
    select kind, district, street, address, valid_from as "fromMs", valid_to as "toMs"
    from enterprise_places
    where enterprise_id = ${id} and ${bitemporal(asOf)}
    order by kind, valid_from desc`);
}

/** Files a responsible place from now on; the enterprise's present place follows. By a decided review, never directly. */
export async function moveEnterprise(
  tx: Db,
  id: number,
  place: { readonly district: string; readonly street: string | null; readonly fromMs: number },
): Promise<void> {
  const from = instant(place.fromMs);
  await tx.execute(sql`
    with current as (
      update enterprise_places set superseded_at = now()
      where enterprise_id = ${id} and kind = 'responsible' and superseded_at is null and valid_to is null
      returning *
    )
    insert into enterprise_places (enterprise_id, kind, district, street, address, valid_from, valid_to, event_uid)
    select enterprise_id, kind, district, street, address, valid_from, ${from}::timestamptz, event_uid from current
      where valid_from < ${from}::timestamptz
    union all
    select ${id}::bigint, 'responsible', ${place.district}, ${place.street}, null, ${from}::timestamptz, null, null`);
  await tx.execute(sql`
    update enterprises set district = ${place.district}, street = ${place.street}, provisional = provisional and ${place.district} = '000000',
      updated_at = now() where id = ${id}`);
}

export function readIdentifiers(db: Db, id: number): Promise<{ scheme: string; value: string }[]> {
  return db.query(
    sql`select scheme, value from enterprise_identifiers where enterprise_id = ${id} order by scheme, value`,
  );
}

function bitemporal(asOf: { readonly atMs: number; readonly knownMs: number } | null) {
  if (asOf === null) return sql`superseded_at is null`;
  const [at, known] = [instant(asOf.atMs), instant(asOf.knownMs)];
  return sql`valid_from <= ${at}::timestamptz and (valid_to is null or valid_to > ${at}::timestamptz)
    and recorded_at <= ${known}::timestamptz and (superseded_at is null or superseded_at > ${known}::timestamptz)`;
}
