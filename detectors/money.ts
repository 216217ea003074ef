const MAX_FEN = Number.MAX_SAFE_INTEGER / 4;

/**
 * Decimal yuan to whole fen, exact: sums of money are sums of integers. Digits beyond the fen are cut.
 * Amounts above 22 trillion yuan are held at that limit, so that a sum stays a safe integer.
 */
export function fenOf(yuan: string | undefined): number {
  if (yuan === undefined) return 0;
  const negative = yuan.startsWith("-");
  const [whole = "0", part = ""] = (negative ? yuan.slice(1) : yuan).split(".");
  const fen = Math.min(Number(whole) * 100 + Number(`${part}00`.slice(0, 2)), MAX_FEN);
  return negative ? -fen : fen;
}

/** Sum of two amounts in fen, held inside the safe integers. */
export function addFen(a: number, b: number): number {
  return Math.max(-MAX_FEN, Math.min(MAX_FEN, a + b));
}

/** Fen in the unit that an officer reads: 12.3 亿元, 345 万元, 6789 元. */
export function formatFen(fen: number): string {
  const yuan = fen / 100;
  const size = Math.abs(yuan);
  if (size >= 1e8) return `${trim(yuan / 1e8)} 亿元`;
  if (size >= 1e4) return `${trim(yuan / 1e4)} 万元`;
  return `${trim(yuan)} 元`;
}

/** The same in English: CNY 1.23bn, 3.45m, 6,789. */
export function formatFenEn(fen: number): string {
  const yuan = fen / 100;
  const size = Math.abs(yuan);
  if (size >= 1e9) return `CNY ${trim(yuan / 1e9)}bn`;
  if (size >= 1e6) return `CNY ${trim(yuan / 1e6)}m`;
  return `CNY ${trim(yuan)}`;
}

function trim(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}
