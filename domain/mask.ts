import { splitName } from "#domain/name";
import type { GuardedField } from "#domain/permission";

/**
 * Masking. A value is masked on the server before it leaves, never in the screen. What stays visible is just enough
 * to tell two rows apart; the length of what is hidden is not kept where it would give the value away.
 */
const HIDDEN = "＊";

/** 张三 -> 张＊, 欧阳锋 -> 欧＊＊: the first character stays (GB/T 37964-2019, masking). Latin: J＊. */
export function maskPersonName(name: string): string {
  const characters = [...name.trim()];
  if (characters.length === 0) return "";
  if (/^[\p{Script=Latin}\s.'-]+$/u.test(name)) return `${characters[0]}${HIDDEN}`;
  return `${characters[0]}${HIDDEN.repeat(Math.min(characters.length - 1, 2) || 1)}`;
}

/** 13812345678 -> 138****5678; shorter or foreign numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, "");
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(7)}`;
  return digits.length < 5 ? "****" : `****${digits.slice(-2)}`;
}

/** Only the last four of an account, whatever its length. */
export function maskAccount(account: string): string {
  const text = account.replace(/\s/g, "");
  return text.length < 8 ? "****" : `**** ${text.slice(-4)}`;
}

/** 居民身份证: the first three and the last character. Any other paper: its last two characters. */
export function maskPersonId(id: string): string {
  const text = id.trim();
  if (/^\d{17}[\dXx]$/.test(text)) return `${text.slice(0, 3)}**************${text.slice(-1)}`;
  return text.length < 6 ? "****" : `****${text.slice(-2)}`;
}

/** What stands in the place of a field that has no shape of its own (an informant, a clue of the police). */
export function maskText(text: string): string {
  return text === "" ? "" : "（已脱敏）";
}

const BY_FIELD: Readonly<Record<GuardedField, (value: string) => string>> = {
  informant: maskPersonName,
  "police-clue": maskText,
  account: maskAccount,
  phone: maskPhone,
  "person-id": maskPersonId,
};

/** The value as this user may see it. */
export function showField(field: GuardedField, value: string | null, mayIt: boolean): string | null {
  if (value === null || mayIt) return value;
  return BY_FIELD[field](value);
}

/**
 * 参观模式: visitors stand before the wall. The 字号 is hidden and region, trade and form stay, so that a row can
 * still be read as a kind of firm: 上海星河财富管理有限公司 -> 上海＊＊财富管理有限公司.
 */
export function maskEnterpriseName(name: string): string {
  const parts = splitName(name);
  const hidden = HIDDEN.repeat(2);
  return `${parts.region}${hidden}${parts.trade}${parts.form}`;
}
