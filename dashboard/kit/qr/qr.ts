import { bitsOf, capacityOf, interleave } from "#kit/qr/qr-codewords.ts";
import {
  applyMask,
  drawFormat,
  drawPatterns,
  type Grid,
  makeGrid,
  penaltyOf,
  placeData,
} from "#kit/qr/qr-grid.ts";

/**
 * A QR code (ISO/IEC 18004): byte mode, error correction M, versions 1 to 20, best mask by penalty. Written here so
 * that a secret never leaves the page to be drawn. `true` is dark; add a quiet zone of 4 when drawing.
 */
export function makeQr(text: string): readonly (readonly boolean[])[] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const grid = makeGrid(version);
  drawPatterns(grid, version);
  placeData(grid, interleave(bitsOf(bytes, version), version));
  let best: Grid | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 8; mask++) {
    const masked = applyMask(grid, mask);
    drawFormat(masked, mask);
    const penalty = penaltyOf(masked.dark);
    if (penalty < least) {
      least = penalty;
      best = masked;
    }
  }
  return (best as Grid).dark;
}

function versionFor(bytes: number): number {
  for (let version = 1; version <= 20; version++) {
    const lengthBits = version < 10 ? 8 : 16;
    if (4 + lengthBits + bytes * 8 <= capacityOf(version) * 8) return version;
  }
  throw new RangeError(`${bytes} bytes are too many for a QR code here`);
}
