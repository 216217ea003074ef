import type { z } from "zod";
import { LIMIT_RISK } from "#detectors/finance/evaluation";
import { figureName } from "#detectors/finance/figure-names";
import { SOURCE_NAMES } from "#detectors/finance/indicator";
import { modelName } from "#detectors/finance/model";
import { factorWords } from "#detectors/finance/models";
import { ASSUMED_DEFAULT_MODEL, DEFAULT_FEATURES } from "#detectors/finance/pawn/default";
import type { PeerSnapshot } from "#detectors/finance/peers";
import { limitSlot } from "#detectors/finance/reading";
import {
  EVALUATION_VERSION,
  GROUP_WEIGHTS,
  indicatorsOf,
  MODEL_WEIGHTS,
  PEAK_SHARE,
} from "#detectors/finance/table";
import type { organisationModel } from "#domain/api/local-organisations";
import type { LocalKind } from "#domain/finance-kind";
import { INDICATOR_GROUP_NAMES, INDICATOR_GROUPS } from "#domain/indicator-group";
import { citeLimit, limitsFor } from "#domain/legal-limit";
import { dayOf } from "#domain/time";
import { iso } from "#server/modules/levels";
import type { PeersRow } from "#store/organisation-peers";

/** Fewest peers whose spread is shown. */
const LEAST_SHOWN = 20;

/** How a kind is evaluated today in a region: tables, weights, limits in force, peers, loadings, trained effects. */
export function presentModel(
  kind: LocalKind,
  region: string,
  nowMs: number,
  row: PeersRow | null,
): z.input<typeof organisationModel> {
  const limits = limitsFor(kind, dayOf(nowMs), region);
  const peers = row === null ? null : (row.body as unknown as PeerSnapshot);
  const ofModels = Object.values(MODEL_WEIGHTS[kind]).reduce((sum, weight) => sum + weight, 0);
  // The ends are single firms' values, perhaps another district's: deciles only, and of many.
  const quantilesOf = (id: string) =>
    (peers?.n ?? 0) < LEAST_SHOWN
      ? []
      : (peers?.quantiles[id] ?? []).filter((_, i, all) => i % 2 === 0 && i > 0 && i < all.length - 1);
  const defaults = kind === "pawn" ? (peers?.defaults ?? ASSUMED_DEFAULT_MODEL) : null;
  return {
    kind,
    version: EVALUATION_VERSION,
    groups: INDICATOR_GROUPS.map((id) => ({
      id,
      ...INDICATOR_GROUP_NAMES[id],
      weight: GROUP_WEIGHTS[id] * (1 - ofModels),
    })),
    models: Object.entries(MODEL_WEIGHTS[kind]).map(([id, weight]) => ({
      id,
      ...modelName(id),
      weight,
    })),
    peakShare: PEAK_SHARE,
    indicators: [
      ...indicatorsOf(kind).map((indicator) => ({
        id: indicator.id,
        group: indicator.group,
        zh: indicator.zh,
        en: indicator.en,
        unit: indicator.unit,
        weight: indicator.weight,
        aspect: indicator.aspect ?? null,
        reads: indicator.reads.map((figure) => ({ figure, ...figureName(figure) })),
        curve: indicator.curve.map(([value, risk]): [number, number] => [value, risk]),
        source: SOURCE_NAMES[indicator.source],
        clause: null,
        uncertain: null,
        quantiles: orNull(quantilesOf(indicator.id)),
      })),
      ...limits.map((limit) => ({
        id: `limit:${limitSlot(limit)}`,
        group: "compliance" as const,
        zh: limit.zh,
        en: limit.en,
        unit: limit.unit,
        weight: 1,
        aspect: null,
        reads: [limit.figure, limit.of]
          .filter((figure): figure is string => figure !== null)
          .map((figure) => ({ figure, ...figureName(figure) })),
        curve: LIMIT_RISK.map(([value, risk]): [number, number] => [value, risk]),
        source: SOURCE_NAMES["monthly-report"],
        clause: citeLimit(limit),
        uncertain: limit.uncertain ?? null,
        quantiles: orNull(quantilesOf(`limit:${limitSlot(limit)}`)),
      })),
    ],
    peers:
      peers === null || row === null
        ? null
        : { period: peers.period, n: peers.n, climate: peers.climate, madeAt: iso(row.recordedAtMs) },
    principal:
      peers?.principal == null
        ? null
        : {
            ...peers.principal,
            factors: peers.principal.factors.map(({ id, direction }) => {
              const { zh, en } = factorWords({ kind }, id, limits);
              return { id, zh, en, direction };
            }),
            mean: [...peers.principal.mean],
            deviation: [...peers.principal.deviation],
            weights: [...peers.principal.weights],
            components: peers.principal.components.map((one) => ({ ...one, loadings: [...one.loadings] })),
          },
    principalWhy: peers?.principalWhy ?? null,
    defaults:
      defaults === null
        ? null
        : {
            intercept: defaults.intercept,
            features: DEFAULT_FEATURES.map(({ id, zh, en, centre }, i) => ({
              id,
              zh,
              en,
              centre,
              effect: defaults.effects[i] as number,
            })),
            trainedOn: defaults.trainedOn,
            heldOut: defaults.heldOut,
          },
  };
}

function orNull(values: number[]): number[] | null {
  return values.length === 0 ? null : values;
}
