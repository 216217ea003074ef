import type { Interval } from "#detectors/natures/estimate";
import { NATURE_DEFAULTS, type NatureSubject, type Sentence } from "#detectors/natures/input";
import { NATURES_VERSION, type NaturePicture } from "#detectors/natures/natures";
import type { NaturePictureShape } from "#domain/api/natures";
import { PURSUIT_THRESHOLDS } from "#domain/nature";
import { iso, round } from "#server/modules/levels";

/** 法释〔2020〕17号 art. 25: four times the one-year LPR is the most that courts protect in private lending. */
const JUDICIAL_TIMES = 4;

export function presentNatures(
  picture: NaturePicture,
  subject: NatureSubject,
  times: { readonly nowMs: number; readonly sinceMs: number | null },
): NaturePictureShape {
  const { combined, estimate } = picture;
  return {
    asOf: iso(times.nowMs),
    version: NATURES_VERSION,
    events: picture.events,
    since: times.sinceMs === null ? null : iso(times.sinceMs),
    natures: picture.natures.map(({ points, unknown, ...reading }) => ({
      ...reading,
      points: points.map(({ sentences, weight, ...point }) => ({
        ...point,
        weight: round(weight),
        sentences: sentences.map(presentSentence),
      })),
      unknown: [...unknown],
    })),
    combined: { ...combined, parts: [...combined.parts] },
    promises: picture.promises.map(({ sentence, ...rest }) => ({
      ...rest,
      sentence: presentSentence(sentence),
    })),
    benchmark: {
      lprPercent: NATURE_DEFAULTS.lprPercent,
      judicialPercent: JUDICIAL_TIMES * NATURE_DEFAULTS.lprPercent,
      document: "法释〔2020〕17号第二十五条",
    },
    licences: [...subject.licences],
    scope: subject.scope,
    channels: [...picture.channels],
    estimate: {
      people: estimate.people,
      amountYuan: inYuan(estimate.amountFen),
      lossYuan: inYuan(estimate.lossFen),
      basis: [...estimate.basis],
      thresholds: {
        people: PURSUIT_THRESHOLDS.people,
        amountYuan: PURSUIT_THRESHOLDS.amountFen / 100,
        lossYuan: PURSUIT_THRESHOLDS.lossFen / 100,
        document: PURSUIT_THRESHOLDS.document,
      },
    },
  };
}

function presentSentence({ timeMs, ...sentence }: Sentence) {
  return { ...sentence, time: iso(timeMs) };
}

/** An estimate has no fen. */
function inYuan(fen: Interval | null): Interval | null {
  if (fen === null) return null;
  const yuan = (value: number) => Math.round(value / 100);
  return { low: yuan(fen.low), middle: yuan(fen.middle), high: yuan(fen.high) };
}
