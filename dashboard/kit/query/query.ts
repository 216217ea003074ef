import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";

/**
 * One read of the server that a screen shows.
 * `data` keeps the last good answer while a newer one is asked for, and when it fails: `error` beside `data`
 * means stale, `error` alone means that nothing can be shown.
 */
export interface Query<T> {
  readonly data: Accessor<T | undefined>;
  readonly error: Accessor<HttpError | null>;
  readonly loading: Accessor<boolean>;
  /** When `data` was answered; null before. */
  readonly loadedAt: Accessor<number | null>;
  readonly refetch: () => Promise<void>;
  /** Changes the shown data in place (push messages); the next answer replaces it. */
  readonly mutate: (change: (data: T) => T) => void;
}

export interface QueryOptions<T> {
  /**
   * Asks again so many ms after each answer while the page is visible; 0 (default): never. A function says it by the
   * last answer and its fault, so that what has ended is not asked about for ever.
   */
  readonly everyMs?: number | ((data: T | undefined, error: HttpError | null) => number);
  /** Key that keeps rows and their elements between answers; default "id". */
  readonly rowKey?: string;
  /** Drops the shown data when the key changes, as when another enterprise is opened. */
  readonly fresh?: boolean;
}

/** Reads whenever `key` changes (null: not yet), aborting the read before. */
export function createQuery<K, T extends object>(
  key: Accessor<K | null>,
  load: (key: K, signal: AbortSignal) => Promise<T>,
  options: QueryOptions<T> = {},
): Query<T> {
  const [state, setState] = createStore<{ data: T | undefined }>({ data: undefined });
  const [error, setError] = createSignal<HttpError | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [loadedAt, setLoadedAt] = createSignal<number | null>(null);
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (data: T): void => {
    setState(
      "data",
      reconcile<T | undefined, T | undefined>(data, { key: options.rowKey ?? "id", merge: false }),
    );
  };

  const read = async (present: K): Promise<void> => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    setLoading(true);
    try {
      const data = await load(present, mine.signal);
      if (mine.signal.aborted) return;
      keep(data);
      setLoadedAt(Date.now());
      setError(null);
    } catch (cause) {
      const fault = toHttpError(cause);
      if (mine.signal.aborted || fault.code === "aborted") return;
      setError(fault);
    } finally {
      if (running === mine) {
        running = null;
        setLoading(false);
        if (!mine.signal.aborted) wait();
      }
    }
  };

  const everyMs = (): number =>
    (typeof options.everyMs === "function" ? options.everyMs(state.data, error()) : options.everyMs) ?? 0;
  const again = (): void => {
    if (!document.hidden && running === null) void refetch();
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (everyMs() > 0) timer = setTimeout(again, everyMs());
  };

  const refetch = async (): Promise<void> => {
    const present = key();
    if (present !== null) await read(present);
  };

  createEffect(
    on(
      () => JSON.stringify(key()),
      () => {
        const present = key();
        if (options.fresh === true) {
          setState("data", undefined);
          setError(null);
        }
        if (present === null) running?.abort();
        else void read(present);
      },
    ),
  );

  // A page that comes back asks at once, and goes on from there.
  const onVisible = (): void => {
    if (everyMs() > 0) again();
  };
  document.addEventListener("visibilitychange", onVisible);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisible);
    running?.abort();
  });

  const mutate = (change: (data: T) => T): void => {
    const present = state.data;
    // The plain object: a proxy put back into the store would be kept as one.
    if (present !== undefined) keep(change(unwrap(present)));
  };

  return { data: () => state.data, error, loading, loadedAt, refetch, mutate };
}
