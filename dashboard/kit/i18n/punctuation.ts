import { language } from "#kit/i18n/translate.ts";

/** 橙色、红色 · orange, red */
export function joinWords(words: readonly string[]): string {
  return words.join(language() === "en" ? ", " : "、");
}

/** 等级：橙色 · Level: orange */
export function labelled(label: string, value: string): string {
  return language() === "en" ? `${label}: ${value}` : `${label}：${value}`;
}

/** （代码） · (code) */
export function inBrackets(text: string): string {
  return language() === "en" ? ` (${text})` : `（${text}）`;
}
