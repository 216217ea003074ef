import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { hash32 } from "#detectors/hash";
import { fenOf, formatFen } from "#detectors/money";
import {
  CHANGE_ZH,
  type ChangeKind,
  changeKindOf,
  LICENSED_WORDS,
  REGISTRATION_DEFAULTS,
  type RegistrationParameters,
  SALES_CROWD_WORDS,
} from "#detectors/registration-churn/parameters";
import {
  REGISTRATION_ID,
  REGISTRATION_VERSION,
  registrationRules as rules,
} from "#detectors/registration-churn/rules";
import { normaliseText } from "#detectors/text/normalise";
import { DAY_MS, dayNumberOf, parseDateMs } from "#detectors/time";
import type { EventData, StreamEvent } from "#domain/event";
import { isLocalKind } from "#domain/finance-kind";

type Registration = EventData["registration"];

interface RegistrationState {
  /** Hashes of the last known values, 0 when unknown: to see a change that the register does not name. */
  address: number;
  representative: number;
  scope: number;
  /** Changes of the last year, oldest first. */
  changes: [kind: ChangeKind, day: number][];
  /** When the firm is no longer young (ms), null when it does not matter. */
  grownMs: number | null;
}

export function createRegistrationChurn(
  parameters: Partial<RegistrationParameters> = {},
): Detector<RegistrationState> {
  const p = { ...REGISTRATION_DEFAULTS, ...parameters };
  return {
    id: REGISTRATION_ID,
    version: REGISTRATION_VERSION,
    scope: "enterprise",
    kinds: ["registration"],
    rules,
    create: () => ({ address: 0, representative: 0, scope: 0, changes: [], grownMs: null }),
    apply(state, event, context) {
      if (!isKind(event, "registration")) return;
      const { data } = event;
      const kinds = changesIn(state, data);
      const day = dayNumberOf(event.timeMs);
      for (const kind of kinds) state.changes.push([kind, day]);
      const today = dayNumberOf(context.nowMs);
      state.changes = state.changes.filter(([, at]) => at > today - p.churnDays).slice(-p.keptChanges);
      if (kinds.size > 0) raiseChurn(state, kinds, today, event, context, p);
      raiseCapital(state, data, event, context, p);
      raiseScope(data, event, context);
      raiseStatus(data, event, context);
      raiseConduct(data, event, context, p);
    },
    tick(state, context) {
      if (state.grownMs === null || context.nowMs < state.grownMs) return;
      state.grownMs = null;
      context.clear(rules["young-big-capital"]);
    },
    due: (state) => state.grownMs,
  };
}

export const registrationChurn = createRegistrationChurn();

/** What changed: by the register's own list, and by comparison with what was known. */
function changesIn(state: RegistrationState, data: Registration): Set<ChangeKind> {
  const kinds = new Set<ChangeKind>();
  for (const { field, before, after } of data.changes ?? [])
    if (before !== after) kinds.add(changeKindOf(field));
  for (const [kind, value] of [
    ["address", data.registeredAddress],
    ["representative", data.legalRepresentative],
    ["scope", data.scope],
  ] as const) {
    if (value === undefined) continue;
    const hash = hash32(normaliseText(value)) || 1;
    if (state[kind] !== 0 && state[kind] !== hash) kinds.add(kind);
    state[kind] = hash;
  }
  return kinds;
}

function raiseChurn(
  state: RegistrationState,
  kinds: ReadonlySet<ChangeKind>,
  today: number,
  event: StreamEvent<"registration">,
  context: DetectorContext,
  p: RegistrationParameters,
): void {
  const evidence = [evidenceOf(event, describeChanges(event, kinds))];
  const count = (kind: ChangeKind) => state.changes.filter(([one]) => one === kind).length;
  const addresses = count("address");
  if (kinds.has("address") && addresses >= p.addressChanges) {
    const severity = Math.min(60, 22 + 14 * (addresses - p.addressChanges));
    context.raise(rules["address-churn"], { severity, figures: { count: addresses }, evidence });
  }
  const representatives = count("representative");
  if (kinds.has("representative") && representatives >= p.representativeChanges) {
    const severity = Math.min(64, 26 + 16 * (representatives - p.representativeChanges));
    context.raise(rules["representative-churn"], { severity, figures: { count: representatives }, evidence });
  }
  const recent = state.changes.filter(([, day]) => day > today - p.rapidDays);
  if (recent.length >= p.rapidChanges) {
    const named = [...new Set(recent.map(([kind]) => CHANGE_ZH[kind]))].join("、");
    context.raise(rules["rapid-change"], {
      severity: Math.min(50, 20 + 6 * (recent.length - p.rapidChanges)),
      figures: { days: p.rapidDays, count: recent.length, kinds: named },
      evidence,
    });
  }
  if (kinds.has("address") || kinds.has("representative")) {
    const last = (kind: ChangeKind) =>
      Math.max(...state.changes.filter(([k]) => k === kind).map(([, day]) => day));
    const gap = Math.abs(last("address") - last("representative"));
    if (gap <= p.handoverDays)
      context.raise(rules.handover, { severity: 32, figures: { days: gap }, evidence });
  }
}

function raiseCapital(
  state: RegistrationState,
  data: Registration,
  event: StreamEvent<"registration">,
  context: DetectorContext,
  p: RegistrationParameters,
): void {
  const { subject } = context;
  const registered = data.registeredCapital === undefined ? subject.capital : fenOf(data.registeredCapital);
  const paid = data.paidInCapital === undefined ? subject.paidIn : fenOf(data.paidInCapital);
  if (registered === undefined) return;
  const before = subject.capital;
  if (
    data.registeredCapital !== undefined &&
    before !== undefined &&
    registered <= before * (1 - p.capitalCut)
  ) {
    const evidence = [evidenceOf(event, `注册资本 ${formatFen(before)} → ${formatFen(registered)}`)];
    context.raise(rules["capital-cut"], { severity: 30, figures: { before, after: registered }, evidence });
  }
  if (data.registeredCapital !== undefined || data.paidInCapital !== undefined) {
    const share = paid === undefined || registered <= 0 ? 1 : paid / registered;
    if (paid !== undefined && registered >= p.unpaidFromFen && share < p.unpaidShare) {
      context.raise(rules["capital-unpaid"], {
        severity:
          14 + 12 * (1 - share / p.unpaidShare) + Math.min(10, 4 * Math.log10(registered / p.unpaidFromFen)),
        figures: { registered, paid, percent: Math.round(share * 1000) / 10 },
        evidence: [evidenceOf(event, `注册资本 ${formatFen(registered)}，实缴 ${formatFen(paid)}`)],
      });
    } else if (paid !== undefined) context.clear(rules["capital-unpaid"]);
  }
  const established = parseDateMs(data.establishedOn ?? subject.establishedOn);
  if (established === null || (data.establishedOn === undefined && data.registeredCapital === undefined))
    return;
  const grownMs = established + p.youngDays * DAY_MS;
  if (registered < p.bigCapitalFen || context.nowMs >= grownMs) {
    state.grownMs = null;
    context.clear(rules["young-big-capital"]);
    return;
  }
  state.grownMs = grownMs;
  const days = Math.max(0, Math.floor((context.nowMs - established) / DAY_MS));
  context.raise(rules["young-big-capital"], {
    severity: 18 + Math.min(12, 4 * Math.log10(registered / p.bigCapitalFen) + 6 * (1 - days / p.youngDays)),
    figures: { days, registered },
    evidence: [evidenceOf(event, `注册资本 ${formatFen(registered)}`)],
  });
}

function raiseScope(data: Registration, event: StreamEvent<"registration">, context: DetectorContext): void {
  if (data.scope === undefined) return;
  const kind = data.financeKind ?? context.subject.financeKind;
  const licensed = data.licences === undefined ? context.subject.licensed : data.licences.length > 0;
  // The five kinds are supervised as such; whether their licence is valid is the register's question, not this rule's.
  if (licensed === true || (kind !== undefined && (isLocalKind(kind) || kind === "private-fund"))) {
    context.clear(rules["scope-without-licence"]);
    return;
  }
  const scope = withoutExceptions(normaliseText(data.scope));
  const found = LICENSED_WORDS.filter(([word]) => scope.includes(word));
  if (found.length === 0) {
    context.clear(rules["scope-without-licence"]);
    return;
  }
  const weight = Math.max(...found.map(([, one]) => one));
  const words = found
    .slice(0, 3)
    .map(([word]) => word)
    .join("、");
  context.raise(rules["scope-without-licence"], {
    severity: (licensed === false ? 52 : 26) * weight + Math.min(8, 2 * (found.length - 1)),
    figures: { words, licence: licensed === false ? "none" : "unknown" },
    evidence: [evidenceOf(event, data.scope)],
  });
}

/** “（不得从事金融业务）”, “除金融、证券、期货外”: a scope that says what it does not do. */
function withoutExceptions(scope: string): string {
  return scope.replaceAll(/(?:不得|不含|不包括|未经.{0,12}不得|除)[^;；。，)）]*/g, "");
}

const STATUS_SEVERITY = { abnormal: 38, revoked: 62, cancelled: 25, "moved-out": 10 } as const;

function raiseStatus(data: Registration, event: StreamEvent<"registration">, context: DetectorContext): void {
  if (data.status === undefined) return;
  if (data.status === "active") {
    context.clear(rules.status);
    return;
  }
  if (data.status === context.subject.status) return;
  context.raise(rules.status, {
    severity: STATUS_SEVERITY[data.status],
    figures: { status: data.status },
    evidence: [evidenceOf(event, `登记状态：${data.status}`)],
  });
}

function raiseConduct(
  data: Registration,
  event: StreamEvent<"registration">,
  context: DetectorContext,
  p: RegistrationParameters,
): void {
  const { recruitment, facts } = data;
  if (recruitment !== undefined) {
    const posts = recruitment.salesPosts ?? 0;
    const words = SALES_CROWD_WORDS.exec(normaliseText(recruitment.wording ?? ""))?.[0] ?? "";
    if (posts >= p.salesPosts || (words !== "" && posts >= p.salesPosts / 4)) {
      context.raise(rules["sales-crowd"], {
        severity: Math.min(60, 22 + 10 * Math.log2(1 + posts / p.salesPosts) + (words === "" ? 0 : 14)),
        figures: { posts, words },
        evidence: [evidenceOf(event, recruitment.wording ?? `招聘销售 ${posts} 名`)],
      });
    }
  }
  for (const [fact, value] of Object.entries(facts ?? {})) {
    if (!/icp|备案|website-filed|app-filed/i.test(fact)) continue;
    const unfiled = value === false || (typeof value === "string" && /^(?:未|无|否|no)/i.test(value));
    if (!unfiled) context.clear(rules["site-unfiled"], clip(fact, 20));
    else {
      context.raise(rules["site-unfiled"], {
        slot: clip(fact, 20),
        severity: 30,
        figures: { fact: clip(fact, 20) },
        evidence: [evidenceOf(event, `${fact}：${String(value)}`)],
      });
    }
  }
}

function describeChanges(event: StreamEvent<"registration">, kinds: ReadonlySet<ChangeKind>): string {
  const listed = (event.data.changes ?? []).map(
    ({ field, before, after }) => `${field}：${clip(before ?? "", 40)} → ${clip(after ?? "", 40)}`,
  );
  return listed.length > 0
    ? listed.join("；")
    : [...kinds].map((kind) => `变更${CHANGE_ZH[kind]}`).join("、");
}
