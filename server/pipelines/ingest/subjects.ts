import { normaliseCreditCode } from "#domain/credit-code";
import { OUTSIDE } from "#domain/district";
import type { EventSubject, InputKind } from "#domain/event";
import { normaliseName } from "#domain/name";
import { districtOfStreet } from "#domain/street";
import type { CheckedRow } from "#server/pipelines/ingest/row";
import { LruMap } from "#server/pipelines/lru";
import {
  type EnterpriseDraft,
  type Identifier,
  identifierKey,
  resolveEnterprises,
  type SubjectDraft,
} from "#store/enterprises";
import type { Pool } from "#store/pool";

/**
 * From what a source calls an enterprise to our key. Known identifiers are answered from memory; an unknown subject
 * becomes a provisional enterprise outside the city, unless it comes with a registration that says where it is.
 */
export class SubjectResolver {
  readonly #pool: Pool;
  readonly #ids: LruMap<string, number>;

  constructor(pool: Pool, limit: number) {
    this.#pool = pool;
    this.#ids = new LruMap(limit);
  }

  /** Keys of each row's subjects, in order. */
  async resolve(rows: readonly CheckedRow[], kind: InputKind, simulated: boolean): Promise<number[][]> {
    const wanted: SubjectDraft[] = [];
    const places: { row: number; at: number; index: number; identifiers: readonly Identifier[] }[] = [];
    const ids: number[][] = rows.map(() => []);
    rows.forEach((row, index) => {
      row.subjects.forEach((subject, at) => {
        const identifiers = identifiersOf(subject, row, kind);
        const known = this.#known(identifiers);
        const list = ids[index] as number[];
        if (known !== undefined) list[at] = known;
        else {
          places.push({ row: index, at, index: wanted.length, identifiers });
          wanted.push({
            identifiers,
            draft: draftOf(subject, row, kind, simulated || row.envelope.simulated),
          });
        }
      });
    });
    if (wanted.length > 0) {
      const resolved = await resolveEnterprises(this.#pool, wanted);
      for (const place of places) {
        const id = resolved[place.index]?.enterpriseId as number;
        (ids[place.row] as number[])[place.at] = id;
        for (const identifier of place.identifiers) this.#ids.set(identifierKey(identifier), id);
      }
    }
    return ids.map((list) => [...new Set(list)]);
  }

  /** All identifiers known and of one enterprise: else the store decides. */
  #known(identifiers: readonly Identifier[]): number | undefined {
    let id: number | undefined;
    for (const identifier of identifiers) {
      const found = this.#ids.get(identifierKey(identifier));
      if (found === undefined || (id !== undefined && id !== found)) return undefined;
      id = found;
    }
    return id;
  }

  /** After a merge: what pointed to the old key must be asked for again. */
  clear(): void {
    this.#ids.clear();
  }
}

function identifiersOf(subject: EventSubject, row: CheckedRow, kind: InputKind): Identifier[] {
  const identifiers: Identifier[] = [];
  if ("code" in subject) identifiers.push({ scheme: "code", value: normaliseCreditCode(subject.code) });
  if ("localId" in subject)
    identifiers.push({ scheme: `local:${row.envelope.source}`, value: subject.localId });
  // A name identifies when it stands alone or the register gives it. Beside the code of a news item or under a source's
  // own id it only describes: two firms may share it.
  const registered = kind === "registration" && "code" in subject && row.subjects.length === 1;
  const name = registered ? ((row.data.name as string | undefined) ?? subject.name) : subject.name;
  if (name !== undefined && (identifiers.length === 0 || registered)) {
    identifiers.push({ scheme: "name", value: normaliseName(name) });
  }
  return identifiers;
}

function draftOf(
  subject: EventSubject,
  row: CheckedRow,
  kind: InputKind,
  simulated: boolean,
): EnterpriseDraft {
  const code = "code" in subject ? normaliseCreditCode(subject.code) : null;
  const fallback = "localId" in subject ? subject.localId : (code ?? "");
  const provisional = {
    name: subject.name ?? fallback,
    creditCode: code,
    district: OUTSIDE,
    provisional: true,
    simulated,
  };
  if (kind !== "registration" || row.subjects.length !== 1) return provisional;
  const data = row.data as {
    name?: string;
    businessDistrict?: string;
    registeredDistrict?: string;
    registeredStreet?: string;
    industryCode?: string;
    financeKind?: string;
    position?: [number, number];
  };
  const district =
    data.businessDistrict ?? data.registeredDistrict ?? districtOfStreet(data.registeredStreet ?? "");
  if (district === null || district === undefined || district === OUTSIDE) {
    return { ...provisional, name: data.name ?? provisional.name };
  }
  return {
    name: data.name ?? provisional.name,
    creditCode: code,
    district,
    street:
      districtOfStreet(data.registeredStreet ?? "") === district ? (data.registeredStreet ?? null) : null,
    industry: data.industryCode ?? null,
    financeKind: data.financeKind ?? null,
    provisional: false,
    simulated,
    lng: data.position?.[0] ?? null,
    lat: data.position?.[1] ?? null,
  };
}
