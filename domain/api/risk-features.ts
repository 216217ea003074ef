import { z } from "zod";
import { instant } from "#domain/api/common";

/** GET /api/risk-features?district&street: how many risk enterprises of the area show each feature, most frequent first. */
export const riskFeatureCounts = z.object({
  asOf: instant,
  district: z.string(),
  /** Risk enterprises (orange and above), and how many of them have been looked at so far. */
  atRisk: z.number(),
  recognised: z.number(),
  features: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      enterprises: z.number(),
      /** Of all risk enterprises of the area, 0–1. */
      share: z.number(),
    }),
  ),
});
export type RiskFeatureCounts = z.infer<typeof riskFeatureCounts>;

/** One feature of one enterprise with the findings behind it, newest first. */
export const enterpriseFeature = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** 0–100: the strongest indicator that shows it. */
  strength: z.number(),
  by: z.enum(["rule", "text"]),
  findings: z.array(z.object({ id: z.number(), reason: z.string(), reasonEn: z.string(), time: instant })),
});
export type EnterpriseFeature = z.infer<typeof enterpriseFeature>;
