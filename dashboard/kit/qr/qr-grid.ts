/** The square while it is drawn: what is dark, and what belongs to the fixed patterns. */
export interface Grid {
  readonly size: number;
  readonly dark: boolean[][];
  readonly fixed: boolean[][];
}

export function makeGrid(version: number): Grid {
  const size = version * 4 + 17;
  const empty = (): boolean[][] => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  return { size, dark: empty(), fixed: empty() };
}

function set(grid: Grid, x: number, y: number, dark: boolean): void {
  const row = grid.dark[y];
  const fixed = grid.fixed[y];
  if (row === undefined || fixed === undefined || x < 0 || x >= grid.size) return;
  row[x] = dark;
  fixed[x] = true;
}

/** Timing, finders, alignments, and room for format and version. */
export function drawPatterns(grid: Grid, version: number): void {
  for (let i = 0; i < grid.size; i++) {
    set(grid, 6, i, i % 2 === 0);
    set(grid, i, 6, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [grid.size - 4, 3],
    [3, grid.size - 4],
  ] as const) {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const distance = Math.max(Math.abs(dx), Math.abs(dy));
        if (y + dy >= 0 && y + dy < grid.size) set(grid, x + dx, y + dy, distance !== 2 && distance !== 4);
      }
    }
  }
  const centres = alignmentsOf(version);
  const last = centres.length - 1;
  centres.forEach((cx, i) => {
    centres.forEach((cy, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++)
          set(grid, cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    });
  });
  drawFormat(grid, 0);
  drawVersion(grid, version);
}

function alignmentsOf(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const result = [6];
  for (let at = version * 4 + 10; result.length < count; at -= step) result.splice(1, 0, at);
  return result;
}

/** Level M (00) and the mask with their BCH code, twice. */
export function drawFormat(grid: Grid, mask: number): void {
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (i: number): boolean => ((bits >>> i) & 1) !== 0;
  for (let i = 0; i <= 5; i++) set(grid, 8, i, bit(i));
  set(grid, 8, 7, bit(6));
  set(grid, 8, 8, bit(7));
  set(grid, 7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(grid, 14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(grid, grid.size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(grid, 8, grid.size - 15 + i, bit(i));
  set(grid, 8, grid.size - 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  if (version < 7) return;
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >>> i) & 1) !== 0;
    const a = grid.size - 11 + (i % 3);
    const b = Math.floor(i / 3);
    set(grid, a, b, dark);
    set(grid, b, a, dark);
  }
}

/** Puts the codewords in two-module columns, up and down from the right, past the fixed patterns. */
export function placeData(grid: Grid, words: readonly number[]): void {
  let at = 0;
  for (let right = grid.size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < grid.size; step++) {
      for (let j = 0; j < 2; j++) {
        const x = right - j;
        const upward = ((right + 1) & 2) === 0;
        const y = upward ? grid.size - 1 - step : step;
        const row = grid.dark[y];
        if (row === undefined || grid.fixed[y]?.[x] === true || at >= words.length * 8) continue;
        row[x] = (((words[at >>> 3] as number) >>> (7 - (at & 7))) & 1) !== 0;
        at += 1;
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** A copy with the mask laid over the data modules. */
export function applyMask(grid: Grid, mask: number): Grid {
  const flips = MASKS[mask] as (x: number, y: number) => boolean;
  return {
    ...grid,
    dark: grid.dark.map((row, y) =>
      row.map((dark, x) => (grid.fixed[y]?.[x] === true ? dark : dark !== flips(x, y))),
    ),
  };
}

/** The four rules of the standard: runs, blocks, finder-like runs, balance. */
export function penaltyOf(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  const columns = dark.map((_row, x) => dark.map((row) => row[x] === true));
  let penalty = 0;
  for (const line of [...dark, ...columns]) {
    let run = 1;
    for (let i = 1; i <= size; i++) {
      if (i < size && line[i] === line[i - 1]) run += 1;
      else {
        if (run >= 5) penalty += run - 2;
        run = 1;
      }
    }
    const text = line.map((module) => (module ? "1" : "0")).join("");
    for (const pattern of ["10111010000", "00001011101"]) {
      for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + 1)) penalty += 40;
    }
  }
  let count = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (dark[y]?.[x] === true) count += 1;
      if (
        x + 1 < size &&
        y + 1 < size &&
        dark[y]?.[x] === dark[y]?.[x + 1] &&
        dark[y]?.[x] === dark[y + 1]?.[x] &&
        dark[y]?.[x] === dark[y + 1]?.[x + 1]
      )
        penalty += 3;
    }
  }
  return penalty + Math.floor(Math.abs((count * 20) / (size * size) - 10)) * 10;
}
