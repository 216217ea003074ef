import {
  DAY_MS,
  HOUR_MS,
  ZONE_OFFSET_MS,
  isDay,
  startOfDay
} from "./chunk-DPTJRLNT.mjs";

// detectors/memo.ts
function memoise(compute, limit = 2e4) {
  const known = /* @__PURE__ */ new Map();
  return (text) => {
    const found = known.get(text);
    if (found !== void 0 || known.has(text)) return found;
    if (known.size >= limit) known.clear();
    const value = compute(text);
    known.set(text, value);
    return value;
  };
}

// detectors/time.ts
function dayNumberOf(timeMs) {
  return Math.floor((timeMs + ZONE_OFFSET_MS) / DAY_MS);
}
function dayStartMs(day) {
  return day * DAY_MS - ZONE_OFFSET_MS;
}
function hourOf(timeMs) {
  return Math.floor((timeMs + ZONE_OFFSET_MS) / HOUR_MS) % 24;
}
function parseDateMs(date) {
  return date === void 0 ? null : parseDay(date);
}
var parseDay = memoise((date) => isDay(date) ? startOfDay(date) : null);
function formatDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export {
  memoise,
  dayNumberOf,
  dayStartMs,
  hourOf,
  parseDateMs,
  formatDay
};
//# sourceMappingURL=chunk-OWBHCNKY.mjs.map
