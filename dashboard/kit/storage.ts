/** Local storage that may be closed or full (private window, policy): reading gives null, writing reports false. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(`guanlan.${name}`);
  } catch {
    return null;
  }
}

export function writeStored(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(`guanlan.${name}`);
    else localStorage.setItem(`guanlan.${name}`, value);
    return true;
  } catch {
    return false;
  }
}

/** Parses what was stored as JSON; anything unreadable or refused by `accept` gives the fallback. */
export function readStoredJson<T>(name: string, accept: (value: unknown) => value is T, fallback: T): T {
  const text = readStored(name);
  if (text === null) return fallback;
  try {
    const value: unknown = JSON.parse(text);
    return accept(value) ? value : fallback;
  } catch {
    return fallback;
  }
}
