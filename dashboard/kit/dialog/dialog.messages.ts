import type { Messages } from "#kit/i18n/translate.ts";

export const dialogMessages = {
  close: ["关闭窗口", "Close"],
  cancel: ["返回不做", "Go back"],
} as const satisfies Messages;
