import type { Messages } from "#kit/i18n/translate.ts";

export const stateMessages = {
  loading: ["正在读取…", "Loading…"],
  retry: ["重试读取", "Load again"],
  code: ["代码", "Code"],
  trace: ["跟踪号", "Trace"],
  forbidden: ["您没有查看这里的权限", "You may not see this"],
  "forbidden.hint": [
    "数据按部门和属地分权。需要时请向本单位管理员申请。",
    "Data is split by office and district. Ask your administrator if you need it.",
  ],
  missing: ["没有找到", "Not found"],
  "missing.hint": [
    "可能已合并、已移出您的辖区，或地址有误。",
    "It may have been merged, moved out of your area, or the address is wrong.",
  ],
  stale: [
    "下面是 {time} 的数据，最新一次读取失败：{reason}",
    "What follows is from {time}; the latest reading failed: {reason}",
  ],
  offline: [
    "网络已断开。页面停留在 {time} 的数据，恢复后自动更新。",
    "Offline. The page stays at {time} and goes on by itself when the network is back.",
  ],
} as const satisfies Messages;
