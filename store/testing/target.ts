export type StoreTarget = "embedded" | "pglite" | "server";

/** On what the store's tests run: STORE_TARGET=pglite (TimescaleDB SQL), TEST_DATABASE_URL, else the embedded server. */
export function storeTarget(): { kind: "embedded" } | { kind: "pglite" } | { kind: "server"; url: string } {
  const url = process.env.TEST_DATABASE_URL;
  if (process.env.STORE_TARGET === "pglite") return { kind: "pglite" };
  if (url !== undefined && url !== "") return { kind: "server", url };
  return { kind: "embedded" };
}
