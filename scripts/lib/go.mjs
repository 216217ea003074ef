import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { CACHE, canWriteHome, findOnPath, TOOLS } from "./paths.mjs";
import { run } from "./run.mjs";

/** Version of the Go on PATH, as [1, 26], or null. */
export async function findGo() {
  const path = findOnPath("go");
  if (path === null) return null;
  const { code, output } = await run(path, ["env", "GOVERSION"], { env: goEnv(), mayFail: true });
  const match = /go(\d+)\.(\d+)/.exec(output);
  return code === 0 && match !== null ? { path, version: [Number(match[1]), Number(match[2])] } : null;
}

/** Builds `module@version` into the tool cache; Go's checksum database verifies what it loads. */
export async function goInstall(go, moduleAtVersion) {
  await mkdir(TOOLS, { recursive: true });
  return run(go.path, ["install", moduleAtVersion], {
    env: { ...goEnv(), GOBIN: TOOLS, CGO_ENABLED: "0" },
    mayFail: true,
    timeoutMs: 600_000,
  });
}

/** Where the home folder cannot be written, Go's own caches go to ours. */
function goEnv() {
  const env = {
    ...process.env,
    GOTOOLCHAIN: "local",
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw`.trim(),
  };
  if (!canWriteHome()) {
    env.GOPATH ??= join(CACHE, "go");
    env.GOCACHE ??= join(CACHE, "go-build");
  }
  return env;
}
