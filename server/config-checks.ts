import { createPrivateKey, X509Certificate } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** What the machine says to the settings, asked before anything starts: their faults, a line each. Nothing is changed. */
export function checkMachine(config: {
  readonly TLS_CERT: string | null;
  readonly TLS_KEY: string | null;
  readonly VAR_DIR: string;
  readonly LOG_FILE: string | null;
}): string[] {
  const { TLS_CERT, TLS_KEY, VAR_DIR, LOG_FILE } = config;
  return [
    ...(TLS_CERT === null || TLS_KEY === null ? [] : checkTls(TLS_CERT, TLS_KEY)),
    ...checkFolder("VAR_DIR", VAR_DIR),
    ...(LOG_FILE === null || LOG_FILE === "-" ? [] : checkFolder("LOG_FILE", dirname(LOG_FILE))),
  ];
}

/** Certificate and key are there, can be read, and belong together. */
export function checkTls(certFile: string, keyFile: string): string[] {
  const faults: string[] = [];
  const read = <T>(name: string, file: string, what: string, parse: (text: Buffer) => T): T | null => {
    let text: Buffer;
    try {
      text = readFileSync(file);
    } catch (error) {
      faults.push(`${name}=${file}: cannot be read: ${messageOf(error)}`);
      return null;
    }
    try {
      return parse(text);
    } catch (error) {
      faults.push(`${name}=${file}: is no ${what} in PEM form: ${messageOf(error)}`);
      return null;
    }
  };
  const certificate = read("TLS_CERT", certFile, "certificate", (text) => new X509Certificate(text));
  const key = read("TLS_KEY", keyFile, "private key without a passphrase", (text) => createPrivateKey(text));
  if (certificate !== null && key !== null && !certificate.checkPrivateKey(key))
    faults.push(`TLS_KEY=${keyFile}: is not the key of the certificate in TLS_CERT=${certFile}`);
  return faults;
}

/** The folder may be written, or can be made in the nearest one that is there. */
export function checkFolder(name: string, folder: string): string[] {
  let nearest = resolve(folder);
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory()) return [`${name}=${folder}: ${nearest} is no folder`];
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    return [`${name}=${folder}: cannot be written: ${messageOf(error)}`];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
