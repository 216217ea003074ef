import { describe, expect, it } from "vitest";
import { parseServers } from "#stream/connection";

describe("addresses of NATS", () => {
  it("takes credentials and TLS out of them", () => {
    expect(parseServers("127.0.0.1:4222")).toEqual({ servers: ["127.0.0.1:4222"], tls: false });
    expect(parseServers("nats://s3cret@a:4222, nats://b")).toEqual({
      servers: ["a:4222", "b:4222"],
      tls: false,
      token: "s3cret",
    });
    expect(parseServers("tls://ingest:p%40ss@a:4443,tls://b:4443")).toEqual({
      servers: ["a:4443", "b:4443"],
      tls: true,
      user: "ingest",
      password: "p@ss",
    });
  });
});
