import type { ClientBase } from "pg";
import type { StreamEvent } from "#domain/event";
import { normaliseName } from "#domain/name";
import { districtOfStreet } from "#domain/street";
import { numbers, texts, times } from "#store/columns";
import { addNames } from "#store/enterprise-names";
import { insertIdentifiers } from "#store/enterprises";
import { dbOf } from "#store/pool";
import { projectRelations } from "#store/registration-relations";

type Registration = StreamEvent<"registration">;

/** Attributes that are kept as bitemporal facts, and how each reads from an event. */
const FACTS: readonly (readonly [attribute: string, read: (event: Registration) => string | undefined])[] = [
  ["name", (event) => event.data.name],
  ["status", (event) => event.data.status],
  ["legalRepresentative", (event) => event.data.legalRepresentative],
  ["establishedOn", (event) => event.data.establishedOn],
  ["registeredCapital", (event) => event.data.registeredCapital],
  ["paidInCapital", (event) => event.data.paidInCapital],
  ["industryCode", (event) => event.data.industryCode],
  ["financeKind", (event) => event.data.financeKind],
  ["scope", (event) => event.data.scope],
  ["licences", (event) => event.data.licences?.join("；")],
  ["controller", (event) => event.data.relations?.find((relation) => relation.kind === "controller")?.name],
];

/**
 * What registrations say of their enterprises, projected into facts, places, identifiers and the current view. Events
 * of one enterprise must come in order; several in one call go in rounds, so that each statement sees it once.
 */
export async function projectRegistrations(
  client: ClientBase,
  events: readonly Registration[],
): Promise<void> {
  let rest = events;
  while (rest.length > 0) {
    const seen = new Set<number>();
    const round: Registration[] = [];
    const later: Registration[] = [];
    for (const event of rest) {
      const id = event.enterpriseId as number;
      if (seen.has(id)) later.push(event);
      else {
        seen.add(id);
        round.push(event);
      }
    }
    await projectRound(client, round);
    rest = later;
  }
}

async function projectRound(client: ClientBase, events: readonly Registration[]): Promise<void> {
  await insertFacts(client, events);
  await insertPlaces(client, events);
  await updateView(client, events);
  // In this order: whoever makes firms takes the lock for it before it holds a name.
  await projectRelations(client, events);
  await insertNames(client, events);
}

/** A new name is one more by which the enterprise is found; the former ones stay. */
async function insertNames(client: ClientBase, events: readonly Registration[]): Promise<void> {
  const named = events.flatMap((event) =>
    event.data.name === undefined ? [] : [{ id: event.enterpriseId as number, name: event.data.name }],
  );
  if (named.length === 0) return;
  const db = dbOf(client);
  await addNames(
    db,
    named.map(({ id, name }) => ({ enterpriseId: id, name })),
  );
  await insertIdentifiers(
    db,
    named.map(({ id, name }) => ({ identifier: { scheme: "name", value: normaliseName(name) }, id })),
  );
}

interface Fact {
  readonly event: Registration;
  readonly attribute: string;
  readonly value: string;
}

/**
 * A new value supersedes what held at its instant: the old row is kept as it was known, and a copy of it ends where
 * the new one begins. One that comes late is filed between its neighbours: rows known now never overlap.
 */
async function insertFacts(client: ClientBase, events: readonly Registration[]): Promise<void> {
  const facts: Fact[] = [];
  for (const event of events) {
    for (const [attribute, read] of FACTS) {
      const value = read(event);
      if (value !== undefined && value !== "") facts.push({ event, attribute, value });
    }
    for (const [name, value] of Object.entries(event.data.facts ?? {})) {
      facts.push({ event, attribute: `fact.${name}`, value: String(value) });
    }
  }
  if (facts.length === 0) return;
  await client.query({
    name: "registration-facts",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'), $4::timestamptz[],
          string_to_array($5, E'\\x1f'), string_to_array($6, E'\\x1f'))
        as i(enterprise_id, attribute, value, valid_from, source, event_uid)
      ), current as materialized (
        -- The row that holds at this instant as known now, and where the next one begins.
        select i.*, f.id as old_id, f.value as old_value, f.valid_from as old_from, f.valid_to as old_to, f.source as old_source,
          f.event_uid as old_uid,
          (select min(n.valid_from) from enterprise_facts n where n.enterprise_id = i.enterprise_id and n.attribute = i.attribute
            and n.superseded_at is null and n.valid_from > i.valid_from) as next_from
        from input i left join lateral (
          select * from enterprise_facts f where f.enterprise_id = i.enterprise_id and f.attribute = i.attribute
            and f.superseded_at is null and f.valid_from <= i.valid_from and (f.valid_to is null or f.valid_to > i.valid_from)
          order by f.valid_from desc limit 1) f on true
      ), changed as materialized (
        select * from current where old_id is null or old_value <> value
      ), replaced as (
        update enterprise_facts f set superseded_at = now() from changed c where f.id = c.old_id
      )
      insert into enterprise_facts (enterprise_id, attribute, value, valid_from, valid_to, source, event_uid)
      select enterprise_id, attribute, value, valid_from, case when old_id is null then next_from else old_to end, source, event_uid
        from changed
      union all
      select enterprise_id, attribute, old_value, old_from, valid_from, old_source, old_uid from changed
        where old_id is not null and valid_from > old_from`,
    values: [
      numbers(facts.map((fact) => fact.event.enterpriseId)),
      texts(facts.map((fact) => fact.attribute)),
      texts(facts.map((fact) => fact.value)),
      times(facts.map((fact) => fact.event.timeMs)),
      texts(facts.map((fact) => fact.event.source)),
      texts(facts.map((fact) => fact.event.uid)),
    ],
  });
}

interface Place {
  readonly event: Registration;
  readonly kind: "registered" | "business" | "responsible";
  readonly district: string;
  readonly street: string | null;
  readonly address: string | null;
}

function placesOf(event: Registration): Place[] {
  const { data } = event;
  const places: Place[] = [];
  const registered = data.registeredDistrict ?? districtOfStreet(data.registeredStreet ?? "");
  if (registered) {
    places.push({
      event,
      kind: "registered",
      district: registered,
      street: data.registeredStreet ?? null,
      address: data.registeredAddress ?? null,
    });
  }
  if (data.businessDistrict !== undefined) {
    places.push({
      event,
      kind: "business",
      district: data.businessDistrict,
      street: null,
      address: data.businessAddress ?? null,
    });
  }
  const responsible = responsiblePlace(event);
  if (responsible !== null) places.push({ event, kind: "responsible", ...responsible, address: null });
  return places;
}

/** 责任属地: where business is done; where that is not known, where it is registered. */
function responsiblePlace(event: Registration): { district: string; street: string | null } | null {
  const { registeredDistrict, registeredStreet, businessDistrict } = event.data;
  if (businessDistrict !== undefined) {
    return {
      district: businessDistrict,
      street: businessDistrict === registeredDistrict ? (registeredStreet ?? null) : null,
    };
  }
  return registeredDistrict === undefined
    ? null
    : { district: registeredDistrict, street: registeredStreet ?? null };
}

async function insertPlaces(client: ClientBase, events: readonly Registration[]): Promise<void> {
  const places = events.flatMap(placesOf);
  if (places.length === 0) return;
  await client.query({
    name: "registration-places",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'),
          string_to_array($4, E'\\x1f', E'\\x1e'), string_to_array($5, E'\\x1f', E'\\x1e'), $6::timestamptz[], string_to_array($7, E'\\x1f'))
        as i(enterprise_id, kind, district, street, address, valid_from, event_uid)
      ), current as materialized (
        select i.*, p.id as old_id, p.district as old_district, p.street as old_street, p.address as old_address,
          p.valid_from as old_from, p.valid_to as old_to, p.event_uid as old_uid,
          (p.district, coalesce(p.street, ''), coalesce(p.address, '')) is distinct from
          (i.district, coalesce(i.street, ''), coalesce(i.address, '')) as differs,
          (select min(n.valid_from) from enterprise_places n where n.enterprise_id = i.enterprise_id and n.kind = i.kind
            and n.superseded_at is null and n.valid_from > i.valid_from) as next_from
        from input i left join lateral (
          select * from enterprise_places p where p.enterprise_id = i.enterprise_id and p.kind = i.kind
            and p.superseded_at is null and p.valid_from <= i.valid_from and (p.valid_to is null or p.valid_to > i.valid_from)
          order by p.valid_from desc limit 1) p on true
      ), changed as materialized (
        select * from current where old_id is null or differs
      ), replaced as (
        update enterprise_places p set superseded_at = now() from changed c where p.id = c.old_id
      )
      insert into enterprise_places (enterprise_id, kind, district, street, address, valid_from, valid_to, event_uid)
      select enterprise_id, kind, district, street, address, valid_from, case when old_id is null then next_from else old_to end, event_uid
        from changed
      union all
      select enterprise_id, kind, old_district, old_street, old_address, old_from, valid_from, old_uid from changed
        where old_id is not null and valid_from > old_from`,
    values: [
      numbers(places.map((place) => place.event.enterpriseId)),
      texts(places.map((place) => place.kind)),
      texts(places.map((place) => place.district)),
      texts(places.map((place) => place.street)),
      texts(places.map((place) => place.address)),
      times(places.map((place) => place.event.timeMs)),
      texts(places.map((place) => place.event.uid)),
    ],
  });
}

/**
 * The current view takes what the event says, unless a later registration has already said otherwise: `facts_at` is
 * the time of the latest one that was taken.
 */
async function updateView(client: ClientBase, events: readonly Registration[]): Promise<void> {
  const places = events.map(responsiblePlace);
  const text = (read: (event: Registration) => string | null | undefined) =>
    texts(events.map((event) => read(event) ?? null));
  await client.query({
    name: "registration-view",
    text: `
      update enterprises e set
        name = coalesce(i.name, e.name), credit_code = coalesce(e.credit_code, i.credit_code),
        district = coalesce(i.district, e.district), street = case when i.district is null then e.street else i.street end,
        industry = coalesce(i.industry, e.industry), finance_kind = coalesce(i.finance_kind, e.finance_kind),
        status = coalesce(i.status, e.status), legal_representative = coalesce(i.legal_representative, e.legal_representative),
        controller = coalesce(i.controller, e.controller), established_on = coalesce(i.established_on::date, e.established_on),
        registered_capital = coalesce(i.registered_capital::numeric, e.registered_capital),
        paid_in_capital = coalesce(i.paid_in_capital::numeric, e.paid_in_capital),
        business_scope = coalesce(i.scope, e.business_scope),
        licences = case when i.licences is null then e.licences else string_to_array(i.licences, '；') end,
        registered_address = coalesce(i.registered_address, e.registered_address),
        business_address = coalesce(i.business_address, e.business_address),
        phone_cipher = coalesce(i.phone_cipher, e.phone_cipher), phone_index = coalesce(i.phone_index, e.phone_index),
        lng = coalesce(i.lng, e.lng), lat = coalesce(i.lat, e.lat),
        provisional = e.provisional and i.district is null,
        facts_at = i.time, updated_at = now()
      from unnest($1::bigint[], $2::timestamptz[], string_to_array($3, E'\\x1f', E'\\x1e'), string_to_array($4, E'\\x1f', E'\\x1e'),
        string_to_array($5, E'\\x1f', E'\\x1e'), string_to_array($6, E'\\x1f', E'\\x1e'), string_to_array($7, E'\\x1f', E'\\x1e'),
        string_to_array($8, E'\\x1f', E'\\x1e'), string_to_array($9, E'\\x1f', E'\\x1e'), string_to_array($10, E'\\x1f', E'\\x1e'),
        string_to_array($11, E'\\x1f', E'\\x1e'), string_to_array($12, E'\\x1f', E'\\x1e'), string_to_array($13, E'\\x1f', E'\\x1e'),
        string_to_array($14, E'\\x1f', E'\\x1e'), string_to_array($15, E'\\x1f', E'\\x1e'), string_to_array($16, E'\\x1f', E'\\x1e'),
        string_to_array($17, E'\\x1f', E'\\x1e'), string_to_array($18, E'\\x1f', E'\\x1e'), string_to_array($19, E'\\x1f', E'\\x1e'),
        string_to_array($20, E'\\x1f', E'\\x1e'), $21::float4[], $22::float4[])
      as i(id, time, name, credit_code, district, street, industry, finance_kind, status, legal_representative, controller,
        established_on, registered_capital, paid_in_capital, scope, licences, registered_address, business_address,
        phone_cipher, phone_index, lng, lat)
      where e.id = i.id and i.time >= e.facts_at`,
    values: [
      numbers(events.map((event) => event.enterpriseId)),
      times(events.map((event) => event.timeMs)),
      text((event) => event.data.name),
      text((event) => event.data.creditCode),
      texts(places.map((place) => place?.district ?? null)),
      texts(places.map((place) => place?.street ?? null)),
      text((event) => event.data.industryCode),
      text((event) => event.data.financeKind),
      text((event) => event.data.status),
      text((event) => event.data.legalRepresentative),
      text((event) => event.data.relations?.find((relation) => relation.kind === "controller")?.name),
      text((event) => event.data.establishedOn),
      text((event) => event.data.registeredCapital),
      text((event) => event.data.paidInCapital),
      text((event) => event.data.scope),
      text((event) => event.data.licences?.join("；")),
      text((event) => event.data.registeredAddress),
      text((event) => event.data.businessAddress),
      text((event) => event.data.phoneSealed),
      text((event) => event.data.phone),
      numbers(events.map((event) => event.data.position?.[0] ?? null)),
      numbers(events.map((event) => event.data.position?.[1] ?? null)),
    ],
  });
}
