import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { z } from "zod";
import type { whatIfAnswer } from "#domain/api/rescore";
import { type ConfigContent, compareContents } from "#domain/score-config";
import { postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";

export type WhatIf = z.infer<typeof whatIfAnswer>;
export type Scored = Pick<ConfigContent, "weights" | "levels">;

export interface WhatIfState {
  /** The last answer; `fresh` says whether it is of what is on the controls now. */
  readonly answer: Accessor<WhatIf | null>;
  readonly fresh: Accessor<boolean>;
  readonly running: Accessor<boolean>;
  readonly error: Accessor<HttpError | null>;
  readonly again: () => void;
}

/** What moves scores or levels; colours and words do not. */
export function isScoring(path: string): boolean {
  return path.startsWith("weights") || path.startsWith("levels");
}

/** What is to be asked of the server if this came into force; null when only colours or words differ. */
export function scoredIfMoved(active: ConfigContent, next: ConfigContent): Scored | null {
  const moved = compareContents(active, next).some(({ path }) => isScoring(path));
  return moved ? { weights: next.weights, levels: next.levels } : null;
}

/** A hand that drags is waited for. */
const SETTLE_MS = 600;

/** What a change would do to the levels of all enterprises, asked for when the hand rests. null: nothing to ask. */
export function createWhatIf(scored: Accessor<Scored | null>): WhatIfState {
  const [answer, setAnswer] = createSignal<WhatIf | null>(null);
  const [answered, setAnswered] = createSignal("");
  const [running, setRunning] = createSignal(false);
  const [error, setError] = createSignal<HttpError | null>(null);
  const key = (): string => JSON.stringify(scored());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | null = null;

  const ask = async (): Promise<void> => {
    const body = scored();
    const asked = key();
    request?.abort();
    if (body === null) return;
    const mine = new AbortController();
    request = mine;
    setRunning(true);
    setError(null);
    try {
      const found = await postJson<WhatIf>("api/score-configs/what-if", body, { signal: mine.signal });
      if (mine.signal.aborted) return;
      setAnswer(found);
      setAnswered(asked);
    } catch (cause) {
      const fault = toHttpError(cause);
      if (!mine.signal.aborted && fault.code !== "aborted") setError(fault);
    } finally {
      if (request === mine) {
        request = null;
        setRunning(false);
      }
    }
  };
  createEffect(
    on(key, (now) => {
      clearTimeout(timer);
      setError(null);
      if (now === "null") {
        request?.abort();
        setAnswer(null);
        setAnswered("");
      } else if (now !== answered()) timer = setTimeout(() => void ask(), SETTLE_MS);
    }),
  );
  onCleanup(() => {
    clearTimeout(timer);
    request?.abort();
  });
  return {
    answer,
    fresh: () => answered() === key(),
    running,
    error,
    again: () => void ask(),
  };
}
