import type { Registry } from "#detectors/registry";
import type { EntityState, StepResult } from "#domain/detect";

/** No detectors at all: the floor that benchmarks compare with. State only carries its watermark. */
export const nullRegistry: Registry = {
  version: "null-1",
  latenessMs: Number.MAX_SAFE_INTEGER,
  create: (): EntityState => ({ version: "null-1", watermarkMs: 0, detectors: {}, score: null, dueMs: null }),
  step: (state, event) => pass(state, event.timeMs),
  reconcile: () => [],
  tick: (state, _key, nowMs) => pass(state, nowMs),
  rescore: () => undefined,
};

function pass(state: EntityState, timeMs: number): StepResult {
  if (timeMs > state.watermarkMs) state.watermarkMs = timeMs;
  return { state, findings: [], indicators: [], score: null, levelBefore: null, alerts: [], derived: [] };
}
