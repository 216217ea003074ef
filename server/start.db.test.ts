import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findNatsServer } from "#stream/testing/nats";

/** The program as `npm start` runs it, with a temporary folder of its own: what a failed start leaves is seen. */
const root = fileURLToPath(new URL("../", import.meta.url));
const program = join(root, "dist", "tmp", `start-${process.pid}.mjs`);
let folder: string;

beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: ["server/main.ts"],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "guanlan-start-"));
  // Open to the account that runs PostgreSQL when we are root.
  await chmod(folder, 0o755);
  await mkdir(join(folder, "tmp"));
  return () => rm(folder, { recursive: true, force: true });
});
afterAll(() => rm(program, { force: true }));

async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      TMPDIR: join(folder, "tmp"),
      VAR_DIR: join(folder, "var"),
      PORT: "0",
      CITY: "none",
      NATS_SERVER: findNatsServer(),
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, said, left: await readdir(join(folder, "tmp")) };
}

async function expectRefusal(env: Record<string, string>, words: RegExp): Promise<string> {
  const { code, said, left } = await start(env);
  expect(said).toMatch(words);
  expect(said).not.toMatch(/\n\s+at |node:internal/);
  expect({ code, left }).toEqual({ code: 1, left: [] });
  return said;
}

test("what can be seen before the start is told at once, a line each", async () => {
  const cert = join(folder, "cert.pem");
  await writeFile(cert, "no certificate\n");
  const said = await expectRefusal(
    {
      MASTER_KEY: "geheim",
      DATABASE_URL: "somewhere",
      NATS_URL: "http://[",
      PUBLIC_URL: "guanlan",
      VAR_DIR: join(cert, "var"),
      TLS_CERT: cert,
      TLS_KEY: join(folder, "key.pem"),
    },
    /^config\.invalid: /,
  );
  for (const name of [
    "MASTER_KEY",
    "DATABASE_URL",
    "NATS_URL",
    "PUBLIC_URL",
    "VAR_DIR",
    "TLS_CERT",
    "TLS_KEY",
  ])
    expect(said.match(new RegExp(`^  ${name}\\b.*$`, "gm")), name).toHaveLength(1);
  expect(said).not.toContain("geheim");
});

test("a database that does not answer is named without its password", async () => {
  const url = "postgres://guanlan:geheim@127.0.0.1:1/guanlan";
  const said = await expectRefusal(
    { DATABASE_URL: url, NATS_URL: "127.0.0.1:1" },
    /^store\.unreachable: .*127\.0\.0\.1:1.*DATABASE_URL.*\n$/,
  );
  expect(said).not.toContain("geheim");
});

test("a child that cannot start takes the other with it", async () => {
  await expectRefusal({ NATS_SERVER: "/nowhere/nats-server" }, /^nats-server-missing: .*\n$/);
});

test("a database folder without its password file says what is missing", async () => {
  await mkdir(join(folder, "var", "pg"), { recursive: true });
  await writeFile(join(folder, "var", "pg", "PG_VERSION"), "18\n");
  await expectRefusal({}, /^store\.embedded-(?:password|version): .*\n$/);
});

test("a data folder that cannot be used is named", async () => {
  // By its mode root may write in /proc, and learns when it tries that nobody can.
  const words =
    process.getuid?.() === 0
      ? /^start\.data-folder: .*\/proc\/none.*VAR_DIR.*\n$/
      : /^config\.invalid: [\s\S]*VAR_DIR=\/proc\/none\/var: cannot be written.*\n$/;
  await expectRefusal({ VAR_DIR: "/proc/none/var" }, words);
});

test("a port that is taken ends the start, and the socket behind it goes too", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await expectRefusal({ PORT: String(port) }, /^realtime\.listen: .*\n$/);
  await new Promise((resolve) => server.close(resolve));
});
