import type { Detector, Scope } from "#detectors/detector";
import type { EnterpriseId, EventKind, StreamEvent } from "#domain/event";

/** Which detectors see an event, found once for each kind, or type of a derived event. */
export interface Routes {
  forEvent(scope: Scope, event: StreamEvent): readonly Detector[];
  all(scope: Scope): readonly Detector[];
}

export function makeRoutes(detectors: readonly Detector[]): Routes {
  const scopes = { enterprise: routesIn("enterprise", detectors), meeting: routesIn("meeting", detectors) };
  return {
    forEvent(scope, event) {
      const { byKind, byType } = scopes[scope];
      return (event.kind === "derived" ? byType.get(event.type) : byKind.get(event.kind)) ?? NONE;
    },
    all: (scope) => scopes[scope].all,
  };
}

const NONE: readonly Detector[] = [];

function routesIn(scope: Scope, detectors: readonly Detector[]) {
  const all = detectors.filter((detector) => detector.scope === scope);
  const byKind = new Map<EventKind, Detector[]>();
  const byType = new Map<string, Detector[]>();
  for (const detector of all) {
    for (const kind of detector.kinds) if (kind !== "derived") append(byKind, kind, detector);
    for (const type of detector.derivedTypes ?? []) append(byType, type, detector);
  }
  return { all, byKind, byType };
}

function append<K>(map: Map<K, Detector[]>, key: K, detector: Detector): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [detector]);
  else list.push(detector);
}

export function scopeOf(key: string): Scope {
  return key.startsWith("e:") ? "enterprise" : "meeting";
}

export function enterpriseIdOf(key: string): EnterpriseId | null {
  if (!key.startsWith("e:")) return null;
  const id = Number(key.slice(2));
  return Number.isSafeInteger(id) ? id : null;
}
