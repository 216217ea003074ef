/**
 * Words that change what a term beside them means. Each list is one role:
 * - negator: in front of a term in the same clause: 未、没有、不存在跑路.
 * - exception: words that only look like a negator: 未来, 无锡, 没收.
 * - refuter: makes a claim in its sentence a rumour: 系谣言, 不实, 辟谣, 否认.
 * - warning: general teaching in front of terms of its sentence: 谨防, 提醒, 如何识别; says nothing of a firm unless
 *   it is named in the same clause.
 * - hearsay: nobody knows yet: 网传, 听说, 真的假的.
 * - conditional: 如果, 一旦, 可能.
 * - remedy: what was bad is over: 已全部兑付, 撤诉, 已解决.
 * - organisation: the end of another firm's name.
 */
export const CUES = {
  negator:
    "未 没有 没 不存在 并无 无 不会 不是 并未 未曾 从未 从不 绝无 绝不 不涉及 未涉及 未发现 未出现 未发生 无任何 没有任何 不属于 并非 免于 避免 防止 杜绝 远离 防范 防控 抵制 打击 整治 严打 不得 不可 禁止 严禁 不再 无需 排除 化解 打破 破除",
  exception:
    "未来 未经 未央 未婚 未知 未必 未免 未尝 无锡 无法 无力 无良 无证 无牌 无视 无数 无奈 无论 无疑 无辜 无耻 无门 无果 无人 无语 无照 无资质 没收 没落 没完 没人 没钱 没有资质 没有牌照 没有许可 没有备案 没有取得 没办法 没有办法 不是一次 不是第一次 没有想到 没想到 未取得 未获得 未获 未批准 未按 未能 未兑付 未备案 未履行 未披露",
  refuter:
    "谣言 造谣 辟谣 不实 否认 误传 不属实 子虚乌有 失实 假消息 谣传 澄清 纯属虚构 与事实不符 并不属实 不予置评",
  warning:
    "谨防 警惕 提醒 如何识别 如何辨别 怎样识别 风险提示 温馨提示 以案说法 宣传月 宣传教育 宣传活动 防范非法集资 反诈 反诈骗 防骗 普法 知识讲座 投资者教育 小课堂 识别方法 什么是 教你 常见手法 举报奖励 专项整治 专项行动 开展打击 座谈会 培训会 主题活动 联合开展",
  hearsay: "网传 听说 据传 传言 传闻 真的假的 求证 未证实 没有证实 没证实 没有官方通报 小道消息 据说",
  conditional: "如果 一旦 假如 若 倘若 万一 假设 是否",
  remedy:
    "已全部兑付 全部兑付 已兑付 如期兑付 按期兑付 兑付完毕 足额兑付 撤诉 撤回起诉 已解决 已妥善 和解 已还清 已退还 已恢复 不予立案 不起诉 撤销案件 解除冻结 解除限制 移出经营异常 已结清",
  organisation:
    "有限公司 集团 银行 证券 基金 保险 信托 财富 金服 控股 股份 资本 金融 租赁 典当 担保 小贷 保理 期货 科技",
} as const;
export type Cue = keyof typeof CUES;

/** Words of an offer of return, apart from its numbers. Weight 0–1: how far the word alone promises. */
export const GUARANTEES: Readonly<Record<string, number>> = {
  保本保息: 1,
  保本保收益: 1,
  保本付息: 0.9,
  本息保障: 0.9,
  本金保障: 0.7,
  保本: 0.7,
  保息: 0.7,
  保底: 0.5,
  刚性兑付: 0.9,
  刚兑: 0.8,
  稳赚不赔: 1,
  稳赚: 0.9,
  只赚不赔: 1,
  包赚: 1,
  零风险: 0.9,
  "0风险": 0.9,
  无风险: 0.7,
  保证收益: 0.9,
  承诺收益: 0.9,
  固定回报: 0.8,
  固定返利: 0.8,
  还本付息: 0.5,
  到期返本: 0.8,
  承诺回购: 0.8,
  高额回报: 0.8,
  高额返利: 0.9,
  高额利息: 0.7,
  高额分红: 0.7,
  躺赚: 0.8,
  日返: 0.8,
  天天返: 0.8,
  返利: 0.4,
  静态收益: 0.7,
  一夜暴富: 0.7,
  高收益: 0.4,
  翻倍: 0.5,
  养老返利: 0.9,
  消费返利: 0.6,
  预存返现: 0.6,
  拉人返佣: 0.8,
};

/** Words beside which a rate may stand. */
export const RATE_ANCHORS = [
  "年化",
  "年收益",
  "年利率",
  "年息",
  "年回报",
  "年利息",
  "年利",
  "月息",
  "月收益",
  "月利率",
  "月利息",
  "月利",
  "月回报",
  "月返",
  "月化",
  "日息",
  "日收益",
  "日利率",
  "日返",
  "日利息",
  "日化",
  "每日返",
  "每天返",
  "每月返",
  "每天收益",
  "每日收益",
  "每月收益",
  "每年收益",
  "周收益",
  "周息",
  "收益率",
  "回报率",
  "利率",
  "利息",
  "收益",
  "回报",
  "分红",
] as const;
