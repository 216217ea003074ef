const POWERS = Array.from({ length: 21 }, (_, i) => Number(`1e${i}`));

/** Rounds to significant digits; printed short, because a power of ten divides exactly. 0 for what is not finite. */
export function roundTo(value: number, significant: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const power = significant - 1 - Math.floor(Math.log10(Math.abs(value)));
  if (power > 20) return 0;
  if (power >= 0) {
    const factor = POWERS[power] as number;
    // Plus zero: no negative zero, which JSON would not keep.
    return Math.round(value * factor) / factor + 0;
  }
  const factor = 10 ** -power;
  return Math.round(value / factor) * factor + 0;
}
