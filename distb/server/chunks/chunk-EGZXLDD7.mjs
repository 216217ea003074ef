import {
  CHATTER_MIX,
  ORDINARY_MIX,
  SIMULATOR_SOURCE,
  enterpriseKey,
  gravityOf,
  makeOrdinary,
  makeSeries,
  makeTrouble
} from "./chunk-BTAXYHPO.mjs";
import {
  Rng,
  STREAMS,
  TROUBLED_SHARE,
  createCity,
  makeWeighted,
  mix
} from "./chunk-SVEHBE3O.mjs";

// stream/simulator/bench.ts
function makeBenchSource(options, idOf = (index) => index + 1) {
  const { seed, enterprises, run, adverse = 0.02 } = options;
  const city = createCity({ seed, size: enterprises, epochMs: BENCH_EPOCH_MS });
  const count = Math.max(8, Math.min(400, Math.round(enterprises / 500)));
  const series = Array.from({ length: count }, (_, number) => {
    const index = mix(seed, STREAMS.bench, number) % enterprises;
    return makeSeries(seed, number, index, city.kindOf(index));
  });
  const scene = { city, series, shocks: [], funds: new Int32Array(0) };
  const chatter = makeWeighted(CHATTER_MIX);
  const ordinary = makeWeighted(ORDINARY_MIX);
  function envelope(n, timeMs) {
    const rng = new Rng(seed, STREAMS.bench, n);
    const id = `${run}-${n}`;
    const tone = rng.unit();
    if (tone >= adverse) {
      const calm = tone >= adverse + ORDINARY_SHARE;
      return makeOrdinary(scene, (calm ? chatter : ordinary).at(rng.unit()), id, timeMs, rng, calm);
    }
    const index = city.troubledAt(rng.unit() ** 1.5 * TROUBLED_SHARE);
    return makeTrouble(city.identity(index), id, timeMs, rng, gravityOf(city, index) ?? "mild");
  }
  return {
    envelope,
    event(n, timeMs, receivedMs) {
      const { kind, envelope: sent } = envelope(n, timeMs);
      const { subject } = sent;
      const code = typeof subject === "object" && "code" in subject ? subject.code : null;
      const index = (code === null ? null : city.indexOfCode(code)) ?? mix(seed, STREAMS.bench + 1, n) % enterprises;
      const id = idOf(index);
      return {
        uid: `${SIMULATOR_SOURCE}/${sent.id}`,
        kind,
        type: sent.type,
        key: enterpriseKey(id),
        enterpriseId: id,
        district: sent.district ?? "310000",
        source: SIMULATOR_SOURCE,
        timeMs,
        timeInferred: false,
        receivedMs,
        simulated: true,
        hash: hashOf(seed, n),
        data: sent.data
      };
    }
  };
}
var ORDINARY_SHARE = 0.06;
var BENCH_EPOCH_MS = Date.UTC(2026, 0, 1);
function hashOf(seed, n) {
  return hex(mix(seed, 1, n)) + hex(mix(seed, 2, n));
}
function hex(value) {
  return value.toString(16).padStart(8, "0");
}

export {
  makeBenchSource
};
//# sourceMappingURL=chunk-EGZXLDD7.mjs.map
