import type { Messages } from "#kit/i18n/translate.ts";

export const httpMessages = {
  network: ["连接不上服务", "The service cannot be reached"],
  "network.hint": [
    "页面上的数据停留在上一次更新。请检查网络；恢复后会自动继续。",
    "What you see is the last update. Check the network; work goes on by itself when it is back.",
  ],
  timeout: ["服务没有在规定时间内答复", "The service did not answer in time"],
  "timeout.hint": [
    "请稍后重试；若持续出现，请联系系统管理员。",
    "Try again shortly; if it goes on, tell the system administrator.",
  ],
  unreadable: ["服务的答复无法读取", "The answer of the service cannot be read"],
  "unreadable.hint": [
    "可能正在升级，或被网络设备改写。请刷新页面重试。",
    "It may be upgrading, or a network device rewrote the answer. Reload the page.",
  ],
  refused: ["请求未被接受（{status}）", "The request was not accepted ({status})"],
  "refused.hint": [
    "请重试；若持续出现，请把代码告诉系统管理员。",
    "Try again; if it goes on, give the code to the system administrator.",
  ],
} as const satisfies Messages;
