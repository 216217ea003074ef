import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFolder, checkTls } from "#server/config-checks";

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "guanlan-checks-"));
  for (const name of ["one", "two"]) {
    const words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const names = ["-subj", "/CN=localhost", "-keyout", file(`${name}.key`), "-out", file(`${name}.pem`)];
    execFileSync("openssl", [...words, ...names], { stdio: "ignore" });
  }
  writeFileSync(file("text"), "no certificate\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("certificate and key are read, and must belong together", () => {
  expect(checkTls(file("one.pem"), file("one.key"))).toEqual([]);
  expect(checkTls(file("one.pem"), file("two.key"))).toEqual([
    expect.stringMatching(/^TLS_KEY=.*two\.key: is not the key of the certificate in TLS_CERT=.*one\.pem$/),
  ]);
  expect(checkTls(file("text"), file("none"))).toEqual([
    expect.stringMatching(/^TLS_CERT=.*: is no certificate in PEM form/),
    expect.stringMatching(/^TLS_KEY=.*: cannot be read: ENOENT/),
  ]);
});

test("a folder that is not there yet is judged by the nearest one that is", () => {
  expect(checkFolder("VAR_DIR", file("a/b/c"))).toEqual([]);
  expect(checkFolder("VAR_DIR", file("text/b"))).toEqual([
    expect.stringMatching(/^VAR_DIR=.*text\/b: .*text is no folder$/),
  ]);
});
