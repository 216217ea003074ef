import type { PaletteFault } from "#domain/palette";
import type { ConfigFault } from "#domain/score-config";
import { formatExact } from "#kit/format/number.ts";
import { lookUp, makeTranslator } from "#kit/i18n/translate.ts";
import { levelWord } from "#kit/level/level-style.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);

/** What is wrong, in words. */
export function faultWords(fault: ConfigFault): string {
  return lookUp(scoreConfigMessages, `fault.${fault.code}`);
}

/** What colours are warned of, in words. */
export function warningWords(fault: PaletteFault): string {
  const theme = t(`theme.${fault.theme}`);
  if (fault.code === "alike")
    return t("warning.alike", {
      theme,
      sight: t(`sight.${fault.sight}`),
      lower: levelWord(fault.lower),
      upper: levelWord(fault.upper),
      distance: formatExact(fault.distance, 1),
    });
  return t("warning.faint", { theme, level: levelWord(fault.level) });
}
