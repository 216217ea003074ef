import { CLUSTER_STEPS } from "#detectors/association/meeting";
import { type Detector, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { changeKindOf } from "#detectors/registration-churn/parameters";
import { makeRules } from "#detectors/rule";
import { addressHash, isCollectiveAddress } from "#detectors/shared-address/address";
import { addressKey } from "#domain/partition";

const ID = "shared-address";
const VERSION = 1;

export const SHARED_ADDRESS_DEFAULTS = {
  /** Severity at each of CLUSTER_STEPS (5, 10, 20, 50, 100, 200, 500, 1000 firms). */
  severities: [18, 30, 42, 52, 58, 62, 64, 66],
  /** Severity when four members change in turn, and what each doubling adds. */
  churnSeverity: 60,
  churnStep: 10,
  /** What is left of it at a place meant for many firms (集中登记地, incubators). */
  collectiveShare: 0.35,
};
export type SharedAddressParameters = typeof SHARED_ADDRESS_DEFAULTS;

interface SharedAddressState {
  /** Hash of the present registered address, "" when unknown. */
  a: string;
}

const rules = makeRules(ID, VERSION, {
  cluster: {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 90,
    zh: (f) => `注册地址“${f.address}”登记企业 ${f.count} 家`,
    en: (f) => `${f.count} firms are registered at “${f.address}”`,
  },
  churn: {
    dimension: "basic",
    halfLifeDays: 120,
    zh: (f) =>
      `同址 ${f.count} 家企业中 ${f.changed} 家在 ${f.days} 日内变更法定代表人或迁出，疑似空壳企业群`,
    en: (f) =>
      `${f.changed} of ${f.count} firms at one address changed representative or left within ${f.days} days: a shell cluster`,
  },
});

/** The enterprise's side: it joins its address, leaves the old one, and hears how many share it. */
export function createSharedAddress(
  parameters: Partial<SharedAddressParameters> = {},
): Detector<SharedAddressState> {
  const p = { ...SHARED_ADDRESS_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["registration", "derived"],
    derivedTypes: ["address.cluster", "address.churn"],
    rules,
    create: () => ({ a: "" }),
    apply(state, event, context) {
      const { enterpriseId } = context;
      if (enterpriseId === null) return;
      if (isKind(event, "registration")) {
        const gone = event.data.status === "cancelled" || event.data.status === "moved-out";
        const address = event.data.registeredAddress;
        const hash = gone ? "" : address === undefined ? state.a : (addressHash(address) ?? "");
        if (hash === state.a) {
          const changed =
            event.data.changes?.some(({ field }) => changeKindOf(field) === "representative") === true;
          if (changed && context.severityOf(rules.cluster) > 0) {
            context.derive(addressKey(state.a), "meeting.changed", { enterpriseId });
          }
          return;
        }
        const member = {
          enterpriseId,
          district: event.district,
          role: "address",
          weight: 1,
          label: clip(address ?? "", 60),
        };
        if (state.a !== "") context.derive(addressKey(state.a), "meeting.left", member);
        if (hash !== "") context.derive(addressKey(hash), "meeting.joined", member);
        context.clear(rules.cluster);
        state.a = hash;
        return;
      }
      const { count, step, address, key } = event.data as {
        count: number;
        step: number;
        address: string;
        key: string;
      };
      // Told of an address that it has left meanwhile.
      if (key !== addressKey(state.a)) return;
      const collective = isCollectiveAddress(address) ? p.collectiveShare : 1;
      if (event.type === "address.churn") {
        const { changed, days } = event.data as { changed: number; days: number };
        context.raise(rules.churn, {
          severity: Math.min(78, p.churnSeverity + p.churnStep * Math.log2(changed / 4)) * collective,
          figures: { changed, count, days },
          evidence: [evidenceOf(event, `${address}：${count} 家中 ${changed} 家变更`)],
        });
        return;
      }
      if (step <= 0) {
        context.clear(rules.cluster);
        return;
      }
      const full = p.severities[Math.min(step, CLUSTER_STEPS.length) - 1] ?? 0;
      context.raise(rules.cluster, {
        severity: full * collective,
        figures: { count, address: clip(address, 40) },
        evidence: [evidenceOf(event, `${address}：${count} 家`)],
      });
    },
    reconcile(previous, state, context) {
      const now = state?.a ?? "";
      if (previous.a === now) return;
      const { enterpriseId } = context;
      if (enterpriseId === null) return;
      const district = context.subject.district ?? "000000";
      const member = { enterpriseId, district, role: "address", weight: 1, label: "" };
      if (previous.a !== "") context.derive(addressKey(previous.a), "meeting.left", member);
      // It may have joined, left and joined again: what it said then was taken as said once.
      if (now !== "") context.derive(addressKey(now), "meeting.joined", member);
    },
  };
}

export const sharedAddress = createSharedAddress();
