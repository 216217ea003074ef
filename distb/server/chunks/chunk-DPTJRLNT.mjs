// domain/time.ts
var ZONE_OFFSET_MS = 8 * 3600 * 1e3;
var MINUTE_MS = 6e4;
var HOUR_MS = 36e5;
var DAY_MS = 864e5;
function dayOf(ms) {
  return new Date(ms + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}
function startOfDay(day) {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) - ZONE_OFFSET_MS;
}
function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}
function addDays(day, days) {
  return dayOf(startOfDay(day) + days * DAY_MS);
}
function daysBetween(from, to) {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}
function weekdayOf(day) {
  return ((/* @__PURE__ */ new Date(`${day}T00:00:00Z`)).getUTCDay() + 6) % 7 + 1;
}
function addMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12;
  const last = new Date(Date.UTC(toYear, toMonth + 1, 0)).getUTCDate();
  return formatDay(toYear, toMonth + 1, Math.min(date, last));
}
function bucketStart(ms, bucket) {
  switch (bucket) {
    case "minute":
      return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
    case "hour":
      return Math.floor(ms / HOUR_MS) * HOUR_MS;
    case "day":
      return startOfDay(dayOf(ms));
    case "week": {
      const day = dayOf(ms);
      return startOfDay(addDays(day, 1 - weekdayOf(day)));
    }
    case "month":
      return startOfDay(`${dayOf(ms).slice(0, 7)}-01`);
    case "quarter": {
      const day = dayOf(ms);
      const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
      return startOfDay(formatDay(Number(day.slice(0, 4)), month, 1));
    }
    case "year":
      return startOfDay(`${dayOf(ms).slice(0, 4)}-01-01`);
  }
}
function formatDay(year, month, date) {
  const pad = (value, width) => String(value).padStart(width, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

export {
  ZONE_OFFSET_MS,
  MINUTE_MS,
  HOUR_MS,
  DAY_MS,
  dayOf,
  startOfDay,
  isDay,
  addDays,
  daysBetween,
  weekdayOf,
  addMonths,
  bucketStart
};
//# sourceMappingURL=chunk-DPTJRLNT.mjs.map
