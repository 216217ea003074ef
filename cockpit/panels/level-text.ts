import { LEVELS, type Level } from "#domain/level";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { levelFullWord, levelWord } from "#kit/level/level-style.ts";
import { wallMessages } from "../wall.messages.ts";

const t = makeTranslator(wallMessages);

/** “橙色及以上”; the highest level has nothing above it. */
export function fromLevelText(level: Level): string {
  return level === LEVELS[LEVELS.length - 1]
    ? levelFullWord(level)
    : t("latest.level", { level: levelWord(level) });
}
