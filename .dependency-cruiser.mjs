/**
 * The arrows between rooms (ARCHITECTURE.md), checked by `npm run check`. A room sees `domain` and itself; `server` sees
 * the server-side rooms; the browser rooms see `domain` and `dashboard/kit`. A driver has one home.
 */
const SIBLINGS = ["store", "stream", "detectors", "realtime", "chain"];
const ROOMS = `^(domain|${SIBLINGS.join("|")}|server|dashboard|cockpit|loadtest|scripts)/`;

/** Where a package may be imported, as a pattern of paths; everything else in the tree may not. */
const HOMES = [
  ["pg", "^store/"],
  ["@nats-io", "^stream/"],
  ["uWebSockets.js|socket.io(?!-client)|@socket.io|ioredis", "^realtime/"],
  // Its client side stands for a browser in benches and fault runs.
  ["ws", "^(realtime|server/(bench|fault))/"],
  ["fastify|@fastify|argon2|@node-rs|otpauth|openid-client|exceljs|docx", "^server/"],
  ["@hyperledger", "^chain/"],
  ["@tensorflow|ml-matrix", "^detectors/"],
  ["solid-js|@solidjs|uplot", "^(dashboard|cockpit)/"],
  ["maplibre-gl|@deck.gl", "^(cockpit|dashboard)/"],
];

const TESTS = "\\.test\\.ts$|/testing/";

export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle makes the order of loading matter.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "domain-stands-alone",
      comment: "Words and rules: no room, no I/O, no package but zod.",
      severity: "error",
      from: { path: "^domain/", pathNot: TESTS },
      to: { pathNot: "^domain/|node_modules/zod/" },
    },
    ...SIBLINGS.map((room) => ({
      name: `${room}-knows-no-sibling`,
      comment: "Siblings meet in server only.",
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: ROOMS, pathNot: `^(${room}|domain)/`, dependencyTypesNot: ["core"] },
    })),
    {
      name: "server-knows-no-browser",
      severity: "error",
      from: { path: "^server/", pathNot: TESTS },
      to: { path: "^(dashboard|cockpit|loadtest|scripts)/" },
    },
    {
      name: "browser-sees-domain-only",
      severity: "error",
      from: { path: "^(dashboard|cockpit)/", pathNot: TESTS },
      to: { path: "^(server|store|stream|detectors|realtime|chain|loadtest|scripts)/" },
    },
    {
      name: "cockpit-sees-kit-only",
      severity: "error",
      from: { path: "^cockpit/" },
      to: { path: "^dashboard/", pathNot: "^dashboard/kit/" },
    },
    {
      name: "dashboard-knows-no-cockpit",
      severity: "error",
      from: { path: "^dashboard/" },
      to: { path: "^cockpit/" },
    },
    {
      name: "kit-knows-no-screen",
      severity: "error",
      from: { path: "^dashboard/kit/", pathNot: TESTS },
      to: { path: "^dashboard/", pathNot: "^dashboard/kit/" },
    },
    {
      name: "scripts-stand-alone",
      comment: "They run before anything is installed or built.",
      severity: "error",
      from: { path: "^scripts/" },
      to: { path: ROOMS, pathNot: "^scripts/", dependencyTypesNot: ["core"] },
    },
    ...HOMES.map(([packages, home]) => ({
      name: `home-of-${packages
        .split("|")[0]
        .replace(/[^a-z]/gi, "")
        .toLowerCase()}`,
      comment: "A driver has one home; its types may be named elsewhere.",
      severity: "error",
      from: { pathNot: `${home}|${TESTS}|^node_modules/` },
      to: { path: `^node_modules/(${packages})(/|$)`, dependencyTypesNot: ["type-only"] },
    })),
    {
      name: "no-dev-package-at-run-time",
      severity: "error",
      from: { path: `^(domain|${SIBLINGS.join("|")}|server)/`, pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: {
        couldNotResolve: true,
        dependencyTypesNot: ["type-only"],
        // k6 brings its own modules to its scripts.
        pathNot: "^(virtual:|geojson$|k6(/|$))|\\.(css|woff2|svg)$",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|var|\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
