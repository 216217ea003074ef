import { z } from "zod";
import { LEVELS } from "#domain/level";

export const loginRequest = z.object({
  user: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
  totp: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

/** GET /api/me, and the answer of POST /api/auth/login. */
export const me = z.object({
  id: z.number(),
  user: z.string(),
  name: z.string(),
  role: z.string(),
  /** Widest district the user may see: "310000" or one district. */
  district: z.string(),
  street: z.string().nullable(),
  actions: z.array(z.string()),
  fields: z.array(z.string()),
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
  /** true when this city is simulated: the mark is shown on every screen. */
  simulatedCity: z.boolean(),
  idleLimitSeconds: z.number(),
  /** Configured colours of the five levels (R046), #rrggbb, normal first; absent: those of the pages' tokens. */
  levelColours: z
    .object({ light: z.array(z.string()).length(5), dark: z.array(z.string()).length(5) })
    .optional(),
  /** Lowest score of each level, as configured; absent: the default rule. */
  levelFloors: z.array(z.number()).length(5).optional(),
  /** The version that these three are of. */
  configVersion: z.number().optional(),
  /** What the levels mean in the office's own words (R045); a level that is not in it keeps the pages' words. */
  levelDescriptions: z.partialRecord(z.enum(LEVELS), z.string()).optional(),
});
export type Me = z.infer<typeof me>;

/** GET /api/auth/methods: what the login page offers. demoUsers only in the simulated city. */
export const authMethods = z.object({
  oidc: z.object({ label: z.string(), url: z.string() }).nullable(),
  demoUsers: z.array(
    z.object({
      user: z.string(),
      password: z.string(),
      name: z.string(),
      role: z.string(),
      district: z.string(),
    }),
  ),
  firstRun: z.boolean(),
});
