/**
 * 统一社会信用代码 (unified social credit code), GB 32100-2015: 18 characters of 0-9 A-Z without I O S V Z.
 *
 *     1      registering department     9 = 工商 (market regulator), 1 = 机构编制, 5 = 民政 …
 *     2      class inside it            1 = enterprise, 2 = 个体工商户, 3 = 农民专业合作社 …
 *     3-8    registering division       GB/T 2260, six digits
 *     9-17   subject identification     the organisation code of GB 11714, its ninth is a check character mod 11
 *     18     check character            modulo 31
 */
export interface CreditCode {
  /** Upper case, no spaces: the only form that is stored and compared. */
  readonly code: string;
  readonly department: string;
  readonly category: string;
  /** Six digits of GB/T 2260 as they were at registration; never the responsible district. */
  readonly division: string;
  readonly organisation: string;
}

export type CreditCodeFault = "length" | "alphabet" | "department" | "division" | "check-character";

export type CreditCodeResult =
  | { readonly ok: true; readonly value: CreditCode }
  | { readonly ok: false; readonly reason: CreditCodeFault };

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 32100-2015 table 1 with its later additions: every character of the alphabet that a department may have. */
const DEPARTMENTS = "123456789ANY";

/** Reads a code as people write it: full width, lower case and spaces are accepted, a wrong check character is not. */
export function parseCreditCode(input: string): CreditCodeResult {
  const code = normaliseCreditCode(input);
  if (code.length !== 18) return { ok: false, reason: "length" };
  for (const character of code) if (!ALPHABET.includes(character)) return { ok: false, reason: "alphabet" };
  if (!DEPARTMENTS.includes(code[0] as string)) return { ok: false, reason: "department" };
  const division = code.slice(2, 8);
  if (!/^\d{6}$/.test(division)) return { ok: false, reason: "division" };
  if (code[17] !== makeCheckCharacter(code.slice(0, 17))) return { ok: false, reason: "check-character" };
  return {
    ok: true,
    value: {
      code,
      department: code[0] as string,
      category: code[1] as string,
      division,
      organisation: code.slice(8, 17),
    },
  };
}

export function isCreditCode(input: string): boolean {
  return parseCreditCode(input).ok;
}

/** NFKC, upper case, spaces and hyphens away. Not yet checked. */
export function normaliseCreditCode(input: string): string {
  return input.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
}

/** The 18th character for the first 17. Throws on a character outside the alphabet: that is a caller's bug. */
export function makeCheckCharacter(first17: string): string {
  if (first17.length !== 17)
    throw new RangeError(`a check character needs 17 characters, not ${first17.length}`);
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ordinalOf(first17[i] as string) * (WEIGHTS[i] as number);
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** A whole valid code from its parts; `serial` is the eight characters of the organisation code before its check. */
export function makeCreditCode(division: string, serial: string, department = "9", category = "1"): string {
  const organisation = serial + makeOrganisationCheck(serial);
  const first17 = department + category + division + organisation;
  return first17 + makeCheckCharacter(first17);
}

/** GB 11714-1997: modulo 11 over eight characters, 10 is written X. */
export function makeOrganisationCheck(serial: string): string {
  if (!/^[0-9A-Z]{8}$/.test(serial))
    throw new RangeError("an organisation serial is 8 characters of 0-9 A-Z");
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    sum += ORGANISATION_ALPHABET.indexOf(serial[i] as string) * (ORGANISATION_WEIGHTS[i] as number);
  }
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

function ordinalOf(character: string): number {
  const value = ALPHABET.indexOf(character);
  if (value < 0) throw new RangeError(`character not in the credit code alphabet: ${character}`);
  return value;
}
