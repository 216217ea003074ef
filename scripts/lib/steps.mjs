import { exitWith } from "./errors.mjs";
import { stopChildren } from "./run.mjs";

/**
 * One line a step, with the time since the start and the step's own: `[  12.3 s] packages: 412 installed (8.1 s)`.
 * A long step says how far it is: in place on a terminal, else as a line every ten seconds.
 */
export function createSteps(stream = process.stdout) {
  const startedMs = Date.now();
  const running = new Map();
  const live = stream.isTTY === true;
  let lastLineMs = Date.now();
  const timer = setInterval(showRunning, live ? 200 : 1000);
  timer.unref();

  const stop = (signal, code) => {
    clearLine();
    stopChildren(signal);
    process.exit(code);
  };
  const onInt = () => stop("SIGINT", 130);
  const onTerm = () => stop("SIGTERM", 143);
  process.once("SIGINT", onInt);
  process.once("SIGTERM", onTerm);

  async function step(name, work) {
    const state = { startedMs: Date.now(), progress: "" };
    running.set(name, state);
    try {
      const result = await work((progress) => {
        state.progress = progress;
      });
      say(
        `${name}: ${typeof result === "string" ? result : (result?.summary ?? "done")} (${seconds(state.startedMs)} s)`,
      );
      return result;
    } catch (error) {
      say(`${name}: failed (${seconds(state.startedMs)} s)`);
      throw error;
    } finally {
      running.delete(name);
    }
  }

  function say(text) {
    clearLine();
    lastLineMs = Date.now();
    stream.write(`[${seconds(startedMs).padStart(6)} s] ${text}\n`);
  }

  function showRunning() {
    if (running.size === 0) return;
    const parts = [...running].map(([name, { startedMs: since, progress }]) =>
      [name, progress, `${Math.round((Date.now() - since) / 1000)} s`]
        .filter((part) => part !== "")
        .join(" "),
    );
    if (live) {
      clearLine();
      stream.write(`  … ${parts.join(" · ")}`.slice(0, (stream.columns ?? 100) - 1));
    } else if (Date.now() - lastLineMs >= 10_000) {
      say(`… ${parts.join(" · ")}`);
    }
  }

  function clearLine() {
    if (live) stream.write("\r\x1b[K");
  }

  return {
    step,
    say,
    /** The script's work is over, or another part of the program takes the signals over. */
    end() {
      clearLine();
      clearInterval(timer);
      process.removeListener("SIGINT", onInt);
      process.removeListener("SIGTERM", onTerm);
    },
    async fail(error) {
      clearLine();
      clearInterval(timer);
      stopChildren();
      exitWith(error);
    },
  };
}

function seconds(sinceMs) {
  return ((Date.now() - sinceMs) / 1000).toFixed(1);
}
