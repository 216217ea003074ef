import type { SourceList } from "#domain/api/sources";

export type Source = SourceList["sources"][number];

export const SOURCE_STATES = ["on", "silent", "off", "retired"] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** Simulator and replay belong to the configuration: nobody changes them here. */
const OWN: ReadonlySet<string> = new Set(["http", "webhook", "file"]);

export function isOwn(source: Source): boolean {
  return OWN.has(source.transport);
}

export function stateOf(source: Source): SourceState {
  if (source.retiredAt !== null) return "retired";
  if (!source.enabled) return "off";
  return source.silent ? "silent" : "on";
}

/** By any column; what a source does not have comes last either way. The id settles what is equal. */
export function sortSources(
  sources: readonly Source[],
  sort: { readonly by: string; readonly order: "asc" | "desc" },
  which: "today" | "total",
): readonly Source[] {
  const sign = sort.order === "desc" ? -1 : 1;
  const key = (source: Source): string | number | null => keyOf(source, sort.by, which);
  return [...sources].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === y) return a.id < b.id ? -1 : 1;
    if (x === null) return 1;
    if (y === null) return -1;
    const order =
      typeof x === "string" && typeof y === "string" ? x.localeCompare(y, "zh-CN") : x < y ? -1 : 1;
    return order * sign;
  });
}

function keyOf(source: Source, by: string, which: "today" | "total"): string | number | null {
  switch (by) {
    case "name":
      return source.name;
    case "type":
      return source.transport;
    case "kinds":
      return source.kinds.join();
    case "frequency":
      // Deliveries a minute, agreed or seen: the oftener, the larger.
      return source.everySeconds === null ? source.ratePerMinute : 60 / source.everySeconds;
    case "lastEvent":
      return source.lastEvent === null ? null : Date.parse(source.lastEvent);
    case "state":
      return SOURCE_STATES.indexOf(stateOf(source));
    case "key":
      return source.keyExpiresAt === null ? null : Date.parse(source.keyExpiresAt);
    case "read":
    case "accepted":
    case "duplicate":
    case "conflict":
    case "rejected":
      return source[which][by];
    default:
      return source.id;
  }
}
