import { describe, expect, test } from "vitest";
import { isOriginAllowed } from "#realtime/origin";
import { makeForwarded, makeProxyTrust, plainAddress, stripBase } from "#realtime/peer";

describe("peers", () => {
  test("addresses are written one way", () => {
    for (const [given, plain] of [
      ["127.0.0.1", "127.0.0.1"],
      ["::ffff:10.1.2.3", "10.1.2.3"],
      ["0000:0000:0000:0000:0000:ffff:7f00:0001", "127.0.0.1"],
      ["2001:da8::1", "2001:da8::1"],
    ] as const) {
      expect(plainAddress(given)).toBe(plain);
    }
  });

  test("[RT-72] proxies are trusted by address and by network, of both families", () => {
    const trusts = makeProxyTrust(["10.0.0.0/8", "192.168.1.7", "fd00::/8"]);
    expect(["10.200.0.1", "192.168.1.7", "fd12::1"].every(trusts)).toBe(true);
    expect(["11.0.0.1", "192.168.1.8", "2001::1", "", "unix:"].some(trusts)).toBe(false);
    expect(makeProxyTrust(true)("1.2.3.4")).toBe(true);
    expect(makeProxyTrust(false)("127.0.0.1")).toBe(false);
  });

  test("[RT-72] forwarding headers of a stranger are replaced", () => {
    const headers = new Map([
      ["host", "g.cn"],
      ["x-forwarded-for", "6.6.6.6"],
      ["x-forwarded-proto", "https"],
    ]);
    const peer = { address: "1.2.3.4", tls: false, basePath: "/g/", trusted: false };
    expect(makeForwarded(peer, headers)).toEqual({
      "x-forwarded-for": "1.2.3.4",
      "x-forwarded-proto": "http",
      "x-forwarded-host": "g.cn",
      "x-forwarded-prefix": "/g/",
    });
    expect(makeForwarded({ ...peer, trusted: true }, headers)["x-forwarded-for"]).toBe("6.6.6.6, 1.2.3.4");
  });

  test("[RT-71] the base path is taken off where it stands, and only there", () => {
    expect(stripBase("/g/api/me?x=/g/", "/g/")).toBe("/api/me?x=/g/");
    expect(stripBase("/gg/api", "/g/")).toBe("/gg/api");
    expect(stripBase("/api", "/")).toBe("/api");
  });

  test("[RT-3] an origin is one's own with and without its default port", () => {
    expect(isOriginAllowed("https://g.cn", "g.cn:443", [])).toBe(true);
    expect(isOriginAllowed("http://G.cn", "g.CN", [])).toBe(true);
    expect(isOriginAllowed("http://g.cn:8080", "g.cn:8080", [])).toBe(true);
    expect(isOriginAllowed("http://g.cn:8081", "g.cn:8080", [])).toBe(false);
    expect(isOriginAllowed("http://g.cn.evil.cn", "g.cn", [])).toBe(false);
    expect(isOriginAllowed("file://", "g.cn", [])).toBe(false);
    expect(isOriginAllowed("http://g.cn", undefined, [])).toBe(false);
    expect(isOriginAllowed("https://wall.cn", "g.cn", ["https://wall.cn"])).toBe(true);
  });
});
