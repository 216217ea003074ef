import type { Messages } from "#kit/i18n/translate.ts";

export const tableMessages = {
  "tick.all": ["选择本页全部", "Select all on this page"],
  tick: ["选择 {name}", "Select {name}"],
  "keys.down": ["下一行", "Next row"],
  "keys.up": ["上一行", "Previous row"],
  "keys.open": ["打开所在行", "Open the row"],
  "keys.tick": ["选择所在行", "Select the row"],
  columns: ["选择列", "Columns"],
} as const satisfies Messages;
