import type { ClientBase } from "pg";
import { OUTSIDE } from "#domain/district";
import type { StreamEvent } from "#domain/event";
import { normaliseName } from "#domain/name";
import {
  createEnterprises,
  findIdentifiers,
  type Identifier,
  identifierKey,
  insertIdentifiers,
  lockCreation,
} from "#store/enterprises";
import { type Db, dbOf } from "#store/pool";
import { type RelationDraft, resolvePersons, writeRelations } from "#store/relations";
import { sql } from "#store/sql";

type Registration = StreamEvent<"registration">;
type Relation = NonNullable<Registration["data"]["relations"]>[number];

/** The ties that registrations name. A firm that nobody knew becomes a provisional enterprise outside the city. */
export async function projectRelations(client: ClientBase, events: readonly Registration[]): Promise<void> {
  const ties = events.flatMap((event) =>
    (event.data.relations ?? []).map((relation) => ({ event, relation })),
  );
  if (ties.length === 0) return;
  const db = dbOf(client);
  const people = ties.filter((tie) => tie.relation.party === "person");
  const firms = ties.filter((tie) => tie.relation.party === "enterprise");
  const personIds = await resolvePersons(
    db,
    people.map(({ event, relation }) => ({
      name: relation.name,
      // Ingest leaves the blind index of the person's id here, never the id.
      idIndex: relation.code ?? null,
      idCipher: null,
      keyVersion: null,
      hint: String(event.enterpriseId),
    })),
  );
  const firmIds = await resolveFirms(
    db,
    firms.map((tie) => tie.relation),
    events[0]?.simulated ?? false,
  );
  const drafts: RelationDraft[] = [
    ...people.map((tie, index) =>
      draft(tie.event, tie.relation, { kind: "person", personId: personIds[index] as number }),
    ),
    ...firms
      .map((tie, index) =>
        draft(tie.event, tie.relation, { kind: "enterprise", enterpriseId: firmIds[index] as number }),
      )
      .filter((tie) => tie.party.kind === "enterprise" && tie.party.enterpriseId !== tie.fromEnterprise),
  ];
  await writeRelations(db, drafts);
}

function draft(event: Registration, relation: Relation, party: RelationDraft["party"]): RelationDraft {
  return {
    fromEnterprise: event.enterpriseId as number,
    kind: relation.kind,
    share: relation.share ?? null,
    office: relation.office ?? null,
    fromMs: event.timeMs,
    source: event.source,
    eventUid: event.uid,
    party,
  };
}

/** Serialises those who make firms inside a transaction of detection, as resolveEnterprises does outside one. */
async function resolveFirms(db: Db, firms: readonly Relation[], simulated: boolean): Promise<number[]> {
  if (firms.length === 0) return [];
  const identifiers = firms.map((firm): Identifier[] => [
    ...(firm.code === undefined ? [] : [{ scheme: "code", value: firm.code }]),
    { scheme: "name", value: normaliseName(firm.name) },
  ]);
  let known = await findIdentifiers(db, identifiers.flat());
  const match = (list: readonly Identifier[]) =>
    list.map((one) => known.get(identifierKey(one))).find((id) => id !== undefined);
  if (identifiers.some((list) => match(list) === undefined)) {
    await lockCreation(db);
    known = await findIdentifiers(db, identifiers.flat());
    const fresh = new Map<string, { firm: Relation; identifiers: Identifier[] }>();
    firms.forEach((firm, index) => {
      const list = identifiers[index] as Identifier[];
      if (match(list) === undefined)
        fresh.set(identifierKey(list[0] as Identifier), { firm, identifiers: list });
    });
    const made = [...fresh.values()];
    const rows = await db.query<{ id: number }>(
      sql`select nextval(pg_get_serial_sequence('enterprises', 'id')) as id from generate_series(1, ${made.length}::int)`,
    );
    await createEnterprises(
      db,
      made.map(({ firm }, index) => ({
        id: rows[index]?.id as number,
        name: firm.name,
        creditCode: firm.code ?? null,
        district: OUTSIDE,
        provisional: true,
        simulated,
      })),
    );
    await insertIdentifiers(
      db,
      made.flatMap((one, index) =>
        one.identifiers.map((identifier) => ({ identifier, id: rows[index]?.id as number })),
      ),
    );
    known = await findIdentifiers(db, identifiers.flat());
  }
  return identifiers.map((list) => match(list) as number);
}
