import {
  NatsServerError
} from "./chunk-BTAXYHPO.mjs";
import {
  Refusal
} from "./chunk-SVEHBE3O.mjs";

// stream/nats-server.ts
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { connect as connectSocket, createServer } from "node:net";
import { join } from "node:path";
var MAX_RESTARTS = 10;
var READY_TIMEOUT_MS = 6e4;
async function createNatsServer(config, deps = {}) {
  await mkdir(config.dir, { recursive: true, mode: 448 });
  await stopOrphan(config.dir, deps);
  const token = await readOrMakeToken(config.dir);
  const port = config.port !== void 0 && config.port > 0 ? config.port : await freePort();
  const configPath = join(config.dir, "nats.conf");
  await writeFile(configPath, makeServerConfig(config, port, token), { mode: 384 });
  let stopping = false;
  let current = await launch();
  let up = Promise.resolve();
  const supervised = supervise();
  const endWithUs = () => void current.child.kill("SIGTERM");
  process.once("exit", endWithUs);
  async function launch() {
    const startedMs = Date.now();
    const output = await open(join(config.dir, "nats.out"), "w");
    const child = spawn(config.binary, ["-c", configPath], {
      detached: true,
      stdio: ["ignore", output.fd, output.fd]
    });
    const running = { child, exited: exitOf(child) };
    await output.close();
    const failed = await Promise.race([running.exited, waitForPort(port).then(() => null)]);
    if (failed !== null) {
      child.kill("SIGKILL");
      if (failed.isMissing) {
        throw new NatsServerError(
          "nats-server-missing",
          `there is no program ${config.binary}: set NATS_SERVER to its path`
        );
      }
      throw new NatsServerError(
        "nats-server-failed",
        `nats-server did not start: ${await lastWords(config.dir)}`
      );
    }
    deps.onEvent?.({ type: "started", pid: child.pid, port, waitMs: Date.now() - startedMs });
    return running;
  }
  async function supervise() {
    while (!stopping) {
      const exit = await current.exited;
      if (stopping) return;
      deps.onEvent?.({ type: "exited", code: exit.code, signal: exit.signal });
      const relaunched = relaunch();
      up = relaunched.then(() => void 0);
      up.catch(() => void 0);
      try {
        current = await relaunched;
      } catch (error) {
        if (!stopping) deps.onEvent?.({ type: "gave-up", error });
        return;
      }
    }
  }
  async function relaunch() {
    for (let attempt = 1; ; attempt++) {
      try {
        const running = await launch();
        if (stopping) running.child.kill("SIGTERM");
        return running;
      } catch (error) {
        if (stopping || attempt >= MAX_RESTARTS) throw error;
        await delay(Math.min(5e3, 100 * 2 ** attempt));
      }
    }
  }
  return {
    url: `127.0.0.1:${port}`,
    token,
    port,
    pid: () => current.child.pid ?? null,
    kill: (signal) => void current.child.kill(signal),
    ready: () => up,
    async stop() {
      stopping = true;
      await up.catch(() => void 0);
      current.child.kill("SIGTERM");
      const timer = setTimeout(() => current.child.kill("SIGKILL"), 5e3);
      await current.exited;
      clearTimeout(timer);
      await supervised;
      process.removeListener("exit", endWithUs);
      await rm(join(config.dir, "nats.pid"), { force: true });
    }
  };
}
function exitOf(child) {
  return new Promise((resolve) => {
    child.once(
      "error",
      (error) => resolve({ code: null, signal: null, isMissing: error.code === "ENOENT" })
    );
    child.once("exit", (code, signal) => resolve({ code, signal, isMissing: false }));
  });
}
function makeServerConfig(config, port, token) {
  const path = (name) => JSON.stringify(join(config.dir, name));
  return `# Written at each start.
listen: "127.0.0.1:${port}"
server_name: "guanlan"
authorization { token: "${token}" }
pid_file: ${path("nats.pid")}
log_file: ${path("nats.log")}
log_size_limit: 10485760
logfile_max_num: 3
max_payload: 4194304
max_pending: 134217728
write_deadline: "10s"
jetstream {
  store_dir: ${path("store")}
  max_memory_store: 67108864
  max_file_store: ${config.maxFileStoreBytes ?? 4 * 1024 ** 3}
  sync_interval: ${config.syncInterval === "always" ? "always" : `"${config.syncInterval ?? "1s"}"`}
}
`;
}
async function readOrMakeToken(dir) {
  const path = join(dir, "token");
  const found = await readFile(path, "utf8").catch(() => "");
  if (/^[0-9a-f]{48}$/.test(found)) return found;
  const token = randomBytes(24).toString("hex");
  await writeFile(path, token, { mode: 384 });
  return token;
}
async function stopOrphan(dir, deps) {
  const pid = Number(await readFile(join(dir, "nats.pid"), "utf8").catch(() => ""));
  if (!Number.isInteger(pid) || pid <= 1) return;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (!command.includes(join(dir, "nats.conf"))) return;
  for (const [signal, waitMs] of [
    ["SIGTERM", 5e3],
    ["SIGKILL", 5e3]
  ]) {
    kill(pid, signal);
    for (let waited = 0; waited < waitMs; waited += 50) {
      if (!kill(pid, 0)) {
        deps.onEvent?.({ type: "orphan-stopped", pid });
        return;
      }
      await delay(50);
    }
  }
  throw new NatsServerError("nats-server-failed", `nats-server ${pid} of an earlier run does not end`);
}
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error.code === "ESRCH") return false;
    throw error;
  }
}
async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
async function waitForPort(port) {
  for (const giveUpAt = Date.now() + READY_TIMEOUT_MS; Date.now() < giveUpAt; await delay(15)) {
    if (await greets(port)) return;
  }
  throw new NatsServerError(
    "nats-server-failed",
    `nats-server does not listen on ${port} after ${READY_TIMEOUT_MS} ms`
  );
}
function greets(port) {
  return new Promise((resolve) => {
    const socket = connectSocket({ port, host: "127.0.0.1" });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1e3, () => finish(false));
    socket.once("error", () => finish(false));
    socket.once("data", (data) => finish(data.toString("latin1").startsWith("INFO ")));
  });
}
async function lastWords(dir) {
  const [out, log] = await Promise.all(
    ["nats.out", "nats.log"].map((name) => readFile(join(dir, name), "utf8").catch(() => ""))
  );
  const lines = `${log}
${out}`.split("\n").filter((line) => /\[(FTL|ERR)\]|nats-server:/.test(line));
  return lines.at(-1)?.trim() ?? "it said nothing";
}
function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// server/modules/ingest/webhook-signature.ts
import { createHmac, timingSafeEqual } from "node:crypto";
var SIGNATURE_WINDOW_SECONDS = 300;
function webhookContext(sourceId) {
  return `source_keys.secret_cipher:${sourceId}`;
}
function signWebhook(secret, timestamp, nonce, body) {
  const head = nonce === void 0 ? `${timestamp}.` : `${timestamp}.${nonce}.`;
  return createHmac("sha256", secret).update(head).update(body).digest("hex");
}
function checkSignatureHeaders(headers, nowMs) {
  const { timestamp, signature } = headers;
  const digest = signature?.replace(/^sha256=/, "").toLowerCase();
  if (timestamp === void 0 || digest === void 0 || !/^[0-9a-f]{64}$/.test(digest))
    throw new Refusal("ingest.signature");
  if (headers.nonce !== void 0 && !/^[\w.-]{8,100}$/.test(headers.nonce))
    throw new Refusal("ingest.signature");
  const atMs = /^\d{10}$/.test(timestamp) ? Number(timestamp) * 1e3 : /^\d{13}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (!(Math.abs(nowMs - atMs) <= SIGNATURE_WINDOW_SECONDS * 1e3)) {
    throw new Refusal("ingest.signature-time", { seconds: SIGNATURE_WINDOW_SECONDS });
  }
  return { timestamp, signature: digest };
}
function matchesSignature(secrets, given, body) {
  const signature = Buffer.from(given.signature, "hex");
  let matches = false;
  for (const secret of secrets) {
    const right = Buffer.from(signWebhook(secret, given.timestamp, given.nonce, body), "hex");
    if (timingSafeEqual(right, signature)) matches = true;
  }
  return matches;
}

export {
  createNatsServer,
  webhookContext,
  signWebhook,
  checkSignatureHeaders,
  matchesSignature
};
//# sourceMappingURL=chunk-DF24PHBG.mjs.map
