import { z } from "zod";
import { instant, level, page, scopeQuery, words } from "#domain/api/common";
import { LOCAL_KINDS } from "#domain/finance-kind";
import { INDICATOR_GROUPS, INDICATOR_UNITS } from "#domain/indicator-group";

/** 地方金融组织: /api/local-organisations (the tree of offices is /api/organisations). */
const kind = z.enum(LOCAL_KINDS);
const group = z.enum(INDICATOR_GROUPS);

/** GET /api/local-organisations?kind=&district=: highest score first. */
export const organisationQuery = scopeQuery.extend({
  kind: kind.default("microloan"),
  q: z.string().trim().max(100).optional(),
  /** Comma list of the evaluation's levels. */
  levels: z.string().optional(),
  breached: z.enum(["true", "false"]).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const organisationRow = z.object({
  id: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  district: z.string(),
  street: z.string().nullable(),
  simulated: z.boolean(),
  /** Of the enterprise; `level` is the evaluation's. Null until it was evaluated. */
  officialLevel: level,
  score: z.number().nullable(),
  level: level.nullable(),
  worstGroup: group.nullable(),
  groups: z.array(z.object({ id: group, score: z.number().nullable() })),
  breaches: z.number().nullable(),
  warnings: z.number().nullable(),
  warning: z.string().nullable(),
  /** Share of the weights that is known, 0–1. */
  known: z.number().nullable(),
  period: z.string().nullable(),
  asOf: instant.nullable(),
});

export const organisationPage = page(organisationRow);
export type OrganisationPage = z.infer<typeof organisationPage>;

/** GET /api/local-organisations/kinds */
export const organisationKinds = z.object({
  kinds: z.array(
    z.object({
      kind,
      organisations: z.number(),
      evaluated: z.number(),
      breached: z.number(),
      levels: z.array(z.number()).length(5),
    }),
  ),
});
export type OrganisationKinds = z.infer<typeof organisationKinds>;

const unit = z.enum(INDICATOR_UNITS);

const indicator = z.object({
  id: z.string(),
  group,
  zh: z.string(),
  en: z.string(),
  unit,
  weight: z.number(),
  aspect: z.string().nullable(),
  value: z.number().nullable(),
  previous: z.number().nullable(),
  series: z.array(z.number().nullable()),
  risk: z.number().nullable(),
  trend: z.enum(["worse", "better", "same", "unknown"]),
  points: z.number(),
  limit: z
    .object({
      state: z.enum(["kept", "breached", "unknown"]),
      op: z.enum(["<=", ">="]),
      value: z.number(),
      words: z.string(),
      use: z.number().nullable(),
      clause: z.string(),
      uncertain: z.string().nullable(),
    })
    .nullable(),
  peer: z.object({ rank: z.number(), median: z.number() }).nullable(),
  source: words,
  evidence: z.array(z.object({ eventUid: z.string(), text: z.string(), textEn: z.string() })),
  missing: z.array(z.string()),
});

const model = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  weight: z.number(),
  points: z.number(),
  score: z.number().nullable(),
  base: z.number(),
  clipped: z.number(),
  parts: z.array(
    z.object({
      id: z.string(),
      zh: z.string(),
      en: z.string(),
      unit,
      value: z.number().nullable(),
      points: z.number(),
    }),
  ),
  figures: z.record(z.string(), z.number()),
  why: words,
});

/** The body of an evaluation as it is kept. */
export const evaluationBody = z.object({
  kind,
  version: z.number(),
  period: z.string().nullable(),
  score: z.number().nullable(),
  level,
  forced: z.enum(["criminal-case", "legal-breach"]).nullable(),
  worstGroup: group.nullable(),
  breaches: z.number(),
  known: z.number(),
  groups: z.array(
    z.object({
      id: group,
      zh: z.string(),
      en: z.string(),
      weight: z.number(),
      score: z.number().nullable(),
      points: z.number(),
      known: z.number(),
    }),
  ),
  indicators: z.array(indicator),
  models: z.array(model),
  warnings: z.array(
    z.object({
      code: z.string(),
      level: z.enum(["yellow", "orange", "red"]),
      zh: z.string(),
      en: z.string(),
      rule: z.string(),
      figures: z.record(z.string(), z.number()),
    }),
  ),
  missing: z.array(z.object({ figure: z.string(), zh: z.string(), en: z.string() })),
  peers: z.object({ period: z.string(), n: z.number() }).nullable(),
});

/** GET /api/local-organisations/:id/evaluation; `?asOf=` (ISO): the one that held then. */
export const organisationEvaluation = z.object({
  id: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  district: z.string(),
  officialLevel: level,
  officialScore: z.number(),
  simulated: z.boolean(),
  asOf: instant,
  recordedAt: instant,
  checkedOn: z.string(),
  evaluation: evaluationBody,
  history: z.array(
    z.object({
      asOf: instant,
      score: z.number().nullable(),
      level,
      period: z.string().nullable(),
      breaches: z.number(),
    }),
  ),
});
export type OrganisationEvaluation = z.infer<typeof organisationEvaluation>;
export type EvaluationBody = z.infer<typeof evaluationBody>;

const numbers = z.array(z.number());

/** GET /api/local-organisations/kinds/:kind/model: how the kind is evaluated, and its peers. */
export const organisationModel = z.object({
  kind,
  version: z.number(),
  groups: z.array(z.object({ id: group, zh: z.string(), en: z.string(), weight: z.number() })),
  models: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), weight: z.number() })),
  peakShare: z.number(),
  indicators: z.array(
    z.object({
      id: z.string(),
      group,
      zh: z.string(),
      en: z.string(),
      unit,
      weight: z.number(),
      aspect: z.string().nullable(),
      reads: z.array(z.object({ figure: z.string(), zh: z.string(), en: z.string() })),
      /** Corners [value, risk]; of a legal limit: of the share that is used. */
      curve: z.array(z.tuple([z.number(), z.number()])),
      source: words,
      clause: z.string().nullable(),
      uncertain: z.string().nullable(),
      /** 10, 20 … 90 % of the peers; null: too few. */
      quantiles: numbers.nullable(),
    }),
  ),
  peers: z
    .object({ period: z.string(), n: z.number(), climate: z.number().nullable(), madeAt: instant })
    .nullable(),
  principal: z
    .object({
      factors: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), direction: z.number() })),
      n: z.number(),
      mean: numbers,
      deviation: numbers,
      shrinkage: z.number(),
      components: z.array(z.object({ eigenvalue: z.number(), explained: z.number(), loadings: numbers })),
      explained: z.number(),
      weights: numbers,
      spread: z.number(),
    })
    .nullable(),
  principalWhy: words.nullable(),
  defaults: z
    .object({
      intercept: z.number(),
      features: z.array(
        z.object({ id: z.string(), zh: z.string(), en: z.string(), centre: z.number(), effect: z.number() }),
      ),
      trainedOn: z.number(),
      heldOut: z.object({ trained: z.number(), assumed: z.number(), pairs: z.number() }).nullable(),
    })
    .nullable(),
});
export type OrganisationModel = z.infer<typeof organisationModel>;
