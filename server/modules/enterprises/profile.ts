import type { EnterpriseProfile } from "#domain/api/enterprises";
import type { Cipher, SealedText } from "#domain/crypto";
import type { Language } from "#domain/error";
import { maskAccount, showField } from "#domain/mask";
import type { Scope } from "#domain/permission";
import { DAY_MS } from "#domain/time";
import { presentReasons, presentRow } from "#server/modules/enterprises/present";
import { dimensionsOf, iso, isoOrNull, levelWord, round } from "#server/modules/levels";
import { readEnterpriseFeatures } from "#server/modules/risk-features/enterprise-features";
import {
  type FactRow,
  type ProfileRow,
  readFacts,
  readIdentifiers,
  readPlaces,
  readProfile,
  readScoreAsOf,
} from "#store/enterprise-profile";
import { readFindingsByUid } from "#store/findings";
import type { Db } from "#store/pool";
import { readSparkAsOf, readSparks } from "#store/scores";

export interface ProfileQuestion {
  readonly id: number;
  readonly scope: Scope;
  /** As it was known at that instant; null for now. */
  readonly asOfMs: number | null;
  readonly nowMs: number;
  readonly language: Language;
  readonly maySeePhone: boolean;
}

/** The enterprise page's head and facts; null when it is not in the scope. */
export async function presentProfile(
  db: Db,
  cipher: Cipher,
  question: ProfileQuestion,
): Promise<EnterpriseProfile | null> {
  const { id, scope, asOfMs, nowMs, language } = question;
  const row = await readProfile(db, id, scope);
  if (row === null) return null;
  const asOf = asOfMs === null ? null : { atMs: asOfMs, knownMs: asOfMs };
  const [facts, places, identifiers, findings, spark, then, features] = await Promise.all([
    readFacts(db, id, asOf),
    readPlaces(db, id, asOf),
    readIdentifiers(db, id),
    readFindingsByUid(
      db,
      row.reasons.flatMap((reason) => (reason.findingUid === null ? [] : [reason.findingUid])),
    ),
    asOfMs === null
      ? readSparks(db, [id], nowMs - 90 * DAY_MS, nowMs).then((all) => all.get(id) ?? [])
      : readSparkAsOf(db, id, asOfMs - 90 * DAY_MS, asOfMs),
    asOfMs === null ? null : readScoreAsOf(db, id, asOfMs),
    asOfMs === null ? readEnterpriseFeatures(db, id) : [],
  ]);
  const profile = presentNow(row, spark, language);
  return {
    ...(asOfMs === null ? profile : presentThen(profile, row, then, facts)),
    phone: showField("phone", openPhone(cipher, row), question.maySeePhone),
    places: places.map((place) => ({
      kind: place.kind,
      district: place.district,
      street: place.street,
      address: place.address,
      from: iso(place.fromMs),
      to: isoOrNull(place.toMs),
    })),
    facts: facts.map((fact) => ({
      attribute: fact.attribute,
      value: fact.value,
      from: iso(fact.fromMs),
      to: isoOrNull(fact.toMs),
      recordedAt: iso(fact.recordedAtMs),
      source: fact.source,
    })),
    reasons:
      asOfMs === null
        ? presentReasons(row.reasons, new Map(findings.map((finding) => [finding.uid, finding.id])))
        : [],
    features: [...features],
    identifiers: identifiers.map(({ scheme, value }) => ({
      scheme,
      value: scheme === "account" ? maskAccount(value) : value,
    })),
  };
}

type Head = Omit<EnterpriseProfile, "phone" | "places" | "facts" | "reasons" | "features" | "identifiers">;

function presentNow(row: ProfileRow, spark: readonly number[], language: Language): Head {
  return {
    row: presentRow(row, spark, language),
    dimensions: dimensionsOf(row.dimensions),
    configVersion: row.configVersion,
    modelVersion: row.modelVersion,
    legalRepresentative: row.legalRepresentative,
    controller: row.controller,
    establishedOn: row.establishedOn,
    registeredCapital: row.registeredCapital,
    paidInCapital: row.paidInCapital,
    scope: row.businessScope,
    licences: [...row.licences],
    criminalCase: row.criminalCase,
    openAlertId: row.openAlertId,
    pendingFall: row.pendingFall,
    mergedInto: row.mergedInto,
  };
}

/**
 * The same as an officer saw it then: score and facts of that day. Where nothing was known yet the field is empty,
 * and nothing of today shows through but the name and the code that it is opened by.
 */
function presentThen(
  now: Head,
  row: ProfileRow,
  then: Awaited<ReturnType<typeof readScoreAsOf>>,
  facts: readonly FactRow[],
): Head {
  const fact = (attribute: string): string | null =>
    facts.find((one) => one.attribute === attribute)?.value ?? null;
  return {
    ...now,
    row: {
      ...now.row,
      name: fact("name") ?? row.name,
      status: fact("status") ?? "active",
      industry: fact("industryCode"),
      financeKind: fact("financeKind"),
      level: then === null ? "normal" : levelWord(then.level),
      score: then === null ? 0 : round(then.score),
      change: 0,
      reason: "",
      lastEvent: null,
      since: iso(then?.timeMs ?? row.createdAtMs),
    },
    dimensions: dimensionsOf(then?.dimensions ?? []),
    configVersion: then?.configVersion ?? 0,
    modelVersion: "",
    legalRepresentative: fact("legalRepresentative"),
    controller: fact("controller"),
    establishedOn: fact("establishedOn"),
    registeredCapital: fact("registeredCapital"),
    paidInCapital: fact("paidInCapital"),
    scope: fact("scope"),
    licences: (fact("licences") ?? "").split("；").filter((licence) => licence !== ""),
    criminalCase: then !== null && then.level === 5,
    openAlertId: null,
    pendingFall: null,
  };
}

/** A number that cannot be opened (its key was destroyed) is shown as not there. */
function openPhone(cipher: Cipher, row: ProfileRow): string | null {
  if (row.phoneCipher === null) return null;
  const opened = cipher.open(row.phoneCipher as SealedText, `enterprises.phone_cipher:${row.id}`);
  return opened.ok ? opened.plain : null;
}
