import { ScriptError } from "./errors.mjs";

/** `--name value`, `--name=value` and `--flag`, by a table of { name: "value" | "flag" }; the rest is positional. */
export function parseArgs(argv, table) {
  const options = {};
  const rest = [];
  for (let i = 0; i < argv.length; i++) {
    const match = /^--([a-z][\w-]*)(?:=(.*))?$/.exec(argv[i]);
    if (match === null) {
      rest.push(argv[i]);
      continue;
    }
    const [, name, inline] = match;
    if (table[name] === undefined) {
      throw new ScriptError(
        "unknown-flag",
        `--${name} is not known`,
        `Known: ${Object.keys(table)
          .map((known) => `--${known}`)
          .join(" ")}`,
      );
    }
    if (table[name] === "flag") options[name] = true;
    else {
      const value = inline ?? argv[++i];
      if (value === undefined) throw new ScriptError("flag-without-value", `--${name} needs a value`);
      options[name] = value;
    }
  }
  return { options, rest };
}
