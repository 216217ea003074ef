/**
 * Two times. Valid time: when something was so in the world. Record time: from when to when this system held it for
 * true. Nothing is overwritten: a correction closes the record (`supersededMs`) and adds another, so that any past
 * day can be shown both as it was and as it was known then. All intervals are half open, ms since epoch.
 */
export interface Bitemporal {
  readonly validFromMs: number;
  readonly validToMs: number | null;
  readonly recordedMs: number;
  readonly supersededMs: number | null;
}

/** The day asked about, and what was known by when; both default to now at the edge. */
export interface AsOf {
  readonly validMs: number;
  readonly knownMs: number;
}

/** "As it was known then": both times are the same instant. What a person means by “show me that day”. */
export function asKnownAt(ms: number): AsOf {
  return { validMs: ms, knownMs: ms };
}

export function isKnownAt(row: Bitemporal, knownMs: number): boolean {
  return row.recordedMs <= knownMs && (row.supersededMs === null || knownMs < row.supersededMs);
}

export function isValidAt(row: Bitemporal, validMs: number): boolean {
  return row.validFromMs <= validMs && (row.validToMs === null || validMs < row.validToMs);
}

/** The rows that answer the question. */
export function filterAsOf<T extends Bitemporal>(rows: readonly T[], asOf: AsOf): readonly T[] {
  return rows.filter((row) => isKnownAt(row, asOf.knownMs) && isValidAt(row, asOf.validMs));
}

/** The one row that answers, for an attribute that has one value at a time: the last recorded wins. */
export function pickAsOf<T extends Bitemporal>(rows: readonly T[], asOf: AsOf): T | null {
  let best: T | null = null;
  for (const row of filterAsOf(rows, asOf)) {
    if (
      best === null ||
      row.recordedMs > best.recordedMs ||
      (row.recordedMs === best.recordedMs && row.validFromMs > best.validFromMs)
    ) {
      best = row;
    }
  }
  return best;
}

export interface ChangePlan<T extends Bitemporal> {
  /** Rows to close in record time, now. */
  readonly supersede: readonly T[];
  /** Rows to add: the new one, and what is left of those that it cuts. */
  readonly insert: readonly T[];
}

/**
 * How one attribute with one value at a time takes a new value for [from, to): every known row that overlaps is
 * superseded, its parts outside are added again unchanged, and the new row is added. Late facts (a change of last
 * month that is told today) and corrections are the same thing.
 */
export function planChange<T extends Bitemporal>(rows: readonly T[], fresh: T, nowMs: number): ChangePlan<T> {
  const supersede: T[] = [];
  const insert: T[] = [];
  const freshTo = fresh.validToMs ?? Number.POSITIVE_INFINITY;
  if (freshTo <= fresh.validFromMs) throw new RangeError("an empty interval of valid time");
  for (const row of rows) {
    if (!isKnownAt(row, nowMs)) continue;
    const rowTo = row.validToMs ?? Number.POSITIVE_INFINITY;
    if (row.validFromMs >= freshTo || rowTo <= fresh.validFromMs) continue;
    supersede.push(row);
    if (row.validFromMs < fresh.validFromMs) {
      insert.push({ ...row, validToMs: fresh.validFromMs, recordedMs: nowMs, supersededMs: null });
    }
    if (rowTo > freshTo) insert.push({ ...row, validFromMs: freshTo, recordedMs: nowMs, supersededMs: null });
  }
  insert.push({ ...fresh, recordedMs: nowMs, supersededMs: null });
  return { supersede, insert };
}

/** The rows after the plan, as the store would hold them: for tests and for in-memory twins. */
export function applyChange<T extends Bitemporal>(
  rows: readonly T[],
  plan: ChangePlan<T>,
  nowMs: number,
): readonly T[] {
  return [
    ...rows.map((row) => (plan.supersede.includes(row) ? { ...row, supersededMs: nowMs } : row)),
    ...plan.insert,
  ];
}
