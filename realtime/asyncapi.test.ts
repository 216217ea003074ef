import { expect, test } from "vitest";
import { CLOSE } from "#domain/feed";
import { CHANNELS } from "#domain/push";
import { makeAsyncApi } from "#realtime/asyncapi";

interface Document {
  readonly asyncapi: string;
  readonly info: { readonly description: string };
  readonly channels: Readonly<
    Record<string, { readonly address: string; readonly messages: Readonly<Record<string, object>> }>
  >;
}

test("the document names both addresses under the base path, every channel and every close code", () => {
  const document = makeAsyncApi({ version: "1.2.3", basePath: "/guanlan/" }) as Document;
  expect(document.asyncapi).toBe("3.0.0");
  expect(Object.values(document.channels).map(({ address }) => address)).toEqual([
    "/guanlan/feed",
    "/guanlan/socket.io/",
  ]);
  for (const channel of CHANNELS) expect(document.info.description).toContain(`${channel}.<district>`);
  for (const code of Object.values(CLOSE)) expect(document.info.description).toContain(String(code));
});

test("every reference in the document points to something in it", () => {
  const document = makeAsyncApi({ version: "1", basePath: "/" });
  const refs: string[] = [];
  JSON.stringify(document, (key, value) => {
    if (key === "$ref") refs.push(value as string);
    return value as unknown;
  });
  expect(refs.length).toBeGreaterThan(10);
  for (const ref of refs) {
    const found = ref
      .slice(2)
      .split("/")
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);
    expect(found, ref).toBeTypeOf("object");
  }
});
