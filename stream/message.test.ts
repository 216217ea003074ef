import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDelivery } from "#stream/consumer";
import { BadMessageError, publishErrorOf, StreamFullError, StreamUnavailableError } from "#stream/errors";
import { decodeEvent, encodeEvent, messageIdOf } from "#stream/message";
import { parseAck } from "#stream/publisher";
import { eventSubject, parseEventSubject } from "#stream/subjects";
import { makeEvent } from "#stream/testing/events";

describe("subjects", () => {
  it("reads back kind and partition of every event subject", () => {
    fc.assert(
      fc.property(fc.constantFrom("sentiment", "tick", "derived"), fc.nat(15), (kind, partition) => {
        expect(parseEventSubject(eventSubject(kind as "tick", partition))).toEqual({ kind, partition });
      }),
    );
  });
});

describe("events on the stream", () => {
  it("puts a tick into the partition that its key names, all else by the hash of the key", () => {
    expect(encodeEvent({ ...makeEvent("t", "p:7"), kind: "tick", data: {} }).subject).toBe("evt.tick.7");
    expect(encodeEvent(makeEvent("a", "e:1")).subject).toBe(encodeEvent(makeEvent("b", "e:1")).subject);
  });

  it("takes the content into the id, so that another body under one uid is not dropped as a duplicate", () => {
    const event = makeEvent("x", "e:1");
    expect(messageIdOf(event)).toBe("test/x~0123456789abcdef");
    expect(messageIdOf({ ...event, hash: "ff" })).not.toBe(messageIdOf(event));
  });

  it.each([
    ["broken UTF-8", Uint8Array.of(0xc3, 0x28)],
    ["no JSON", new TextEncoder().encode("hello")],
    ["null", new TextEncoder().encode("null")],
    ["no event", new TextEncoder().encode('{"uid":1}')],
  ])("refuses %s as a bad message", (_, data) => {
    expect(() => decodeEvent(data)).toThrow(BadMessageError);
  });
});

describe("answers of JetStream", () => {
  it("tells an acknowledgement from a duplicate and from a full stream", () => {
    expect(parseAck('{"stream":"EVENTS","seq":7}')).toEqual({ ok: true, seq: 7, duplicate: false });
    expect(parseAck('{"stream":"EVENTS","seq":7,"duplicate":true}')).toEqual({
      ok: true,
      seq: 7,
      duplicate: true,
    });
    const full = parseAck(
      '{"error":{"code":503,"err_code":10077,"description":"maximum bytes exceeded"},"seq":0}',
    );
    expect(!full.ok && full.error).toBeInstanceOf(StreamFullError);
  });

  it("sorts error numbers into full, passing and final", () => {
    expect(publishErrorOf(10047, "insufficient storage")).toBeInstanceOf(StreamFullError);
    expect(publishErrorOf(10008, "not available")).toBeInstanceOf(StreamUnavailableError);
    expect(publishErrorOf(10054, "message size exceeds maximum allowed")).toMatchObject({
      code: "stream-refused",
      retryable: false,
    });
  });

  it("reads deliveries and sequence from both forms of the acknowledgement address", () => {
    const expected = { deliveries: 2, seq: 17, storedMs: 1_760_000_000_123 };
    expect(parseDelivery("$JS.ACK.EVENTS.detect-3.2.17.19.1760000000123456789.4")).toEqual(expected);
    expect(parseDelivery("$JS.ACK.hub.Ab12.EVENTS.detect-3.2.17.19.1760000000123456789.4.x")).toEqual(
      expected,
    );
  });
});
