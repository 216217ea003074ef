/** A fault that the user can do something about: printed as `code: message`, without a stack. */
export class ScriptError extends Error {
  constructor(code, message, hint = "") {
    super(message);
    this.name = "ScriptError";
    this.code = code;
    this.hint = hint;
  }
}

/** The one place where a script ends badly. */
export function exitWith(error) {
  if (error instanceof ScriptError) {
    process.stderr.write(`\n${error.code}: ${error.message}\n${error.hint === "" ? "" : `${error.hint}\n`}`);
  } else {
    process.stderr.write(`\n${error?.stack ?? error}\n`);
  }
  process.exit(1);
}
