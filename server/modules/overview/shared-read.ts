/** Runs `read`, or joins the run for the same key that is under way. */
export type SharedRead<T> = (key: string, read: () => Promise<T>) => Promise<T>;

/**
 * Fifty screens that ask for the same picture at the same moment (after a reconnect, on the full minute) get one. Nothing
 * is kept: an answer is at most as old as one run takes.
 */
export function createSharedRead<T>(): SharedRead<T> {
  const running = new Map<string, Promise<T>>();
  return (key, read) => {
    const joined = running.get(key);
    if (joined !== undefined) return joined;
    const run = read().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}
