import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DISTRICTS } from "#domain/district";
import { INPUT_KINDS } from "#domain/event";
import type { Role } from "#domain/role";
import { ensureOrganisations } from "#server/auth/organisation-tree";
import { createPasswordHasher } from "#server/auth/password";
import { fillEnterprises } from "#server/bench/bench-city";
import { startProgram } from "#server/bench/program-child";
import type { RunFile } from "#server/run-file";
import { createPool, type Pool } from "#store/pool";
import { addPost } from "#store/posts";
import { issueSourceKey } from "#store/source-keys";
import { ensureSource } from "#store/sources";
import { sql } from "#store/sql";
import { createUser } from "#store/users";

/** What stops a load test before it has figures; told in words, without a stack. */
export class LoadtestError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface LoadUser {
  readonly login: string;
  readonly password: string;
}

/** A server to load, people who may log in to it, and the key of a data source. */
export interface Ground {
  readonly url: string;
  readonly users: readonly LoadUser[];
  readonly key: string;
  readonly source: string;
  stop(): Promise<void>;
}

const SEED = 20260101;
const SOURCE = "loadtest";
/** One for each person of the sla profile, so that a session has one owner: 50 online and 20 at work. */
const PEOPLE = 70;
/** Every third looks after one district. */
const DISTRICT_EVERY = 3;

/** The program with data of its own in a temporary folder, gone afterwards. */
export async function startGround(enterprises: number, say: (text: string) => void): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-loadtest-"));
  await chmod(folder, 0o755);
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const child = await startProgram(join(folder, "var"), { LOG_FILE: "-" }).catch(async (error) => {
    await removeFolder();
    throw error;
  });
  const stop = async () => {
    await child.stop();
    await removeFolder();
  };
  try {
    say(`preparing ${enterprises} enterprises and ${PEOPLE} people`);
    const pool = createPool({ url: child.run.databaseUrl, max: 4, applicationName: "loadtest" });
    try {
      await fillCity(pool, enterprises);
      const users = await makePeople(pool);
      const key = await makeSource(pool);
      return { url: child.run.url as string, users, key, source: SOURCE, stop };
    } finally {
      await pool.stop();
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fillCity(pool: Parameters<typeof fillEnterprises>[0], count: number): Promise<void> {
  await fillEnterprises(pool, count, SEED);
  await pool.execute(sql`analyze`);
}

async function makePeople(pool: Pool): Promise<LoadUser[]> {
  const password = randomBytes(12).toString("base64url");
  // One hash for all: it is the check of a password that logins pay for.
  const passwordHash = await createPasswordHasher().hash(password);
  return pool.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    const users: LoadUser[] = [];
    for (let n = 0; n < PEOPLE; n++) {
      const login = `load-${n + 1}`;
      const userId = await createUser(tx, { login, name: `负载${n + 1}`, passwordHash });
      if (userId === null) throw new LoadtestError("loadtest.user-taken", `there is a user ${login} already`);
      const district = DISTRICTS[n % DISTRICTS.length]?.code as string;
      const [role, organisationId]: [Role, number] =
        n % DISTRICT_EVERY === 2
          ? ["district-officer", organisations.district(district)]
          : ["city-analyst", organisations.city];
      await addPost(tx, { userId, organisationId, role });
      users.push({ login, password });
    }
    return users;
  });
}

async function makeSource(pool: Pool): Promise<string> {
  await ensureSource(pool, {
    id: SOURCE,
    name: "负载测试",
    transport: "http",
    kinds: [...INPUT_KINDS],
    simulated: true,
  });
  const { secret } = await issueSourceKey(pool, {
    sourceId: SOURCE,
    expiresAtMs: Date.now() + 86_400_000,
    createdBy: null,
    seal: null,
  });
  return secret;
}

const WORKING_ROLES = ["city-analyst", "city-administrator", "district-officer"];

/**
 * A server that runs already: people from LOADTEST_USERS ("login:password,…"), else those that a demo city offers on
 * its login page; the key from LOADTEST_KEY, else the one in this machine's run file.
 */
export async function findGround(url: string, varDir: string): Promise<Ground> {
  const base = url.replace(/\/*$/, "/");
  const users = parseUsers(process.env.LOADTEST_USERS) ?? (await readDemoUsers(base));
  if (users.length === 0) {
    throw new LoadtestError(
      "loadtest.no-users",
      "this server offers no demo users: set LOADTEST_USERS=login:password,login:password",
    );
  }
  const own = await readRunKey(base, varDir);
  const key = process.env.LOADTEST_KEY || own;
  if (key === null) {
    throw new LoadtestError(
      "loadtest.no-key",
      "set LOADTEST_KEY to an API key of a source that may send all kinds",
    );
  }
  return {
    url: base,
    users,
    key,
    source: process.env.LOADTEST_SOURCE ?? (key === own ? "replay" : SOURCE),
    async stop() {},
  };
}

export function parseUsers(text: string | undefined): LoadUser[] | null {
  if (text === undefined || text === "") return null;
  return text.split(",").map((pair) => {
    const at = pair.indexOf(":");
    if (at < 1)
      throw new LoadtestError("loadtest.bad-users", "LOADTEST_USERS is login:password,login:password");
    return { login: pair.slice(0, at), password: pair.slice(at + 1) };
  });
}

async function readDemoUsers(base: string): Promise<LoadUser[]> {
  const response = await fetch(`${base}api/auth/methods`);
  if (!response.ok) throw new LoadtestError("loadtest.no-server", `${base} answers ${response.status}`);
  const { demoUsers } = (await response.json()) as {
    demoUsers: { user: string; password: string; role: string }[];
  };
  return demoUsers
    .filter(({ role }) => WORKING_ROLES.includes(role))
    .map(({ user, password }) => ({ login: user, password }));
}

async function readRunKey(base: string, varDir: string): Promise<string | null> {
  const text = await readFile(join(varDir, "run.json"), "utf8").catch(() => null);
  if (text === null) return null;
  const run = JSON.parse(text) as RunFile;
  if (run.url === null || new URL(run.url).port !== new URL(base).port) return null;
  return run.keys.replay ?? null;
}
