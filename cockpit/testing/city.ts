import { type MapPoints, type Overview, overview, type Wall, wall } from "#domain/api/overview";
import { CITY, DISTRICTS } from "#domain/district";
import { levelOf } from "#domain/level";
import type { EventBody } from "#domain/push";
import { streetsOf } from "#domain/street";
import { districtAt, districtBounds } from "#kit/geo/districts.ts";
import { makeRandom } from "./random.ts";

export interface Firm {
  readonly id: number;
  readonly name: string;
  readonly district: string;
  readonly at: readonly [number, number];
  readonly reason: string;
  level: number;
  score: number;
}

type Counts = Overview["levels"];

const MARKS = "鑫源 恒瑞 泰和 盛德 汇融 嘉信 宏远 裕丰 安达 华创 金润 申通汇 沪鼎 信隆 利海".split(" ");
const TRADES = [
  "财富管理有限公司",
  "投资管理合伙企业（有限合伙）",
  "小额贷款股份有限公司",
  "商业保理有限公司",
  "融资租赁有限公司",
  "典当有限公司",
  "网络科技有限公司",
  "养老服务有限公司",
  "商务咨询有限公司",
];
const REASONS = [
  "近30日投诉 14 起（常态 1.2）",
  "招聘话术岗位 9 个",
  "宣传年化 15%，承诺保本",
  "同址注册企业 37 家",
  "被执行 3 件，标的 1,260 万元",
  "负面舆情 24 小时内 86 篇，涉及兑付困难",
  "法定代表人一年内变更 3 次",
];
export const LONG_NAME = "上海浦东新区长三角一体化示范区跨境供应链金融信息服务与资产管理股份有限公司";
const WEIGHTS = [
  0.06, 0.07, 0.05, 0.07, 0.06, 0.05, 0.05, 0.09, 0.07, 0.07, 0.18, 0.03, 0.05, 0.04, 0.04, 0.02,
];

/** A city of one shape for tests and screenshots: counts, points, events; the same for the same seed. */
export function makeCity(size: number, seed = 11) {
  const random = makeRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const firms: Firm[] = Array.from({ length: size }, (_, i) => {
    const district = pickDistrict(random());
    const dice = random();
    const level = dice > 0.9995 ? 5 : dice > 0.996 ? 4 : dice > 0.984 ? 3 : dice > 0.95 ? 2 : 1;
    return {
      id: i + 1,
      name: i === 0 ? LONG_NAME : `上海${pick(MARKS)}${pick(TRADES)}`,
      district,
      at: level > 1 ? pointIn(district, random) : [121.5, 31.2],
      reason: pick(REASONS),
      level: i === 0 ? 5 : level,
      score: [20, 48, 66, 81, 95][level - 1] as number,
    };
  });
  return { firms, random };
}
export type City = ReturnType<typeof makeCity>;

function pickDistrict(dice: number): string {
  let sum = 0;
  for (const [i, weight] of WEIGHTS.entries()) {
    sum += weight;
    if (dice < sum) return DISTRICTS[i]?.code ?? "310115";
  }
  return "310115";
}

function pointIn(district: string, random: () => number): readonly [number, number] {
  const [west, south, east, north] = districtBounds(district);
  for (let i = 0; i < 200; i++) {
    const at = [west + (east - west) * random(), south + (north - south) * random()] as const;
    if (districtAt(...at) === district) return at;
  }
  return [(west + east) / 2, (south + north) / 2];
}

export function countLevels(firms: readonly Firm[]): Counts {
  const counts: Counts = [0, 0, 0, 0, 0];
  for (const firm of firms) counts[firm.level - 1] = (counts[firm.level - 1] ?? 0) + 1;
  return counts;
}

export function drawOverview(city: City, district: string, nowMs: number, industry: string | null): Overview {
  const firms = city.firms.filter(
    (firm) =>
      (district === CITY || firm.district === district) &&
      (industry === null || firm.id % 20 === industry.charCodeAt(0) - 65),
  );
  const levels = countLevels(firms);
  const areas =
    district === CITY
      ? DISTRICTS.map(({ code, name }) =>
          areaRow(
            code,
            name,
            firms.filter((firm) => firm.district === code),
          ),
        )
      : streetsOf(district).map(({ code, name }, i, all) =>
          areaRow(
            code,
            name,
            firms.filter((firm) => firm.id % all.length === i),
          ),
        );
  return overview.parse({
    asOf: new Date(nowMs).toISOString(),
    district,
    monitored: firms.length,
    atRisk: levels[2] + levels[3] + levels[4],
    index: 31.4,
    levels,
    levelsBefore: [levels[0] + 40, levels[1] - 9, levels[2] - 12, levels[3] + 3, levels[4]],
    levelsYearBefore: null,
    newToday: 7,
    openAlerts: 3,
    areas,
    industries: "JLFICMKEGHRQ".split("").map((code, i) => ({
      code,
      name: code,
      monitored: Math.round(firms.length / (i + 3)),
      atRisk: Math.round((levels[2] + levels[3]) / (i + 2)),
      levels,
    })),
    newest: firms
      .filter((firm) => firm.level >= 3)
      .slice(0, 12)
      .map((firm, i) => ({
        enterpriseId: firm.id,
        name: firm.name,
        district: firm.district,
        level: levelOf(firm.level),
        score: firm.score,
        change: 6,
        reason: firm.reason,
        since: new Date(nowMs - (i + 3) * 3_600_000).toISOString(),
        simulated: true,
      })),
    trend:
      industry !== null
        ? []
        : Array.from({ length: 120 }, (_, i) => ({
            day: new Date(nowMs - (119 - i) * 86_400_000).toISOString().slice(0, 10),
            index: Math.round((28 + Math.sin(i / 9) * 2.2 + i / 40) * 10) / 10,
            atRisk: 300 + i,
            levels,
          })),
  });
}

function areaRow(code: string, name: string, firms: readonly Firm[]): Overview["areas"][number] {
  const levels = countLevels(firms);
  return {
    code,
    name,
    monitored: firms.length,
    atRisk: levels[2] + levels[3] + levels[4],
    levels,
    index: 20 + (Number(code.slice(-2)) % 30),
    dimensions: { basic: 20, compliance: 30, behaviour: 25, sentiment: 18, association: 12 },
  };
}

export function drawWall(
  city: City,
  district: string,
  nowMs: number,
  industry: string | null,
  sequences: Readonly<Record<string, number>>,
): Wall {
  const picture = drawOverview(city, district, nowMs, industry);
  return wall.parse({
    overview: picture,
    latest: picture.newest.slice(0, 5).map((row, i) => ({
      uid: `event-${row.enterpriseId}`,
      kind: ["complaint", "sentiment", "judicial", "registration", "penalty"][i],
      time: new Date(nowMs - i * 47_000).toISOString(),
      enterpriseId: row.enterpriseId,
      name: row.name,
      district: row.district,
      level: row.level,
      score: row.score,
      reason: row.reason,
      simulated: true,
    })),
    dutyOfficer: "李四",
    sequences,
  });
}

export function drawPoints(city: City, district: string): MapPoints {
  const firms = city.firms
    .filter((firm) => firm.level > 1 && (district === CITY || firm.district === district))
    .sort((a, b) => b.score - a.score);
  return {
    ids: firms.map((firm) => firm.id),
    names: firms.map((firm) => firm.name),
    longitudes: firms.map((firm) => firm.at[0]),
    latitudes: firms.map((firm) => firm.at[1]),
    levels: firms.map((firm) => firm.level),
    scores: firms.map((firm) => firm.score),
  };
}

let told = 0;
/** An event of a firm that moves it to a level (or leaves it there). */
export function makeEvent(firm: Firm, level: number, nowMs: number, kind = "complaint"): EventBody {
  const before = firm.level;
  firm.level = level;
  firm.score = [20, 48, 66, 81, 95][level - 1] as number;
  return {
    u: `told-${++told}`,
    k: kind,
    t: nowMs,
    r: nowMs - 30,
    e: firm.id,
    n: firm.name,
    s: firm.score,
    l: level,
    p: before,
    w: level > 1 ? firm.reason : "",
    m: 1,
    x: firm.at,
  };
}
