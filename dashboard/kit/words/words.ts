import { FINANCE_KIND_NAMES, FINANCE_KINDS } from "#domain/finance-kind";
import { isRole, ROLE_FACTS } from "#domain/role";
import { language, lookUp, type Messages } from "#kit/i18n/translate.ts";

/** Words of the domain that come as identifiers from the server. Unknown identifiers are shown as they came. */
export const wordMessages = {
  "dimension.basic": ["基本", "Basic"],
  "dimension.compliance": ["遵从", "Compliance"],
  "dimension.behaviour": ["行为", "Behaviour"],
  "dimension.sentiment": ["舆情", "Sentiment"],
  "dimension.association": ["关联", "Association"],

  "kind.registration": ["登记", "Registration"],
  "kind.sentiment": ["舆情", "Sentiment"],
  "kind.market": ["行情", "Market"],
  "kind.complaint": ["投诉", "Complaint"],
  "kind.judicial": ["司法", "Judicial"],
  "kind.tax": ["税务", "Tax"],
  "kind.penalty": ["处罚", "Penalty"],
  "kind.filing": ["报送", "Filing"],
  "kind.transaction": ["资金", "Transaction"],
  "kind.tick": ["时间推移", "Passing of time"],
  "kind.derived": ["推算", "Derived"],
  "kind.level": ["等级变化", "Level change"],
  "kind.alert": ["预警", "Alert"],
  "kind.finding": ["发现", "Finding"],

  "status.active": ["存续", "Active"],
  "status.abnormal": ["经营异常", "Abnormal"],
  "status.revoked": ["吊销", "Revoked"],
  "status.cancelled": ["注销", "Cancelled"],
  "status.moved-out": ["迁出", "Moved out"],
  "status.unknown": ["未知", "Unknown"],

  "alert.open": ["待签收", "Unacknowledged"],
  "alert.acknowledged": ["已签收", "Acknowledged"],
  "alert.assigned": ["已转派", "Assigned"],
  "alert.snoozed": ["已暂缓", "Snoozed"],
  "alert.closed": ["已办结", "Closed"],

  "verdict.confirmed": ["查实", "Confirmed"],
  "verdict.partly": ["部分查实", "Partly confirmed"],
  "verdict.unfounded": ["不实", "Unfounded"],
  "verdict.unverifiable": ["无法核实", "Cannot be verified"],

  "relation.shareholder": ["股东", "Shareholder"],
  "relation.legal-representative": ["法定代表人", "Legal representative"],
  "relation.controller": ["实际控制人", "Controller"],
  "relation.officer": ["高管", "Officer"],
  "relation.branch": ["分支机构", "Branch"],
  "relation.investment": ["对外投资", "Investment"],
  "relation.same-address": ["同址", "Same address"],
  "relation.same-phone": ["同电话", "Same phone"],

  "transport.http": ["HTTP 接口", "HTTP"],
  "transport.webhook": ["签名回调", "Webhook"],
  "transport.file": ["文件导入", "File"],
  "transport.replay": ["回放", "Replay"],
  "transport.simulator": ["模拟器", "Simulator"],

  "place.registered": ["注册地", "Registered"],
  "place.business": ["经营地", "Business"],
  "place.responsible": ["责任属地", "Responsible"],

  "scheme.code": ["统一社会信用代码", "Unified credit code"],
  "scheme.name": ["名称", "Name"],
} as const satisfies Messages;

type Group =
  | "dimension"
  | "kind"
  | "status"
  | "alert"
  | "verdict"
  | "relation"
  | "transport"
  | "place"
  | "scheme";

/** word("status", "revoked") -> 吊销 */
export function word(group: Group, id: string): string {
  const key = `${group}.${id}`;
  const found = lookUp(wordMessages, key);
  return found === key ? id : found;
}

/** The identifiers of a group, for filters. */
export function wordIds(group: Group): string[] {
  const prefix = `${group}.`;
  return Object.keys(wordMessages)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

export function roleName(role: string): string {
  if (!isRole(role)) return role;
  return language() === "en" ? ROLE_FACTS[role].en : ROLE_FACTS[role].zh;
}

export function financeKindName(kind: string): string {
  const known = FINANCE_KINDS.find((other) => other === kind);
  return known === undefined ? kind : FINANCE_KIND_NAMES[known][language()];
}
