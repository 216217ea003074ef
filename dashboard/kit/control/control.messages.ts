import type { Messages } from "#kit/i18n/translate.ts";

export const controlMessages = {
  copy: ["复制 {text}", "Copy {text}"],
  copied: ["已复制 {text}", "Copied {text}"],
  "copy.refused": ["浏览器不允许复制，请手动选择", "The browser refuses to copy; select it by hand"],
  remove: ["去掉筛选：{name}", "Remove filter: {name}"],
  clear: ["清除全部筛选", "Clear all filters"],
  simulated: ["模拟数据", "Simulated data"],
  "simulated.short": ["模拟", "Sim"],
  "simulated.hint": ["由模拟器产生，不是真实企业", "Made by the simulator; not a real enterprise"],
  provisional: ["暂定", "Provisional"],
  "provisional.hint": [
    "名称尚未匹配到登记企业，可合并到已知企业",
    "The name matches no registered enterprise yet; it can be merged into a known one",
  ],
  first: ["回到第一页", "First page"],
  previous: ["上一页", "Previous page"],
  next: ["下一页", "Next page"],
  page: ["第 {n} 页", "Page {n}"],
  total: ["共 {n} 条", "{n} in all"],
} as const satisfies Messages;
