import { textWidth } from "#kit/geo/labels.ts";

/** A text that is too long, up to its last clause that fits; whole when it fits or has no clause to end at. */
export function cutClause(text: string, room: number): string {
  if (textWidth(text, 1) <= room) return text;
  let end = 0;
  let width = 0;
  let at = 0;
  let depth = 0;
  for (const character of text) {
    width += textWidth(character, 1);
    if (width > room - 1) break;
    // Before a bracket, never inside of one.
    if (depth === 0 && /[，；：。（,;:(]/.test(character)) end = at;
    if (/[（(]/.test(character)) depth += 1;
    if (/[）)]/.test(character)) depth = Math.max(0, depth - 1);
    at += character.length;
  }
  // Half a line is worth more than a clause that says nothing.
  return end > 6 && end >= text.length * 0.3 ? `${text.slice(0, end).trimEnd()}…` : text;
}
