import type { LegalForm } from "#stream/simulator/industries";
import { mix, type Permutation, type Rng, STREAMS } from "#stream/simulator/random";

const FIRST =
  "鼎盛华信瑞恒泰安嘉和金隆德广源宏通达博远启明锐新天海东方中正永昌百利众联汇聚诚佳美康益民丰润沃霖霆轩弘毅致尚卓越腾飞凯旋荣耀世纪紫云鹏程翔宇乾坤御景晟煜灏铭钰璟珑琪睿哲涵澜漫朗清沐枫桐柏松竹梅兰菊蓝翠碧青朱赤橙银铂晶莹玉石岩峰岭川江河湖溪泉";
const SECOND =
  "盛鑫源达通隆泰安信诚和兴昌茂丰裕利润恒久远航博智创新科汇融聚合力成功捷迅腾跃翔飞鹏程宇宙寰球邦国民生康健乐福禄寿喜祥瑞吉庆光辉耀亮明晖晨曦旭阳升起立业基石磐固坚强硕果实优佳美嘉雅致尚品格局域界环宁静洁净澄澈泽润沛霖沐溪涵渊深广博厚德";
const LAST = "元达泰信和源盛通恒润康瑞诚华嘉宇鑫城邦德程创森航联衡林海川";

const FIRSTS = [...new Set(FIRST)];
const SECONDS = [...new Set(SECOND)];
const LASTS = [...new Set(LAST)];

/** How many firms can have a 字号 of two characters, of three, of four, each of their own. */
export const NAME_TIERS = [
  FIRSTS.length * SECONDS.length,
  FIRSTS.length * SECONDS.length * SECONDS.length,
  FIRSTS.length * SECONDS.length * LASTS.length * LASTS.length,
] as const;

/**
 * The 字号 of enterprise `index`, different for every enterprise of a city: one permutation a length makes it
 * injective. Small cities have short names, as a register that is nearly empty would.
 */
export function makeTradeName(index: number, seed: number, tiers: readonly Permutation[]): string {
  if (index < NAME_TIERS[0] && mix(seed, STREAMS.name, index) % 5 < 3) {
    return pair((tiers[0] as Permutation).at(index));
  }
  if (index < NAME_TIERS[1]) {
    const at = (tiers[1] as Permutation).at(index);
    return pair(Math.floor(at / SECONDS.length)) + (SECONDS[at % SECONDS.length] as string);
  }
  const at = (tiers[2] as Permutation).at(index);
  const tail = at % (LASTS.length * LASTS.length);
  return (
    pair(Math.floor(at / (LASTS.length * LASTS.length))) +
    (LASTS[Math.floor(tail / LASTS.length)] as string) +
    (LASTS[tail % LASTS.length] as string)
  );
}

function pair(at: number): string {
  return (FIRSTS[Math.floor(at / SECONDS.length)] as string) + (SECONDS[at % SECONDS.length] as string);
}

/** Provinces' cities of firms that are registered elsewhere and work here (异地在沪). Code is GB/T 2260. */
export const ELSEWHERE: readonly (readonly [string, string])[] = [
  ["330106", "杭州"],
  ["320106", "南京"],
  ["320505", "苏州"],
  ["330203", "宁波"],
  ["340104", "合肥"],
  ["440305", "深圳"],
  ["440106", "广州"],
  ["110105", "北京"],
  ["420106", "武汉"],
  ["510107", "成都"],
  ["350203", "厦门"],
  ["370202", "青岛"],
  ["500103", "重庆"],
  ["320211", "无锡"],
];

const ZONES = ["自贸区", "张江", "临港", "虹桥", "长三角", "陆家嘴", "前滩", "北外滩"];

/** The registered name: place, 字号, industry wording, legal form, in the orders that registers show. */
export function makeFirmName(
  rng: Rng,
  tradeName: string,
  word: string,
  form: LegalForm,
  districtShort: string,
  elsewhere: string | null,
  old: boolean,
): string {
  const place = rng.unit();
  if (form === "individual") {
    return `上海市${districtShort === "浦东" ? "浦东新区" : `${districtShort}区`}${tradeName}${word}`;
  }
  const tail = legalTail(rng, form, word, old);
  if (elsewhere !== null) {
    const branch = rng.unit();
    if (branch < 0.5) return `${elsewhere}${tradeName}${word}${tail}上海分公司`;
    if (branch < 0.62)
      return `${elsewhere}${tradeName}${word}${tail}上海${districtShort}第${rng.pick(NUMERALS)}分公司`;
    return `${elsewhere}${tradeName}${word}${tail}`;
  }
  if (place < 0.62) return `上海${tradeName}${word}${tail}`;
  if (place < 0.8) return `${tradeName}${word}（上海）${tail}`;
  if (place < 0.88) return `上海${districtShort}${tradeName}${word}${tail}`;
  if (place < 0.93) return `${tradeName}（上海）${word}${tail}`;
  if (place < 0.96) return `上海${rng.pick(ZONES)}${tradeName}${word}${tail}`;
  if (place < 0.98) return `中国（上海）自由贸易试验区${tradeName}${word}${tail}`;
  return `上海${tradeName}${word}集团${tail}`;
}

const NUMERALS = ["一", "二", "三", "四", "五"];

function legalTail(rng: Rng, form: LegalForm, word: string, old: boolean): string {
  if (/事务所|大药房|药房|旅行社$/.test(word) && form !== "limited")
    return form === "partnership" ? "" : "有限公司";
  switch (form) {
    case "partnership":
      return word === "律师事务所" ? "" : rng.chance(0.8) ? "合伙企业（有限合伙）" : "企业（有限合伙）";
    case "joint-stock":
      return "股份有限公司";
    case "sole":
      return "厂";
    case "individual":
      return "";
    case "limited":
      if (rng.chance(old ? 0.05 : 0.02)) return "股份有限公司";
      return rng.chance(0.06) ? "有限责任公司" : "有限公司";
  }
}

const SURNAMES =
  "王王王王李李李李张张张张刘刘刘陈陈陈陈杨杨黄黄赵赵周周周吴吴吴徐徐徐孙孙朱朱朱马胡胡郭林林何高罗郑郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈沈沈姚卢姜崔钟谭陆陆陆汪汪范金金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾顾顾毛郝龚邵万钱钱严覃武戴莫孔向汤倪乐樊翁葛";
const GIVEN =
  "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红志建国文斌鹏飞宇浩然子轩雨欣怡佳琪思远海峰晓东春梅雪莲立新永康德胜俊豪嘉诚慧颖晨曦天佑若彤梓涵振宇国栋月琴根宝阿妹金龙福生维民启航景行乐天安琪凯文锦程";
const SURNAME_LIST = [...SURNAMES];
const GIVEN_LIST = [...new Set(GIVEN)];

/** A person's name from one 32-bit draw. */
export function makePersonName(draw: number): string {
  const surname = SURNAME_LIST[draw % SURNAME_LIST.length] as string;
  const rest = Math.floor(draw / SURNAME_LIST.length);
  const first = GIVEN_LIST[rest % GIVEN_LIST.length] as string;
  const more = Math.floor(rest / GIVEN_LIST.length);
  if (more % 10 < 3) return surname + first;
  return surname + first + (GIVEN_LIST[Math.floor(more / 10) % GIVEN_LIST.length] as string);
}

/** Shanghai numbers never begin with 4, so that no simulated firm has the telephone of a real one. */
export function makePhone(draw: number): string {
  return `021-4${String(draw % 10_000_000).padStart(7, "0")}`;
}
