import { DISTRICTS } from "#domain/district";

/**
 * Names of enterprises (《企业名称登记管理规定》, State Council order 734, art. 6: 行政区划 + 字号 + 行业 + 组织形式).
 * Two spellings of one name must meet in one normal form; 字号 is what a text usually calls the firm by.
 */
export interface NameParts {
  /** 上海, 上海浦东新区, 中国 …; "" when the name has none. */
  readonly region: string;
  /** 字号: what tells the firm apart. Never empty unless the name is. */
  readonly mark: string;
  /** 财富管理, 小额贷款 …: what it says it does. */
  readonly trade: string;
  /** 有限公司, 股份有限公司, 合伙企业（有限合伙） … */
  readonly form: string;
}

/** The form that is compared and kept as an identifier: NFKC, half-width brackets, no spaces, upper case Latin. */
export function normaliseName(name: string): string {
  return (
    name
      .normalize("NFKC")
      .replace(INVISIBLE, "")
      // Once more: what was apart may stand together now and compose.
      .normalize("NFKC")
      .replace(INVISIBLE, "")
      .replace(/[[{〔【〈《「『]/g, "(")
      .replace(/[\]}〕】〉》」』]/g, ")")
      .replace(/[•・‧]/g, "·")
      // ASCII only: other scripts change length and composition with their case.
      .replace(/[a-z]/g, (letter) => letter.toUpperCase())
  );
}

/** The four parts of a name, in normal form. Concatenated without the region's brackets they hold every character. */
export function splitName(name: string): NameParts {
  let rest = normaliseName(name);
  let region = "";
  let form = "";
  const formMatch = FORMS.find((each) => rest.endsWith(each) && rest.length > each.length);
  if (formMatch !== undefined) {
    form = formMatch;
    rest = rest.slice(0, -form.length);
  }
  const head = HEAD.exec(rest);
  if (head !== null && head[0].length < rest.length) {
    region = head[0];
    rest = rest.slice(region.length);
  }
  // 星河(上海)投资管理: the region may stand in brackets behind the mark.
  const bracket = /\(([^()]{2,6})\)/.exec(rest);
  if (bracket !== null && REGION_WORDS.has((bracket[1] as string).replace(/[省市区]$/, ""))) {
    const without = rest.replace(bracket[0], "");
    if (without !== "") {
      region += bracket[0];
      rest = without;
    }
  }
  let trade = "";
  for (const word of TRADES) {
    if (rest.endsWith(word) && rest.length > word.length) {
      trade = word;
      rest = rest.slice(0, -word.length);
      break;
    }
  }
  return { region, mark: rest, trade, form };
}

/** 字号 of a name: 上海星河财富管理有限公司 -> 星河. */
export function markOf(name: string): string {
  return splitName(name).mark;
}

/** Short names a text may use, longest first: 星河财富管理, 星河财富 (简称), 星河. One-character marks are left out: they fit anything. */
export function shortNames(name: string): readonly string[] {
  const { mark, trade, region, form } = splitName(name);
  const plainRegion = region.replace(/\([^()]*\)/, "");
  const short = ABBREVIATIONS.get(trade);
  const names = [plainRegion + mark + trade + form, mark + trade, plainRegion + mark, mark];
  if (short !== undefined) names.push(mark + short);
  return [...new Set(names)].filter((each) => [...each].length >= 2).sort((a, b) => b.length - a.length);
}

export function isSameName(left: string, right: string): boolean {
  return normaliseName(left) === normaliseName(right);
}

/** A name says something: spaces, zero-width characters and punctuation alone are none. */
export function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

const INVISIBLE = /[\s\u200b-\u200d\ufeff]/g;

const PROVINCES =
  "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾".split(
    " ",
  );
const CITIES =
  "深圳 广州 杭州 南京 苏州 宁波 合肥 武汉 成都 西安 长沙 郑州 青岛 大连 厦门 无锡 天津 自贸区".split(" ");
const DISTRICT_WORDS = DISTRICTS.flatMap((district) => [district.name, district.short]);
const REGION_WORDS = new Set(["中国", ...PROVINCES, ...CITIES, ...DISTRICT_WORDS]);
const HEAD = new RegExp(
  `^(?:中国|(?:${[...PROVINCES, ...CITIES].join("|")})(?:市|省)?(?:(?:${DISTRICT_WORDS.join("|")})(?:新区|区|县)?)?|(?:${DISTRICTS.map((d) => d.name).join("|")}))`,
);

/** Longest first, so that 股份有限公司 is not cut as 有限公司. */
const FORMS = [
  "合伙企业(有限合伙)",
  "合伙企业(普通合伙)",
  "集团股份有限公司",
  "集团有限公司",
  "有限责任公司",
  "股份有限公司",
  "(有限合伙)",
  "(普通合伙)",
  "有限公司",
  "股份公司",
  "合伙企业",
  "分公司",
  "经营部",
  "事务所",
  "服务部",
  "集团",
  "公司",
  "中心",
].sort((a, b) => b.length - a.length);

const TRADES = [
  "互联网金融信息服务",
  "金融信息服务",
  "股权投资基金管理",
  "私募基金管理",
  "投资基金管理",
  "企业管理咨询",
  "投资管理咨询",
  "资产管理",
  "财富管理",
  "投资管理",
  "投资咨询",
  "投资控股",
  "基金管理",
  "基金销售",
  "小额贷款",
  "融资租赁",
  "商业保理",
  "融资担保",
  "融资性担保",
  "供应链管理",
  "网络科技",
  "信息科技",
  "信息技术",
  "数字科技",
  "电子商务",
  "文化传媒",
  "文化传播",
  "健康管理",
  "健康咨询",
  "养老服务",
  "企业管理",
  "商务咨询",
  "国际贸易",
  "房地产开发",
  "建筑工程",
  "餐饮管理",
  "物流",
  "典当",
  "实业",
  "贸易",
  "科技",
  "投资",
  "咨询",
  "租赁",
  "保理",
  "担保",
  "保险经纪",
  "酒店管理",
].sort((a, b) => b.length - a.length);

/** How a trade is cut short in speech (简称). */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    财富管理: "财富",
    资产管理: "资管",
    小额贷款: "小贷",
    商业保理: "保理",
    融资租赁: "租赁",
    融资担保: "担保",
    融资性担保: "担保",
    金融信息服务: "金服",
    互联网金融信息服务: "金服",
    基金管理: "基金",
    股权投资基金管理: "基金",
    私募基金管理: "私募",
    投资管理: "投资",
    投资控股: "投控",
  }),
);
