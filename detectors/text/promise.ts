import { NUMERAL, parseNumeral } from "#detectors/text/numeral";

/** A rate of return that a text offers. */
export interface PromisedRate {
  /** The words as they stand: 年化收益率高达24%. */
  readonly text: string;
  /** Simple rate a year, in percent; of a range the upper end. */
  readonly annualPercent: number;
  readonly per: "year" | "month" | "week" | "day";
}

const PERIODS = { year: 1, month: 12, week: 52, day: 365 } as const;

// anchor … (number)(unit). Up to 8 characters may stand between: 年化收益率高达 24%.
const FILLER = "[^，。！？；\\n\\d%零一二两三四五六七八九十百千]{0,8}?";
const RANGE = `(?:(${NUMERAL})\\s*%?\\s*(?:-|~|—|–|至|到)\\s*)?`;
const PERCENT = new RegExp(
  `${FILLER}${RANGE}(?:百分之(${NUMERAL})|(${NUMERAL})\\s*(?:%|个点|个百分点))`,
  "y",
);
const PER_MILLE = new RegExp(`${FILLER}(千分之|万分之)(${NUMERAL})`, "y");
const FEN = new RegExp(
  `${FILLER}(${NUMERAL})(分|厘|毛)(?!之)(?:([一二三四五六七八九\\d])(?![\\d十百千万元]))?`,
  "y",
);
const FOLD = /一年(?:就|可|能)?翻(?:一)?倍|年翻倍/;

/** Rates beside loans are what a borrower pays, and 七日年化 is how money funds are quoted: no promise. */
const LOAN = /贷款|借款|借贷|放贷|房贷|车贷|信用卡|借钱|借呗|花呗|还款|网贷利率|罚息|逾期利率/;
const QUOTED =
  /七日|7日|近七日|万份|国债|存款|定存|存单|理财产品平均|lpr|mlf|回购利率|票面|债券|基准|央行|法定|保护上限|司法保护|超过|民间借贷/;

/** A limit that is set, not a return that is offered. */
const CAPPED = /不得|不能|不可|不应|不超过|不高于|禁止|上限/;

/**
 * The rate that stands after an anchor word (年化, 月息, 日返 …) which begins at `start` and ends at `end`;
 * null when there is none or when it is no promise.
 */
export function parseRate(text: string, start: number, end: number): PromisedRate | null {
  const anchor = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  if (QUOTED.test(before) || LOAN.test(before) || LOAN.test(after.split(/[，。！？；\n]/, 1)[0] as string))
    return null;
  if (CAPPED.test(after.split(/[，。！？；\n]/, 1)[0] as string)) return null;
  const per = periodOf(anchor, before);
  PERCENT.lastIndex = end;
  const percent = PERCENT.exec(text);
  if (percent !== null)
    return made(text, start, PERCENT.lastIndex, parseNumeral(percent[2] ?? percent[3] ?? ""), per);
  PER_MILLE.lastIndex = end;
  const mille = PER_MILLE.exec(text);
  if (mille !== null) {
    const value = parseNumeral(mille[2] ?? "");
    return made(
      text,
      start,
      PER_MILLE.lastIndex,
      value === null ? null : value / (mille[1] === "千分之" ? 10 : 100),
      per,
    );
  }
  // 月息2分 = 2 % a month, 年息一分 = 10 % a year, 日息五厘 = 0.5 % a day (usage since the Republic).
  if (!/息|利/.test(anchor)) return null;
  FEN.lastIndex = end;
  const fen = FEN.exec(text);
  if (fen === null) return null;
  const whole = parseNumeral(fen[1] ?? "");
  if (whole === null) return null;
  const tenth = fen[3] === undefined ? 0 : (parseNumeral(fen[3]) ?? 0) / 10;
  const unit = fen[2] === "毛" ? 10 : fen[2] === "分" ? 1 : 0.1;
  return made(text, start, FEN.lastIndex, (whole + tenth) * unit * (per === "year" ? 10 : 1), per);
}

/** 一年翻倍 and the like. */
export function parseDoubling(text: string): PromisedRate | null {
  const found = FOLD.exec(text);
  return found === null ? null : { text: found[0], annualPercent: 100, per: "year" };
}

/** The anchor's own period (年化, 月息, 每天返); without one, that of the words right before it (每月 收益). */
function periodOf(anchor: string, before: string): PromisedRate["per"] {
  for (const words of [anchor, /(?:每|按|一)?[年月周日天]$/.exec(before)?.[0] ?? ""]) {
    if (/年/.test(words)) return "year";
    if (/月/.test(words)) return "month";
    if (/周/.test(words)) return "week";
    if (/[日天]/.test(words)) return "day";
  }
  return "year";
}

function made(
  text: string,
  start: number,
  end: number,
  value: number | null,
  per: PromisedRate["per"],
): PromisedRate | null {
  if (value === null || value <= 0) return null;
  const annual = value * PERIODS[per];
  // 按月返息12%年化: paid by the month, counted by the year.
  if (per !== "year" && /^(?:的)?(?:年化|\/年|每年|一年)/.test(text.slice(end, end + 4)))
    return made(text, start, end, value, "year");
  // A daily 40 % or a yearly 20,000 % is a typing slip or a growth figure, not an offer.
  if (annual > 10_000) return null;
  return { text: text.slice(start, end), annualPercent: Math.round(annual * 100) / 100, per };
}
