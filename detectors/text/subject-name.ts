import { memoise } from "#detectors/memo";
import { normaliseText } from "#detectors/text/normalise";

const PLACES =
  /^(?:中国|上海市?|北京市?|深圳市?|广州市?|杭州市?|江苏省?|浙江省?|黄浦|徐汇|长宁|静安|普陀|虹口|杨浦|闵行|宝山|嘉定|浦东新?区?|金山|松江|青浦|奉贤|崇明)(?:区)?/;
const FORMS = /(?:股份有限公司|有限责任公司|有限公司|\(有限合伙\)|有限合伙|合伙企业|集团|分公司)/g;
const BUSINESS =
  /(?:互联网金融信息服务|金融信息服务|信息服务|信息科技|网络科技|财富管理|资产管理|投资管理|投资咨询|投资发展|投资|小额贷款|融资租赁|融资担保|商业保理|典当|股权投资基金管理|基金管理|私募基金|企业管理|管理咨询|咨询|科技发展|科技|实业发展|实业|贸易|商务|电子商务|信息技术|技术|管理|服务|金融|发展|控股|文化传播)+$/;

/**
 * Names by which a text may speak of a firm: the registered one, without its form (…有限公司), and the trade name
 * in its middle (上海宝盈财富管理有限公司 → 宝盈财富管理, 宝盈). Longest first, in normal form.
 */
export const namesOf: (registered: string) => readonly string[] = memoise(splitName);

function splitName(registered: string): string[] {
  const full = normaliseText(registered).replaceAll("（", "(").replaceAll("）", ")").trim();
  const names = new Set<string>([full]);
  const middle = full.replaceAll(/\([^)]*\)/g, "").replaceAll(FORMS, "");
  const local = middle.replace(PLACES, "");
  const trade = local.replace(BUSINESS, "");
  for (const name of [middle, local]) if (name.length >= 3) names.add(name);
  if (trade.length >= 2) names.add(trade);
  return [...names].sort((a, b) => b.length - a.length);
}
