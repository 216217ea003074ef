import { type Accessor, createMemo } from "solid-js";
import { nowMs } from "#kit/clock.ts";

const MINUTE = 60_000;

/** The present minute: for texts that change with the day, so that a row is not written anew each second. */
export function createNow(): Accessor<number> {
  return createMemo(() => Math.floor(nowMs() / MINUTE) * MINUTE);
}
