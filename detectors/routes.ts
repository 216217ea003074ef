import type { Detector, Scope } from "#detectors/detector";
import type { EnterpriseId, EventKind, StreamEvent } from "#domain/event";

/** Which detectors see an event, found once for each kind, or type of a derived event. */
export interface Routes {
  forEvent(scope: Scope, event: StreamEvent): readonly Detector[];
  all(scope: Scope): readonly Detector[];
}

export function makeRoutes(detectors: readonly Detector[]): Routes {
  const all: Record<Scope, readonly Detector[]> = {
    enterprise: detectors.filter((detector) => detector.scope === "enterprise"),
    meeting: detectors.filter((detector) => detector.scope === "meeting"),
  };
  const known = new Map<string, readonly Detector[]>();
  const find = (scope: Scope, kind: EventKind, type: string) =>
    all[scope].filter(
      (detector) =>
        detector.kinds.includes(kind) &&
        (kind !== "derived" || detector.derivedTypes?.includes(type) === true),
    );
  const NONE: readonly Detector[] = [];
  for (const scope of ["enterprise", "meeting"] as const) {
    for (const detector of all[scope]) {
      for (const kind of detector.kinds) {
        if (kind !== "derived") known.set(`${scope}.${kind}`, find(scope, kind, ""));
        for (const type of detector.derivedTypes ?? [])
          known.set(`${scope}.derived.${type}`, find(scope, "derived", type));
      }
    }
  }
  return {
    forEvent: (scope, event) =>
      known.get(event.kind === "derived" ? `${scope}.derived.${event.type}` : `${scope}.${event.kind}`) ??
      NONE,
    all: (scope) => all[scope],
  };
}

export function scopeOf(key: string): Scope {
  return key.startsWith("e:") ? "enterprise" : "meeting";
}

export function enterpriseIdOf(key: string): EnterpriseId | null {
  if (!key.startsWith("e:")) return null;
  const id = Number(key.slice(2));
  return Number.isSafeInteger(id) ? id : null;
}
