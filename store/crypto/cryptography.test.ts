import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SealedText } from "#domain/crypto";
import { createCipher } from "#store/crypto/cipher";
import { createCryptography, hasher } from "#store/crypto/cryptography";
import { openKeyStore, rotateKeys } from "#store/crypto/key-store";

let dir: string;
const log = () => {};
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "guanlan-keys-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const open = (name: string) =>
  createCryptography({ file: join(dir, name), masterKey: null, isInUse: async () => false, log });

test("SM3 gives the digest of the standard's own example (GB/T 32905, annex A)", () => {
  expect(hasher.sm3("abc")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
});

test("the key file is made once, closed to others, and the same keys come back", async () => {
  const [one, two] = await Promise.all([open("once"), open("once")]);
  const sealed = one.cipher.seal("13800138000", "enterprises.phone:7");
  expect(two.cipher.open(sealed, "enterprises.phone:7")).toEqual({
    ok: true,
    plain: "13800138000",
    keyVersion: 1,
  });
  expect((await stat(join(dir, "once"))).mode & 0o777).toBe(0o600);
  expect(one.suite).toBe("sm4-cbc+hmac-sm3");
});

test("where values are sealed already a missing key file is told, and no new key is made", async () => {
  const file = join(dir, "lost");
  const options = { file, masterKey: null, isInUse: async () => true, log };
  await expect(createCryptography(options)).rejects.toMatchObject({ code: "store.master-key-missing" });
  await expect(stat(file)).rejects.toThrow("ENOENT");
  await createCryptography({ ...options, isInUse: async () => false });
  expect((await createCryptography(options)).keys.current("field")).toBe(1);
});

describe.each(["sm4-cbc+hmac-sm3", "aes-256-gcm"] as const)("%s", (suite) => {
  test("opens what it sealed, in its own place only, and notices a changed bit", async () => {
    const keys = await openKeyStore({
      file: join(dir, suite),
      masterKey: null,
      isInUse: async () => false,
      log,
    });
    const cipher = createCipher(keys, suite);
    for (const plain of ["", "张三", "310101199001011234", "x".repeat(5000)]) {
      const sealed = cipher.seal(plain, "persons.id:1");
      expect(cipher.open(sealed, "persons.id:1")).toEqual({ ok: true, plain, keyVersion: 1 });
      expect(cipher.open(sealed, "persons.id:2")).toEqual({ ok: false, reason: "tampered" });
      expect(cipher.seal(plain, "persons.id:1")).not.toBe(sealed);
      const [head, nonce, tag, text] = sealed.split(".") as [string, string, string, string];
      const flipped = `${head}.${nonce}.${tag[0] === "A" ? "B" : "A"}${tag.slice(1)}.${text}` as SealedText;
      expect(cipher.open(flipped, "persons.id:1")).toEqual({ ok: false, reason: "tampered" });
    }
  });
});

test("after a rotation old values open and new ones carry the new version", async () => {
  const before = await open("rotated");
  const old = before.cipher.seal("a", "c");
  expect(await rotateKeys(join(dir, "rotated"))).toBe(2);
  const after = await open("rotated");
  expect(after.cipher.open(old, "c")).toMatchObject({ ok: true, keyVersion: 1 });
  expect(after.cipher.seal("a", "c")).toMatch(/^v2\./);
  expect(after.blindIndex.indexOf("phone", "1")).toBe(before.blindIndex.indexOf("phone", "1"));
  expect((await readFile(join(dir, "rotated"), "utf8")).trim().split("\n")).toHaveLength(2);
});

test("the blind index keeps domains apart and finds equal values", async () => {
  const { blindIndex } = await open("once");
  expect(blindIndex.indexOf("phone", "13800138000 ")).toBe(blindIndex.indexOf("phone", "13800138000"));
  expect(blindIndex.indexOf("phone", "13800138000")).not.toBe(blindIndex.indexOf("account", "13800138000"));
});

test("a value of a destroyed key says so; a plain one is malformed; a bad key is refused", async () => {
  const { cipher } = await open("once");
  const sealed = cipher.seal("a", "c").replace(/^v1/, "v9") as SealedText;
  expect(cipher.open(sealed, "c")).toEqual({ ok: false, reason: "unknown-key" });
  expect(cipher.open("13800138000" as SealedText, "c")).toEqual({ ok: false, reason: "malformed" });
  await writeFile(join(dir, "bad"), "short\n");
  await expect(open("bad")).rejects.toMatchObject({ code: "store.key-file" });
  await expect(
    createCryptography({ file: "", masterKey: "abc", isInUse: async () => false, log }),
  ).rejects.toMatchObject({
    code: "store.key-file",
  });
});
