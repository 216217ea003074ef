import { expect, it } from "vitest";
import { returnAddress } from "#kit/session/return-address.ts";

it("leads back to the wall with its filters", () => {
  expect(returnAddress("?return=wall%2F")).toBe("wall/");
  expect(returnAddress(`?return=${encodeURIComponent("wall/?district=310115&level=red")}`)).toBe(
    "wall/?district=310115&level=red",
  );
});

it("leads nowhere else", () => {
  for (const address of ["", "?return=", "?return=//evil.example/", "?return=https://evil.example/wall/"])
    expect(returnAddress(address)).toBeNull();
  for (const path of ["wall/../x", "wall/?a=<script>", "\\wall/", "wall//evil.example", "wallet/"])
    expect(returnAddress(`?return=${encodeURIComponent(path)}`)).toBeNull();
});
