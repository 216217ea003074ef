import { BlockList, isIP } from "node:net";

/** Whose X-Forwarded-* headers are believed: nobody's, everybody's, or those of addresses and networks (CIDR). */
export type TrustedProxies = boolean | readonly string[];

export function makeProxyTrust(trusted: TrustedProxies): (address: string) => boolean {
  if (typeof trusted === "boolean") return () => trusted;
  const list = new BlockList();
  for (const entry of trusted) {
    const [address, bits] = entry.split("/") as [string, string | undefined];
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
  };
}

/** 127.0.0.1 for ::ffff:127.0.0.1, and for its long form as uWebSockets.js writes it. */
export function plainAddress(text: string): string {
  const match = /^(?:0{0,4}:){5}ffff:(.+)$/i.exec(text) ?? /^::ffff:(.+)$/i.exec(text);
  if (match === null) return text;
  const tail = match[1] as string;
  if (tail.includes(".")) return tail;
  const words = tail.split(":").map((word) => Number.parseInt(word, 16));
  if (words.length !== 2) return text;
  const [high, low] = words as [number, number];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

export interface Forwarded {
  readonly "x-forwarded-for": string;
  readonly "x-forwarded-proto": string;
  readonly "x-forwarded-host": string;
  readonly "x-forwarded-prefix": string;
}

/** The forwarding headers for the program behind: what a trusted proxy said is kept and extended, else replaced. */
export function makeForwarded(
  peer: {
    readonly address: string;
    readonly tls: boolean;
    readonly basePath: string;
    readonly trusted: boolean;
  },
  headers: ReadonlyMap<string, string> | { get(name: string): string | undefined },
): Forwarded {
  const given = (name: string): string | undefined => (peer.trusted ? headers.get(name) : undefined);
  const chain = given("x-forwarded-for");
  return {
    "x-forwarded-for": chain === undefined ? peer.address : `${chain}, ${peer.address}`,
    "x-forwarded-proto": given("x-forwarded-proto") ?? (peer.tls ? "https" : "http"),
    "x-forwarded-host": given("x-forwarded-host") ?? headers.get("host") ?? "",
    "x-forwarded-prefix": given("x-forwarded-prefix") ?? peer.basePath,
  };
}

/** The path inside the program: "/guanlan/api/me" is "/api/me" under the base "/guanlan/". Others stay. */
export function stripBase(url: string, basePath: string): string {
  if (basePath === "/" || !url.startsWith(basePath)) return url;
  return url.slice(basePath.length - 1);
}
