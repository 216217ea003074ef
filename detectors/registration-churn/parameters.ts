export const REGISTRATION_DEFAULTS = {
  /** Days over which changes are counted. */
  churnDays: 365,
  /** Changes of address, or of legal representative, in that time that are a finding. */
  addressChanges: 2,
  representativeChanges: 2,
  /** Changes of any kind within `rapidDays` that are a finding. */
  rapidDays: 90,
  rapidChanges: 4,
  /** Representative and address changed within so many days of each other: the shape of a shell that is sold. */
  handoverDays: 45,
  /** Registered capital (fen) from which little paid-in capital is a finding, and the share that is little. */
  unpaidFromFen: 1_000_000_000,
  unpaidShare: 0.1,
  /** A firm younger than this with registered capital of at least `bigCapitalFen`. */
  youngDays: 365,
  bigCapitalFen: 5_000_000_000,
  /** Sales posts in one advertisement that are a sales crowd. */
  salesPosts: 20,
  /** Capital cut by at least this share. */
  capitalCut: 0.5,
  /** Changes remembered. */
  keptChanges: 16,
};
export type RegistrationParameters = typeof REGISTRATION_DEFAULTS;

/** Kinds of change, one letter each in state. */
export type ChangeKind =
  | "address"
  | "representative"
  | "scope"
  | "capital"
  | "name"
  | "shareholder"
  | "other";

const FIELDS: readonly (readonly [RegExp, ChangeKind])[] = [
  [/住所|地址|经营场所|address/i, "address"],
  [/法定代表人|负责人|执行事务合伙人|representative/i, "representative"],
  [/经营范围|scope/i, "scope"],
  [/注册资本|出资总额|capital/i, "capital"],
  [/股东|投资人|股权|合伙人|shareholder/i, "shareholder"],
  [/名称|字号|name/i, "name"],
];

/** Which kind of change a register's field name means; registers differ in their words. */
export function changeKindOf(field: string): ChangeKind {
  for (const [pattern, kind] of FIELDS) if (pattern.test(field)) return kind;
  return "other";
}

export const CHANGE_ZH: Readonly<Record<ChangeKind, string>> = {
  address: "住所",
  representative: "法定代表人",
  scope: "经营范围",
  capital: "注册资本",
  name: "名称",
  shareholder: "股东",
  other: "其他事项",
};

/**
 * Business that needs a licence (or is closed to ordinary firms) when it stands in a scope. Weight 0–1: how plainly.
 * After 银发〔2016〕113号 and 市监注〔2019〕, by which words like these are not registered without approval.
 */
export const LICENSED_WORDS: readonly (readonly [string, number])[] = [
  ["吸收公众存款", 1],
  ["发放贷款", 0.9],
  ["小额贷款", 0.9],
  ["网络借贷", 1],
  ["p2p", 1],
  ["民间借贷", 0.9],
  ["借贷", 0.8],
  ["众筹", 0.9],
  ["理财", 0.9],
  ["财富管理", 0.8],
  ["代客理财", 1],
  ["基金销售", 0.8],
  ["私募", 0.7],
  ["资产管理", 0.5],
  ["融资担保", 0.9],
  ["融资租赁", 0.8],
  ["商业保理", 0.8],
  ["典当", 0.9],
  ["期货", 0.8],
  ["外汇", 0.8],
  ["虚拟货币", 1],
  ["数字货币", 1],
  ["数字资产", 0.8],
  ["交易所", 0.7],
  ["支付结算", 0.8],
  ["保险经纪", 0.7],
  ["证券", 0.7],
  ["金融信息服务", 0.5],
  ["养老投资", 0.9],
];

/** Wording of an advertisement for people who gather money from the public. */
export const SALES_CROWD_WORDS =
  /理财(?:顾问|经理|师)|财富(?:顾问|经理)|投资顾问|地推|拓客|客户拓展|团队长|营销总监|渠道(?:经理|专员)|无需经验|无责底薪|高额提成|高提成|上不封顶|日结|带团队|会销|讲师|老年客户|中老年/;
