import type { Words } from "#domain/error";

/** What stands in the way, by the place where reading ends. */
const FAULTS = {
  end: { zh: "内容提前结束", en: "the text ends too early" },
  value: { zh: "应为值", en: "expected a value" },
  key: { zh: "应为带双引号的键名", en: "expected a key in double quotes" },
  colon: { zh: "应为冒号", en: "expected a colon" },
  comma: { zh: "应为逗号或右括号", en: "expected a comma or a closing bracket" },
  escape: { zh: "转义不正确", en: "a bad escape" },
  control: { zh: "文本中有未转义的控制字符", en: "a control character that is not escaped" },
  after: { zh: "有多余内容", en: "something follows the end" },
} as const satisfies Record<string, Words>;
type Fault = keyof typeof FAULTS;

/** Where and why a text that JSON.parse refused breaks, without the parser's own words. */
export function describeJsonFault(text: string): Words {
  const { at, fault } = findFault(text);
  const before = text.slice(0, at).split("\n");
  const line = before.length;
  const character = (before.at(-1) as string).length + 1;
  return {
    zh: `第 ${line} 行第 ${character} 个字符处${FAULTS[fault].zh}`,
    en: `line ${line}, character ${character}: ${FAULTS[fault].en}`,
  };
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true(?!\w)|false(?!\w)|null(?!\w)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON's own rule
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Reads as the grammar says, with the open brackets in a list, so that depth costs no stack. */
function findFault(text: string): { at: number; fault: Fault } {
  const open: string[] = [];
  let at = 0;
  const skip = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length;
  };
  const stop = (fault: Fault) => ({ at, fault: at >= text.length ? "end" : fault }) as const;
  /** null when the string is whole; `at` is at its opening quote. */
  const readString = (): Fault | null => {
    at++;
    for (;;) {
      skip(PLAIN);
      if (text[at] === '"') {
        at++;
        return null;
      }
      if (text[at] !== "\\") return "control";
      if (skip(ESCAPE) === 0) return "escape";
    }
  };
  let expected: "value" | "key" | "next" = "value";
  let mayClose = false;
  for (;;) {
    skip(SPACE);
    const sign = text[at];
    if (expected === "next") {
      const bracket = open.at(-1);
      if (bracket === undefined) return stop("after");
      if (sign === ",") {
        at++;
        expected = bracket === "{" ? "key" : "value";
        mayClose = false;
        continue;
      }
      if (sign !== (bracket === "{" ? "}" : "]")) return stop("comma");
      at++;
      open.pop();
    } else if (mayClose && sign === (expected === "key" ? "}" : "]")) {
      at++;
      open.pop();
      expected = "next";
    } else if (expected === "key") {
      if (sign !== '"') return stop("key");
      const fault = readString();
      if (fault !== null) return stop(fault);
      skip(SPACE);
      if (text[at] !== ":") return stop("colon");
      at++;
      expected = "value";
      mayClose = false;
    } else if (sign === "{" || sign === "[") {
      at++;
      open.push(sign);
      expected = sign === "{" ? "key" : "value";
      mayClose = true;
    } else {
      const fault = sign === '"' ? readString() : skip(SCALAR) > 0 ? null : "value";
      if (fault !== null) return stop(fault);
      expected = "next";
    }
  }
}
