/** What a term speaks of. The order is that of gravity, for ties. */
export const CATEGORIES = [
  "absconding",
  "redemption",
  "fundraising",
  "pyramid",
  "fraud",
  "criminal",
  "collapse",
  "default",
  "rights",
  "regulatory",
  "market",
  "wages",
  "litigation",
  "distress",
  "dissatisfaction",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Severity (0–100) when a whole series of texts says so, half-life (days) of the impression, and words on screen. */
export interface CategoryMeaning {
  readonly severity: number;
  readonly halfLifeDays: number;
  readonly zh: string;
  readonly en: string;
}

export const CATEGORY_MEANINGS: Readonly<Record<Category, CategoryMeaning>> = {
  absconding: { severity: 92, halfLifeDays: 90, zh: "跑路失联", en: "absconding" },
  redemption: { severity: 88, halfLifeDays: 60, zh: "兑付困难", en: "redemption trouble" },
  fundraising: { severity: 85, halfLifeDays: 60, zh: "涉嫌非法集资", en: "suspected illegal fund-raising" },
  pyramid: { severity: 80, halfLifeDays: 60, zh: "涉嫌传销", en: "suspected pyramid selling" },
  fraud: { severity: 75, halfLifeDays: 60, zh: "涉嫌诈骗", en: "suspected fraud" },
  criminal: { severity: 78, halfLifeDays: 90, zh: "涉刑立案", en: "criminal investigation" },
  collapse: { severity: 78, halfLifeDays: 60, zh: "暴雷崩盘", en: "collapse" },
  default: { severity: 62, halfLifeDays: 45, zh: "逾期违约", en: "default" },
  rights: { severity: 60, halfLifeDays: 30, zh: "投资人维权", en: "investors' protest" },
  regulatory: { severity: 45, halfLifeDays: 45, zh: "监管处罚", en: "regulatory action" },
  market: { severity: 35, halfLifeDays: 30, zh: "违规经营", en: "misconduct" },
  wages: { severity: 35, halfLifeDays: 30, zh: "欠薪", en: "unpaid wages" },
  litigation: { severity: 35, halfLifeDays: 45, zh: "涉诉纠纷", en: "litigation" },
  distress: { severity: 38, halfLifeDays: 30, zh: "经营恶化", en: "distress" },
  dissatisfaction: { severity: 22, halfLifeDays: 14, zh: "负面评价", en: "complaints" },
};

/**
 * Terms by category, as "term" or "term:weight". Weight 0–1: how far the term alone makes a text negative about the
 * firm it speaks of. Terms that hold their own negator (无法兑付, 未兑付) are negative as they stand: the longest
 * match at a place wins, and the negator inside it is not applied again. Collected from 条例 (State Council order
 * 737), the risk notices of the city's offices and common usage; no data set was used.
 */
const TERMS: Readonly<Record<Category, string>> = {
  absconding:
    "跑路 卷款 卷钱 携款潜逃 携款逃 潜逃 失联 失踪:0.7 联系不上 人去楼空 人间蒸发 老板跑了 老板跑 实控人失联 高管失联 负责人失联 外逃 出逃 关门跑 跑路了 不知所踪 人去屋空 去向不明 电话打不通:0.7 客服失联 网站打不开:0.7 网站关闭:0.7 无法打开:0.5 app打不开:0.7",
  redemption:
    "兑付困难 兑付危机 兑付问题 无法兑付 不能兑付 未兑付 未能兑付 没有兑付 拒绝兑付 拒不兑付 停止兑付 暂停兑付 延期兑付 延迟兑付 逾期兑付 逾期未兑付 兑付逾期 难以兑付 提现困难 提现难 无法提现 不能提现 提不了现 提现不了 提现不到账:0.8 限制提现 暂停提现 停止提现 拒绝提现 提现失败:0.7 拿不回 取不出 取不出来 不让提现 挤兑 不退款:0.6 退款难:0.6 无法退款:0.6 拒不退款:0.6 拒绝退款:0.6 不还钱 要不回 拖欠本金 回款困难 展期:0.5 停止退出 无法退出:0.7 资金链断裂 资金断裂 资金池 冻结提现 冻结账户:0.6 账户冻结:0.6 账户被冻结:0.6 到期不还 血本无归 血汗钱 本息无归 还我钱 还钱:0.5 本金无法收回",
  fundraising:
    "非法集资 涉嫌非法集资 非法吸收公众存款 非法吸存 非吸 吸收公众存款 集资诈骗 非法募集 变相集资 变相吸收 非法融资 自融 虚假标 假标 拆标:0.6 非法吸收 庞氏骗局 旁氏骗局 庞氏 非法发行 擅自发行:0.7 非法公开募集 集资 非法金融活动:0.8 无证经营:0.6 无牌照:0.5 假借:0.5 诱骗投资 虚构项目 虚构标的 虚假项目 借新还旧 拆东墙补西墙",
  pyramid:
    "传销 涉嫌传销 拉人头 多层级返利 发展下线 下线会员:0.7 金字塔 层级返佣 静态收益:0.6 动态收益:0.6 资金盘 互助盘 拆分盘 圈钱 割韭菜 洗脑:0.7 微传销 网络传销 入门费:0.6 老鼠会",
  fraud:
    "诈骗 骗子 骗局 欺诈 行骗 骗钱 骗取 被骗 骗人 坑人 上当 受骗 受害者 受害人 骗贷 套路贷 杀猪盘 黑平台 假平台 空手套:0.7 造假 虚假宣传:0.7 虚假 伪造 冒充:0.6 忽悠 挪用 侵占 掏空 圈套 猫腻:0.7 黑幕 欺骗 诱导:0.5 虚增 虚构 陷阱 骗 假冒:0.6 套现:0.4 洗钱 内幕交易 操纵市场 操纵股价 老鼠仓 暴力催收 高利贷 砍头息 套路 套牢:0.5 裸贷 校园贷:0.5 盗刷 泄露:0.6",
  criminal:
    "立案侦查 被立案 立案调查 立案 刑事拘留 刑拘 被捕 逮捕 批捕 抓捕 落网 被抓 投案 自首 经侦 警方介入 公安介入 公安机关 被查 被警方 涉嫌犯罪 犯罪嫌疑人 犯罪 涉案 查封 被查封 扣押 通缉 红通 判刑 获刑 有期徒刑 被判:0.7 被控制 带走调查 采取强制措施 强制措施 依法处置:0.5 报案 报警:0.8 取缔 涉黑 行贿 受贿 违法犯罪 违法",
  collapse:
    "暴雷 爆雷 踩雷 雷了 已雷 崩盘 倒闭 破产 破产清算 清盘 停业:0.7 关门:0.5 关停 停运 停摆 歇业 跑雷 良性退出:0.7 清退:0.7 退出网贷:0.6 问题平台 出事了 出事:0.6 注销:0.3 清算:0.5 垮了 垮塌 凉凉:0.6 爆仓 终止运营 停止运营 停止营业",
  default:
    "逾期 违约 坏账 不良率上升 债务危机 债务违约 无力偿还 无力偿付 无法偿还 未按时 未能按期 未按期 拖欠 欠款 欠债 债务缠身 资不抵债 老赖 失信 被执行人 失信被执行人 限制高消费 限高 冻结 轮候冻结 强制执行 资金紧张 流动性危机 流动性紧张 债务逾期 催收 平仓:0.6 质押风险 被动减持:0.6",
  rights:
    "维权 拉横幅 上访 讨债 讨说法 围堵 聚集:0.5 受害投资人 投资人报案 集体报案 讨要 追讨 追债 讨钱 投诉无门 控诉 曝光 揭露 揭秘:0.6 举报 声讨 索赔 追赃 挽损 难友 维权群",
  regulatory:
    "行政处罚 罚款 处罚 被罚 罚单 责令整改 责令改正 约谈 警示函 监管函 问询函:0.5 关注函:0.5 关注:0 通报批评 公开谴责 谴责 吊销 撤销牌照 违规 监管措施 经营异常 整改:0.5 下架:0.6 黑名单 被列入 警告 违反 暂停业务 停牌:0.4 退市 问责 不合规 非法 未备案:0.6 注销备案:0.6 风险警示 风险提示函:0.6",
  market:
    "信披违规 信息披露违规 资金占用 违规担保 违规减持 关联交易:0.3 虚假记载 隐瞒 误导性陈述 重大遗漏 乱收费 霸王条款 强制搭售 违规放贷 超范围经营 超限额 恶意 违规使用",
  wages: "欠薪 拖欠工资 讨薪 欠发工资 拖欠员工 未发工资 发不出工资 裁员 大裁员 社保断缴 停发工资",
  litigation:
    "起诉 被诉 被告 诉讼 纠纷 仲裁 被起诉 败诉 涉诉 判令 判决 追究:0.6 追责:0.6 赔偿:0.6 官司 侵权 上诉:0.5 诉至:0.7 法院查封",
  distress:
    "亏损 大跌 暴跌 跌停 下滑 下跌:0.5 下调评级 评级下调 下调 负面 恶化 危机 风险事件 风险:0.25 萎缩 腰斩 巨亏 预亏 业绩变脸 辞职:0.3 离职:0.3 减持:0.4 抛售 质疑 丑闻 困境 陷入 遭遇:0.5 缩水 蒸发 闪崩 高管离职 实控人变更:0.3 失败:0.5 终止:0.4 债务 担忧 隐忧 隐患 疑云 存疑 缠身 风波 漏洞 事故 坍塌 计提:0.5 减值:0.6 商誉减值 负债率:0.3 负债:0.4 现金流紧张 断供 断缴 承压 难以为继 举步维艰 叫停",
  dissatisfaction:
    "垃圾 坑爹 太坑 坑 投诉 差评 不靠谱 无良 黑心 恶心 无耻 不作为 态度恶劣 推诿 扯皮 拒不 霸王 不合理 猖狂 气愤 愤怒 无语:0.6 小心:0.5 千万别 千万不要 不要再 谁敢:0.6 呵呵:0.3 后悔 退钱 退款:0.5 扣款:0.6 扣费 乱扣 骚扰 高利息 利息太高 爆通讯录 没人管 怎么办:0.3 还款压力",
};

export interface Term {
  readonly text: string;
  readonly category: Category;
  readonly weight: number;
}

/** Every term once (the graver category wins), without those of weight 0. */
export const LEXICON: readonly Term[] = buildLexicon();

function buildLexicon(): Term[] {
  const terms = new Map<string, Term>();
  for (const category of CATEGORIES) {
    for (const entry of TERMS[category].split(" ")) {
      const [text = "", weight = "1"] = entry.split(":");
      if (Number(weight) > 0 && !terms.has(text)) terms.set(text, { text, category, weight: Number(weight) });
    }
  }
  return [...terms.values()];
}
