/**
 * Whether a page of this origin may open a socket. A program that is no browser sends none and is let in (its cookie
 * decides); a browser's must name the host that it called, or be listed.
 */
export function isOriginAllowed(
  origin: string | undefined,
  host: string | undefined,
  extra: readonly string[],
): boolean {
  if (origin === undefined || origin === "") return true;
  if (extra.includes(origin)) return true;
  if (host === undefined || host === "") return false;
  let parsed: URL;
  try {
    parsed = new URL(origin);
  } catch {
    return false;
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return false;
  return parsed.host === stripDefaultPort(host.toLowerCase(), parsed.protocol);
}

function stripDefaultPort(host: string, protocol: string): string {
  const port = protocol === "https:" ? ":443" : ":80";
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}
