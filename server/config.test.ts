import { expect, test } from "vitest";
import { ConfigError, describeConfig, readConfig } from "#server/config";

test("an empty environment gives the defaults, frozen", () => {
  const config = readConfig({});
  expect(config.PORT).toBe(8080);
  expect(config.DATABASE_URL).toBeNull();
  expect(config.ROLES).toContain("detect");
  expect(Object.isFrozen(config)).toBe(true);
});

test("all faults are reported at once, and a secret's value is not in them", () => {
  const read = () =>
    readConfig({ PORT: "99999", ROLES: "ingest,nothing", CITY_SIZE: "7", TRUST_PROXY: "maybe" });
  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    expect((error as ConfigError).faults.map((fault) => fault.split("=")[0])).toEqual([
      "PORT",
      "TRUST_PROXY",
      "ROLES",
      "CITY_SIZE",
    ]);
  }
});

test("settings that need each other are checked together", () => {
  const read = () =>
    readConfig({ TLS_CERT: "a.pem", NOTIFY_WEBHOOK_URL: "http://127.0.0.1:1/", ROLES: "detect" });
  try {
    read();
    expect.unreachable();
  } catch (error) {
    expect((error as ConfigError).faults).toHaveLength(3);
  }
  // In the same round as the others.
  expect(() => readConfig({ PORT: "99999", TLS_CERT: "a.pem" })).toThrow(
    expect.objectContaining({
      faults: [expect.stringContaining("PORT"), expect.stringContaining("TLS_CERT")],
    }),
  );
});

test("addresses and keys are read as what uses them reads them", () => {
  const good = {
    DATABASE_URL: "postgres://guanlan:secret@localhost/guanlan?host=/run/postgresql",
    NATS_URL: "nats://token@10.0.0.1:4222,10.0.0.2",
    REDIS_URL: "rediss://10.0.0.3:6379/1",
    MASTER_KEY: `${"ab".repeat(32)},${"cd".repeat(40)}`,
    PUBLIC_URL: "https://guanlan.example/",
  };
  expect(readConfig(good)).toMatchObject(good);
  for (const [name, value] of [
    ["DATABASE_URL", "mysql://localhost/guanlan"],
    ["DATABASE_URL", "postgres://local host:port/x"],
    ["NATS_URL", "nats://[::"],
    ["REDIS_URL", "10.0.0.3:6379"],
    ["MASTER_KEY", "ab".repeat(31)],
    ["MASTER_KEY", " , "],
    ["PUBLIC_URL", "guanlan.example"],
    ["OIDC_ISSUER", "ftp://issuer.example"],
  ] as const)
    expect(() => readConfig({ [name]: value, OIDC_CLIENT_ID: "x" }), `${name}=${value}`).toThrow(
      expect.objectContaining({ faults: [expect.stringContaining(name)] }),
    );
});

test("the help table names every setting once", () => {
  const names = describeConfig()
    .split("\n")
    .map((line) => line.trim().split(/\s/)[0]);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("STREAM_MAX_LAG");
});
