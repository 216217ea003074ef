import { execFileSync } from "node:child_process";
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A message as the browser at the end would see it, after everything about it was checked. */
export interface Arrived {
  readonly endpoint: string;
  readonly headers: IncomingHttpHeaders;
  readonly payload: unknown;
  readonly jwt: { readonly aud: string; readonly sub: string; readonly exp: number };
}

export interface PushService {
  readonly agent: Agent;
  readonly arrived: Arrived[];
  /** What was wrong with requests that were refused. */
  readonly faults: string[];
  /** Answer for an endpoint instead of taking the message. */
  readonly answers: Map<string, number | "hang" | "break">;
  subscribe(): { endpoint: string; p256dh: string; auth: string };
  stop(): Promise<void>;
}

/**
 * A push service and the browsers behind it on one loopback port: it verifies the VAPID token (RFC 8292) and the
 * browser's end opens the message (RFC 8188 aes128gcm, keys by RFC 8291). Written from the RFCs with Node's own
 * cryptography, so it shares no code with what it tests.
 */
export async function createPushService(vapidPublicKey: string): Promise<PushService> {
  const folder = mkdtempSync(join(tmpdir(), "guanlan-push-"));
  const keyFile = join(folder, "key.pem");
  const certFile = join(folder, "cert.pem");
  const words = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-subj",
    "/CN=localhost",
    "-days",
    "1",
  ];
  const names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", keyFile, "-out", certFile];
  let cert: Buffer;
  let key: Buffer;
  try {
    execFileSync("openssl", [...words, ...names], { stdio: "ignore" });
    cert = readFileSync(certFile);
    key = readFileSync(keyFile);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const server: Server = createServer({ key, cert });
  const browsers = new Map<string, { ecdh: ECDH; auth: Buffer }>();
  const arrived: Arrived[] = [];
  const faults: string[] = [];
  const answers: PushService["answers"] = new Map();
  let origin = "";

  server.on("request", (request, response) => {
    const endpoint = origin + (request.url ?? "");
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const answer = answers.get(endpoint);
      if (answer === "hang") return;
      if (answer === "break") {
        request.socket.destroy();
        return;
      }
      if (typeof answer === "number") {
        response.writeHead(answer).end();
        return;
      }
      const browser = browsers.get(endpoint);
      try {
        if (browser === undefined) throw new Error("no such subscription");
        const jwt = checkVapid(request.headers.authorization ?? "", vapidPublicKey, origin);
        if (request.headers["content-encoding"] !== "aes128gcm") throw new Error("content-encoding");
        if (!/^\d+$/.test(request.headers.ttl as string)) throw new Error("ttl");
        if (!/^[\w-]{1,32}$/.test(String(request.headers.topic))) throw new Error("topic");
        const body = Buffer.concat(parts);
        if (body.length > 4096) throw new Error("payload too large");
        const payload = JSON.parse(openMessage(body, browser.ecdh, browser.auth).toString());
        arrived.push({ endpoint, headers: request.headers, payload, jwt });
        response.writeHead(201).end();
      } catch (error) {
        faults.push((error as Error).message);
        response.writeHead(400).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;

  return {
    agent: new Agent({ ca: cert }),
    arrived,
    faults,
    answers,
    subscribe() {
      const ecdh = createECDH("prime256v1");
      const auth = randomBytes(16);
      const endpoint = `${origin}/push/${randomBytes(16).toString("base64url")}`;
      const p256dh = ecdh.generateKeys().toString("base64url");
      browsers.set(endpoint, { ecdh, auth });
      return { endpoint, p256dh, auth: auth.toString("base64url") };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `vapid t=<JWT by ES256>, k=<public key>`: the right key signed it, for this service, and not for long. */
function checkVapid(authorization: string, publicKey: string, audience: string): Arrived["jwt"] {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization);
  if (match === null) throw new Error("authorization is no vapid");
  const [, head, claims, signature, key] = match as unknown as [string, string, string, string, string];
  if (key !== publicKey) throw new Error("a foreign application server key");
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const verifier = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" as const };
  if (!verify("sha256", Buffer.from(`${head}.${claims}`), verifier, Buffer.from(signature, "base64url"))) {
    throw new Error("the token's signature is wrong");
  }
  const { alg } = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg: string };
  if (alg !== "ES256") throw new Error(`alg ${alg}`);
  const jwt = JSON.parse(Buffer.from(claims, "base64url").toString()) as Arrived["jwt"];
  const seconds = Date.now() / 1000;
  if (jwt.aud !== audience) throw new Error(`aud ${jwt.aud}`);
  if (!(jwt.exp > seconds && jwt.exp <= seconds + 86_400)) throw new Error("exp");
  if (!/^(mailto:|https:)/.test(jwt.sub)) throw new Error("sub");
  return jwt;
}

/** RFC 8188 header: salt (16), record size (4), key id length (1), key id = the sender's public key (65). */
function openMessage(body: Buffer, browser: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] as number));
  const sealed = body.subarray(21 + senderKey.length);
  const shared = browser.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), senderKey]);
  const input = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: nonce\0", 12));
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // One record: the delimiter 2, then zeros.
  let end = plain.length - 1;
  while (plain[end] === 0) end--;
  if (plain[end] !== 2) throw new Error("padding");
  return plain.subarray(0, end);
}
