import {
  hourOf
} from "./chunk-OWBHCNKY.mjs";

// detectors/anomaly/packed.ts
var BASE = 91;
var FIRST = 35;
var BACKSLASH = 92;
var PACK_LIMIT = Math.floor((BASE * BASE - 1) / 2);
var CHARACTERS = Array.from({ length: BASE }, (_, digit) => {
  const code = FIRST + digit;
  return String.fromCharCode(code >= BACKSLASH ? code + 1 : code);
});
function unpackAt(text, i) {
  return digitAt(text, 2 * i) * BASE + digitAt(text, 2 * i + 1) - PACK_LIMIT;
}
function pack(value) {
  const whole = Math.round(Math.max(-PACK_LIMIT, Math.min(PACK_LIMIT, value))) + PACK_LIMIT;
  return CHARACTERS[Math.floor(whole / BASE)] + CHARACTERS[whole % BASE];
}
function packedLength(text) {
  return text.length / 2;
}
function rescale(text, factor, offset) {
  let out = "";
  for (let i = 0; i < packedLength(text); i++) out += pack(unpackAt(text, i) * factor + offset);
  return out;
}
function digitAt(text, at) {
  const code = text.charCodeAt(at);
  return code > BACKSLASH ? code - FIRST - 1 : code - FIRST;
}

// detectors/anomaly/round.ts
var POWERS = Array.from({ length: 21 }, (_, i) => Number(`1e${i}`));
function roundTo(value, significant) {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const power = significant - 1 - Math.floor(Math.log10(Math.abs(value)));
  if (power > 20) return 0;
  if (power >= 0) {
    const factor2 = POWERS[power];
    return Math.round(value * factor2) / factor2 + 0;
  }
  const factor = 10 ** -power;
  return Math.round(value / factor) * factor + 0;
}

// detectors/anomaly/codebook.ts
var MEMORY = 500;
var LEARNING = 20;
var FADE = 0.98;
function createCodebook() {
  return { shapes: "", use: [], near: [0, 0] };
}
function matchShape(book, shape, p) {
  const { length } = p;
  const count = packedLength(book.shapes) / length;
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let j = 0; j < length && sum < least; j++) {
      const step = shape[j] - unpackAt(book.shapes, k * length + j);
      sum += step * step;
    }
    if (sum < least) {
      least = sum;
      nearest = k;
    }
  }
  if (nearest < 0) {
    putShape(book, 0, shape, 1);
    return 0;
  }
  const distance = Math.sqrt(least / length);
  const usual = book.near[0];
  book.near[1] = Math.min(book.near[1] + 1, MEMORY);
  const bounded = usual > 0 ? Math.min(distance, 4 * usual) : distance;
  book.near[0] = roundTo(usual + (bounded - usual) / book.near[1], 5);
  if (distance > p.reach * book.near[0]) addShape(book, shape, count, p);
  else moveShape(book, nearest, shape);
  return distance;
}
function rescaleShapes(book, factor, offset) {
  book.shapes = rescale(book.shapes, factor, offset);
  book.near[0] = roundTo(book.near[0] * factor, 5);
}
function addShape(book, shape, count, p) {
  if (count < p.prototypes) {
    putShape(book, count, shape, 1);
    return;
  }
  let least = 0;
  for (let k = 1; k < count; k++) if (book.use[k] < book.use[least]) least = k;
  putShape(book, least, shape, 1);
  for (let k = 0; k < count; k++) book.use[k] = roundTo(book.use[k] * FADE, 4);
}
function moveShape(book, k, shape) {
  const use = Math.min(book.use[k] + 1, 1e6);
  const rate = 1 / Math.min(use + 1, LEARNING);
  const moved = shape.map((value, j) => {
    const old = unpackAt(book.shapes, k * shape.length + j);
    return old + rate * (value - old);
  });
  putShape(book, k, moved, roundTo(use, 4));
}
function putShape(book, k, shape, use) {
  let text = "";
  for (const value of shape) text += pack(value);
  const at = k * text.length;
  book.shapes = book.shapes.slice(0, at) + text + book.shapes.slice(at + text.length);
  book.use[k] = use;
}

// detectors/anomaly/tail.ts
var FADE_EVERY = 256;
var AS_LARGE = 0.9;
function createTail() {
  return { top: [], now: [0, 0, 0] };
}
function surpriseOf(tail, size, seen, p) {
  const { top } = tail;
  const count = top.length;
  const threshold = top[0] ?? 0;
  if (threshold <= 0 || size <= threshold) return 0;
  const points = Math.min(seen, p.memory) + 1;
  let excess = 0;
  for (const peak of top) excess += Math.log(peak / threshold);
  const exponent = (excess + p.assumed * p.worth) / (count + p.worth);
  const surprise = Math.log10(points / count) + Math.log10(size / threshold) / exponent;
  let before = 0;
  for (let i = count - 1; i >= 0 && top[i] >= AS_LARGE * size; i--) before++;
  return Math.max(0, before === 0 ? surprise : Math.min(surprise, Math.log10(points / before)));
}
function isStill(tail) {
  return tail.top.length === 0 && tail.now[0] === 0;
}
function learnTail(tail, size, seen, p) {
  const { top, now } = tail;
  if (seen % FADE_EVERY === FADE_EVERY - 1)
    for (let i = 0; i < top.length; i++) top[i] = roundTo(top[i] * p.fade, 4);
  now[1]++;
  now[2]++;
  if (now[0] > 0 && (now[2] > p.pause || now[1] > 4 * p.pause)) {
    if (top.length >= p.peaks) top.shift();
    insert(top, roundTo(now[0], 4));
    now[0] = 0;
  }
  if (top.length < p.peaks || size > top[0]) {
    if (now[0] === 0) now[1] = 0;
    now[0] = Math.max(now[0], roundTo(size, 4));
    now[2] = 0;
  }
}
function insert(sorted, value) {
  let at = sorted.length;
  sorted.push(value);
  while (at > 0 && sorted[at - 1] > value) {
    sorted[at] = sorted[at - 1];
    at--;
  }
  sorted[at] = value;
}

// detectors/anomaly/anomaly.ts
var CHANNELS = ["hour", "level", "shape", "course", "quiet"];
var HOUR = 0;
var ANOMALY_DEFAULTS = {
  warmUp: 24,
  hourMemory: 100,
  hourNeeds: 5,
  stretch: 72,
  block: 24,
  stepSpans: [50, 500],
  shape: { length: 8, prototypes: 32, reach: 2 },
  course: { length: 12, prototypes: 12, reach: 2 },
  tail: { peaks: 12, assumed: 0.3, worth: 2, memory: 1e3, pause: 3, fade: 0.9974 },
  weights: [1, 1, 0.7, 0.5, 0.7],
  holdStronger: 1.2,
  holdFull: 20,
  holdFor: 150,
  gap: 12
};
var SLOW = 2e3;
var UNITS = 50;
function createAnomaly() {
  return {
    n: 0,
    t: 0,
    g: 0,
    v: 0,
    m: 0,
    s: 0,
    o: 0,
    u: 1,
    ring: "",
    blocks: "",
    b: [0, 0],
    h: new Array(24).fill(0),
    c: new Array(24).fill(0),
    d: [0, 0],
    shape: createCodebook(),
    course: createCodebook(),
    tails: CHANNELS.map(createTail),
    a: [0, 0]
  };
}
function stepAnomaly(state, timeMs, value, p = ANOMALY_DEFAULTS) {
  if (!Number.isFinite(value) || !Number.isFinite(timeMs)) return saySilence(state, value);
  if (state.n === 0) begin(state, timeMs, value);
  const spacing = Math.max(0, timeMs - state.t);
  const broken = state.g > 0 && spacing > p.gap * state.g;
  const measures = [
    measureHour(state, timeMs, value, p),
    measureLevel(state, value, p),
    measureShape(state, p),
    measureCourse(state, value, p),
    measureQuiet(state, value, broken, p)
  ];
  let sum = 0;
  let cause = 0;
  let strongest = -1;
  measures.forEach(({ size }, i) => {
    const tail = state.tails[i];
    const surprise2 = p.weights[i] * judge(state, tail, size, i, p);
    learnTail(tail, size, state.n, p.tail);
    sum += surprise2 * surprise2;
    if (surprise2 > strongest) {
      strongest = surprise2;
      cause = i;
    }
  });
  const surprise = Math.sqrt(sum);
  const chance = chanceOf(surprise);
  const news = holdDown(state, surprise, p);
  learnSlow(state, value);
  state.n++;
  state.t = Math.max(state.t, timeMs);
  state.v = value;
  if (spacing > 0) {
    const bounded = state.g === 0 ? spacing : Math.min(spacing, 4 * state.g);
    state.g = Math.round(state.g + (bounded - state.g) / Math.min(state.n, 50));
  }
  const { expected, came } = measures[cause];
  return {
    score: 1 - chance,
    chance,
    alarm: news ? 1 - chance : 0,
    surprise,
    cause: CHANNELS[cause],
    expected,
    came
  };
}
function saySilence(state, value) {
  return { score: 0, chance: 1, alarm: 0, surprise: 0, cause: "hour", expected: state.m, came: value };
}
function begin(state, timeMs, value) {
  state.t = timeMs;
  state.v = value;
  state.m = roundTo(value, 7);
  state.o = state.m;
  state.u = unitOf(0, value);
}
function chanceOf(surprise) {
  return 10 ** -surprise;
}
function judge(state, tail, size, i, p) {
  if (state.n < p.warmUp) return 0;
  if (i === HOUR && size > 0 && state.n >= 2 * p.warmUp && isStill(tail))
    return Math.log10(Math.min(state.n, p.tail.memory)) + 2;
  return surpriseOf(tail, size, state.n, p.tail);
}
function measureHour(state, timeMs, value, p) {
  const hour = hourOf(timeMs);
  const mean = state.h[hour];
  const count = state.c[hour];
  const known = count >= p.hourNeeds;
  const now = Math.min(count + 1, p.hourMemory);
  state.c[hour] = now;
  state.h[hour] = roundTo(mean + (value - mean) / now, 6);
  const expected = known ? mean : state.m;
  return { size: known ? Math.abs(value - mean) : 0, expected, came: value };
}
function measureLevel(state, value, p) {
  const whole = 2 * p.stretch;
  const ring = state.ring + pack((value - state.o) / state.u);
  state.ring = packedLength(ring) > whole ? ring.slice(2) : ring;
  if (packedLength(state.ring) < whole) return { size: 0, expected: state.m, came: value };
  let [before, after] = [0, 0];
  for (let i = 0; i < p.stretch; i++) {
    before += unpackAt(state.ring, i);
    after += unpackAt(state.ring, i + p.stretch);
  }
  const unit = state.u / p.stretch;
  return {
    size: Math.abs(after - before) * unit,
    expected: state.o + before * unit,
    came: state.o + after * unit
  };
}
function measureShape(state, p) {
  const { length } = p.shape;
  const start = packedLength(state.ring) - length;
  const shape = new Float64Array(length);
  if (start < 0) return { size: 0, expected: state.m, came: state.v };
  let mean = 0;
  for (let j = 0; j < length; j++) {
    shape[j] = unpackAt(state.ring, start + j);
    mean += shape[j] / length;
  }
  for (let j = 0; j < length; j++) shape[j] = shape[j] - mean;
  const came = state.o + (mean + shape[length - 1]) * state.u;
  return {
    size: matchShape(state.shape, shape, p.shape) * state.u,
    expected: state.o + mean * state.u,
    came
  };
}
function measureCourse(state, value, p) {
  state.b[0] = roundTo(state.b[0] + (value - state.o) / state.u, 7);
  state.b[1]++;
  const { length } = p.course;
  let size = 0;
  let came = state.m;
  if (state.b[1] >= p.block) {
    const mean = state.b[0] / state.b[1];
    state.blocks += pack(mean);
    state.b = [0, 0];
    if (packedLength(state.blocks) > length) state.blocks = state.blocks.slice(2);
    if (packedLength(state.blocks) === length) {
      const course = Float64Array.from({ length }, (_, j) => unpackAt(state.blocks, j));
      size = matchShape(state.course, course, p.course) * state.u;
      came = state.o + mean * state.u;
    }
  }
  return { size, expected: state.m, came };
}
function measureQuiet(state, value, broken, p) {
  const [lately, long] = state.d;
  const step = broken ? long : Math.abs(value - state.v);
  const now = lately + (step - lately) / Math.min(Math.max(state.n, 1), p.stepSpans[0]);
  const size = long > 0 && state.n >= p.stepSpans[1] / 3 ? long / Math.max(now, 1e-3 * long) : 0;
  state.d = [
    roundTo(now, 6),
    roundTo(long + (step - long) / Math.min(Math.max(state.n, 1), p.stepSpans[1]), 6)
  ];
  return { size, expected: long, came: now };
}
function holdDown(state, surprise, p) {
  const [held, points] = state.a;
  state.a[1] = Math.min(points + 1, p.holdFor);
  if (surprise <= 0) return false;
  const left = Math.min(1, Math.max(0, (p.holdFor - state.a[1]) / (p.holdFor - p.holdFull)));
  if (surprise <= held * p.holdStronger * left) return false;
  state.a = [roundTo(surprise, 5), 0];
  return true;
}
function learnSlow(state, value) {
  const count = Math.min(state.n + 1, SLOW);
  const error = value - state.m;
  state.m = roundTo(state.m + error / count, 7);
  state.s = roundTo(state.s + (Math.abs(error) - state.s) / count, 5);
  const ratio = state.s / state.u;
  const far = Math.abs(state.m - state.o) > 2 * UNITS * state.u;
  const unit = unitOf(state.s, state.m);
  if (far || (ratio > 2 * UNITS || ratio < UNITS / 2) && unit !== state.u) renewUnit(state, unit);
}
function renewUnit(state, unit) {
  const factor = state.u / unit;
  const offset = (state.o - state.m) / unit;
  state.ring = rescale(state.ring, factor, offset);
  state.blocks = rescale(state.blocks, factor, offset);
  state.b[0] = roundTo(state.b[0] * factor + offset * state.b[1], 7);
  rescaleShapes(state.shape, factor, 0);
  rescaleShapes(state.course, factor, offset);
  state.u = unit;
  state.o = state.m;
}
function unitOf(scale, level) {
  return roundTo(Math.max(scale / UNITS, Math.abs(level) * 1e-9, 1e-12), 3);
}

export {
  ANOMALY_DEFAULTS,
  createAnomaly,
  stepAnomaly
};
//# sourceMappingURL=chunk-5TXHEG2A.mjs.map
