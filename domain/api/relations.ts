import { z } from "zod";
import { instant, level, page, scopeQuery } from "#domain/api/common";
import { RELATION_KINDS } from "#domain/enterprise";

/** A firm or person of a graph or chain. `enterpriseId` and `level` only where the reader may open it. */
const node = z.object({
  /** Name inside this answer: "e:<id>" a firm, "p:<id>" a person, "x:<n>" a firm outside the reader's scope. */
  key: z.string(),
  party: z.enum(["person", "enterprise"]),
  name: z.string(),
  enterpriseId: z.number().nullable(),
  level: level.nullable(),
});

/** GET /api/enterprises/:id/relations?layers=3: nodes with the layer at which they are met, edges as registered. */
export const relationGraph = z.object({
  layers: z.number(),
  nodes: z.array(node.extend({ layer: z.number() })),
  edges: z.array(
    z.object({
      /** "from names to as its kind": from's shareholder is to. */
      from: z.string(),
      to: z.string(),
      kind: z.string(),
      share: z.number().nullable(),
      office: z.string().nullable(),
    }),
  ),
  /** Firms beyond the first layer that lie outside the reader's scope: left out, counted. */
  hidden: z.number(),
  /** More than 500 nodes: the rest is left out. */
  truncated: z.boolean(),
});
export type RelationGraph = z.infer<typeof relationGraph>;

const chain = z.object({
  /** From the owner down to the firm. */
  nodes: z.array(node),
  /** Share of each step. */
  shares: z.array(z.number()),
  share: z.number(),
});

const owner = z.object({
  rule: z.string(),
  ruleText: z.string(),
  party: node,
  share: z.number().nullable(),
  chains: z.array(chain),
});

/** GET /api/enterprises/:id/controllers: 实际控制人 and 受益所有人 by look-through. */
export const controllerList = z.object({
  controller: owner.nullable(),
  beneficial: z.array(owner),
  /** null: not computed yet. */
  computedAt: instant.nullable(),
  version: z.number().nullable(),
});
export type ControllerList = z.infer<typeof controllerList>;

/** GET /api/clusters: suspected shell clusters with a member in the reader's scope, highest score first. */
export const clusterQuery = scopeQuery.extend({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const cluster = z.object({
  id: z.number(),
  version: z.number(),
  score: z.number(),
  size: z.number(),
  /** Members in the reader's scope; the others are counted in `size` only. */
  visible: z.number(),
  /** Traits with the points that they carry: together the score. */
  traits: z.array(z.object({ trait: z.string(), value: z.number(), points: z.number(), text: z.string() })),
  /** Share of members that have a link of each kind with another member. */
  links: z.record(z.string(), z.number()),
  simulated: z.boolean(),
  firstSeen: instant,
  computedAt: instant,
});
export const clusterPage = page(cluster);
export type ClusterPage = z.infer<typeof clusterPage>;

/** GET /api/clusters/:id */
export const clusterDetail = z.object({
  cluster,
  members: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      district: z.string(),
      level,
      score: z.number(),
      status: z.string(),
      establishedOn: z.string().nullable(),
      registeredCapital: z.string().nullable(),
      paidInCapital: z.string().nullable(),
      legalRepresentative: z.string().nullable(),
      registeredAddress: z.string().nullable(),
      since: instant,
    }),
  ),
});
export type ClusterDetail = z.infer<typeof clusterDetail>;

/** POST /api/enterprises/:id/relations: a tie to another enterprise that no register shows, or its end; waits for review. */
export const relationRequest = z.object({
  /** The other enterprise: this one's shareholder, controller … is `to`. */
  to: z.number().int().positive(),
  kind: z.enum(RELATION_KINDS),
  share: z.number().min(0).max(1).nullable().default(null),
  office: z.string().max(60).nullable().default(null),
  /** false: the tie ends. */
  holds: z.boolean().default(true),
  comment: z.string().min(1).max(500),
});
