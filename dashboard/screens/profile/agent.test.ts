import { expect, it } from "vitest";
import { nameAgent } from "./agent.ts";

it("names browser and system, and leaves a strange header as it is", () => {
  expect(
    nameAgent(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
    ),
  ).toBe("Edge · Windows");
  expect(
    nameAgent("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"),
  ).toBe("Chrome · Android");
  expect(nameAgent("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605 Version/17 Safari/604")).toBe(
    "Safari · iOS",
  );
  expect(nameAgent("curl/8.0")).toBe("curl/8.0");
});
