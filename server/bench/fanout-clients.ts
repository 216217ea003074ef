import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ClientsReady,
  type ClientsRound,
  type FanoutPlan,
  nowMicros,
  readBody,
  TOPIC,
} from "#server/bench/fanout-wire";

/**
 * The clients of one server in a process of their own. A WebSocket library costs more than the server under test, so
 * frames are read by hand: every client checks the sequence of every frame, and every 50th decodes all bodies and
 * measures how long after its due moment each arrived.
 */
export async function runFanoutClients(port: number, plan: FanoutPlan): Promise<void> {
  const clients: Client[] = [];
  for (let i = 0; i < plan.clients; i++) {
    clients.push(await openClient(port, plan.bytes, i % 50 === 0));
  }
  process.send?.({ type: "connected" } satisfies ClientsReady);
  process.on("message", (ask: { expect: number }) => void count(clients, ask.expect));
  // The caller ends the process when this returns: it stays until the bench lets go.
  await new Promise<void>((resolve) => process.once("disconnect", resolve));
}

/** Counts the round once every client has read up to `expect`, or after 20 s without that. */
async function count(clients: readonly Client[], expect: number): Promise<void> {
  for (let tries = 0; tries < 1000 && clients.some((client) => client.last < expect); tries++)
    await sleep(20);
  const round = { delivered: 0, missing: 0, repeated: 0, decoded: 0, wrong: 0, lastMicros: 0 };
  const latenciesMs: number[] = [];
  for (const client of clients) {
    round.delivered += client.delivered;
    round.repeated += client.repeated;
    round.missing += client.missing + Math.max(0, expect - client.last);
    round.decoded += client.decoded;
    round.wrong += client.wrong;
    round.lastMicros = Math.max(round.lastMicros, client.lastMicros);
    latenciesMs.push(...client.latenciesMs);
    Object.assign(client, { delivered: 0, missing: 0, repeated: 0, decoded: 0, wrong: 0, latenciesMs: [] });
  }
  process.send?.({ type: "counted", ...round, latenciesMs } satisfies ClientsRound);
}

interface Client {
  delivered: number;
  missing: number;
  repeated: number;
  decoded: number;
  wrong: number;
  latenciesMs: number[];
  last: number;
  lastMicros: number;
}

/** `["events.310000",` */
const PREFIX = `["${TOPIC}",`.length;
const COMMA = 44;
const BRACKET = 91;

function openClient(port: number, bytes: number, decodes: boolean): Promise<Client> {
  const client: Client = {
    delivered: 0,
    missing: 0,
    repeated: 0,
    decoded: 0,
    wrong: 0,
    latenciesMs: [],
    last: 0,
    lastMicros: 0,
  };
  return new Promise((resolve, reject) => {
    let upgraded = false;
    // Bytes of an unfinished frame; empty most of the time.
    let rest: Buffer = Buffer.alloc(0);
    const socket = connect({
      port,
      host: "127.0.0.1",
      onread: {
        buffer: () => shared,
        callback(length, buffer) {
          let chunk = (buffer as Buffer).subarray(0, length);
          if (rest.length > 0) chunk = Buffer.concat([rest, chunk]);
          if (!upgraded) {
            const end = chunk.indexOf("\r\n\r\n");
            if (end < 0) {
              rest = Buffer.from(chunk);
              return true;
            }
            if (!chunk.subarray(0, 12).toString().endsWith("101")) {
              reject(new Error(`no upgrade: ${chunk.subarray(0, end).toString()}`));
              return false;
            }
            upgraded = true;
            chunk = chunk.subarray(end + 4);
            sendText(socket, JSON.stringify({ t: "subscribe", since: { [TOPIC]: null } }));
            setImmediate(() => resolve(client));
          }
          const used = readFrames(chunk, (opcode, payload) => {
            if (opcode === 9) sendFrame(socket, 10, payload);
            else if (opcode === 1 && payload[0] === BRACKET) take(client, payload, bytes, decodes);
          });
          rest = used === chunk.length ? EMPTY : Buffer.from(chunk.subarray(used));
          return true;
        },
      },
    });
    socket.on("connect", () => {
      socket.write(
        `GET /feed HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: bench=1\r\n\r\n",
      );
    });
    socket.on("error", reject);
    socket.on("close", () => {
      client.wrong++;
    });
  });
}

const shared = Buffer.allocUnsafe(256 << 10);
const EMPTY = Buffer.alloc(0);

/** Whole frames of the chunk, in order; returns how many bytes they took. */
function readFrames(chunk: Buffer, each: (opcode: number, payload: Buffer) => void): number {
  let at = 0;
  while (at + 2 <= chunk.length) {
    let size = (chunk[at + 1] as number) & 127;
    let start = at + 2;
    if (size === 126) {
      if (at + 4 > chunk.length) break;
      size = chunk.readUInt16BE(at + 2);
      start = at + 4;
    } else if (size === 127) {
      if (at + 10 > chunk.length) break;
      size = Number(chunk.readBigUInt64BE(at + 2));
      start = at + 10;
    }
    if (start + size > chunk.length) break;
    each((chunk[at] as number) & 15, chunk.subarray(start, start + size));
    at = start + size;
  }
  return at;
}

function take(client: Client, payload: Buffer, bytes: number, decodes: boolean): void {
  let at = PREFIX;
  let first = 0;
  for (; payload[at] !== COMMA; at++) first = first * 10 + (payload[at] as number) - 48;
  do at++;
  while (payload[at] !== COMMA);
  // What is left is `,[` bodies of one known size with commas between `]]`.
  const count = (payload.length - at - 4 + 1) / (bytes + 1);
  if (first > client.last + 1) client.missing += first - client.last - 1;
  if (first <= client.last) client.repeated += Math.min(count, client.last - first + 1);
  client.last = Math.max(client.last, first + count - 1);
  client.delivered += count;
  client.lastMicros = nowMicros();
  if (!Number.isInteger(count)) client.wrong++;
  if (!decodes) return;
  const bodies = (JSON.parse(payload.toString()) as [string, number, number, unknown[]])[3];
  const now = nowMicros();
  if (bodies.length !== count) client.wrong++;
  for (const [i, body] of bodies.entries()) {
    const { seq, dueMicros } = readBody(body);
    if (seq !== first + i) client.wrong++;
    client.decoded++;
    client.latenciesMs.push((now - dueMicros) / 1000);
  }
}

function sendText(socket: Socket, text: string): void {
  sendFrame(socket, 1, Buffer.from(text));
}

/** Masked with zeros: allowed, and the payload stays as it is. Control frames and ours are short. */
function sendFrame(socket: Socket, opcode: number, payload: Buffer): void {
  if (payload.length > 125) throw new RangeError("short frames only");
  socket.write(Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
}
