import data from "./error.data.json" with { type: "json" };

/**
 * The one catalogue of coded errors (error.data.json, a line each). A code never changes once it was released: other
 * programs read it. Words say what happened; hints say what to do.
 */
export type ErrorCode = keyof typeof data;
export type Language = "zh" | "en";
/** A parameter that is itself words, so that a message is of one language. */
export type Words = { readonly [L in Language]: string };
export type ErrorParams = Readonly<Record<string, string | number | Words>>;

export interface CatalogueEntry {
  /** HTTP status when it reaches the edge. */
  readonly status: number;
  /** What happened. `{name}` is filled from the params. */
  readonly zh: string;
  readonly en: string;
  /** What to do. */
  readonly hintZh: string;
  readonly hintEn: string;
}

export const ERRORS: Readonly<Record<ErrorCode, CatalogueEntry>> = data;

/** The shape of domain/api/common.ts `apiError`, without details and trace. */
export interface CodedMessage {
  readonly code: ErrorCode;
  readonly status: number;
  readonly message: string;
  readonly hint: string;
}

/** The words of a code in one language. A parameter that was not given shows as “—”, never as a brace. */
export function makeError(
  code: ErrorCode,
  params: ErrorParams = {},
  language: Language = "zh",
): CodedMessage {
  const entry = ERRORS[code];
  return {
    code,
    status: entry.status,
    message: fillWords(language === "zh" ? entry.zh : entry.en, params, language),
    hint: fillWords(language === "zh" ? entry.hintZh : entry.hintEn, params, language),
  };
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** Thrown where a refusal has to cross several calls up to an edge that answers it (HTTP, a file row, a socket). */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(makeError(code, params, "en").message, options);
    this.name = "CodedError";
    this.code = code;
    this.params = params;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toMessage(language: Language = "zh"): CodedMessage {
    return makeError(this.code, this.params, language);
  }
}

/** A parameter that was not given shows as “—”. */
export function fillWords(text: string, params: ErrorParams, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? "—";
    return typeof value === "object" ? value[language] : String(value);
  });
}
