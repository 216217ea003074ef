import type { View } from "#detectors/text/model/views";

/** A reading that is learnt: which classes, from which views. */
export interface TaskShape {
  /** "any": each label apart, none to all of them; "one": exactly one. */
  readonly choice: "any" | "one";
  /** Groups of views: one machine a group and label, the margins are averaged. */
  readonly members: readonly (readonly View[])[];
  /** 2^bits cells of hashed features. */
  readonly bits: number;
  readonly c: number;
  readonly passes: number;
  /** Inner splits by which thresholds and chances are chosen. */
  readonly innerFolds: number;
}

/** Tasks with labels for a whole text. Constants were chosen by cross-validation (README). */
export const TASKS = {
  finnsp: {
    choice: "any",
    members: [["short"], ["masked", "near", "cues"], ["lead", "cues"]],
    bits: 18,
    c: 2,
    passes: 30,
    innerFolds: 5,
  },
  finese: { choice: "any", members: [["long", "cues"]], bits: 17, c: 1, passes: 20, innerFolds: 2 },
  finfe: {
    choice: "one",
    members: [["short"], ["short", "ends"]],
    bits: 18,
    c: 0.3,
    passes: 20,
    innerFolds: 3,
  },
} as const satisfies Record<string, TaskShape>;
export type LabelTask = keyof typeof TASKS;
