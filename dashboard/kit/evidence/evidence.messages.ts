import type { Messages } from "#kit/i18n/translate.ts";

export const evidenceMessages = {
  none: ["没有留存证据行", "No evidence rows were kept"],
} as const satisfies Messages;
