import { makeRandom } from "#detectors/random";
import { hourOf } from "#detectors/time";
import { DAY_MS, dayOf, HOUR_MS, startOfDay, weekdayOf } from "#domain/time";
import { type HourVolume, judgeVolumes, VOLUME_LIMITS } from "#server/modules/sources/volume";

/**
 * Hours of a source with a day and a night (a tenth at three, most at fifteen), noise wider than Poisson's (each hour's
 * rate log-normal by a fifth), and weekends of `weekend` times as much. `level`: mean of an hour at the top of the day.
 */
export function hoursOf(
  seed: number,
  startMs: number,
  days: number,
  level: number,
  weekend = 1,
): HourVolume[] {
  const random = makeRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: days * 24 }, (_, i) => {
    const hourMs = startMs + i * HOUR_MS;
    const day = 0.55 - 0.45 * Math.cos(((hourOf(hourMs) - 3) / 12) * Math.PI);
    const week = weekdayOf(dayOf(hourMs)) >= 6 ? weekend : 1;
    const rate = level * day * week * Math.exp(0.2 * normal());
    return { hourMs, accepted: Math.max(0, Math.round(rate + Math.sqrt(rate) * normal())) };
  });
}

/** False alarms (stretches of unusual hours) a source and year, after the warm-up, of sources with nothing unusual. */
export function falseAlarmRate(
  seed: number,
  sources: number,
  weekend: number,
): { readonly alarms: number; readonly years: number; readonly perYear: number } {
  const days = 60;
  const startMs = startOfDay("2026-09-01");
  let alarms = 0;
  for (let i = 0; i < sources; i++) {
    const level = [30, 200, 2000][i % 3] as number;
    const judged = judgeVolumes(
      hoursOf(seed * 100_000 + i, startMs, days, level, weekend),
      startMs + days * DAY_MS,
    );
    judged.forEach((hour, at) => {
      if (hour !== null && (judged[at - 1] ?? null) === null) alarms++;
    });
  }
  const years = (sources * (days * 24 - VOLUME_LIMITS.warmUp)) / (365 * 24);
  return { alarms, years, perYear: alarms / years };
}
