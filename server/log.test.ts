import pg from "pg";
import { expect, test } from "vitest";
import { loggedError } from "#server/log";

test("an error is logged with its code and cause, and without the row and the connection that it carries", () => {
  const cause = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (id_number)=(310101199001011234) already exists.",
    client: new pg.Client("postgres://guanlan:secret@localhost/guanlan"),
  });
  const logged = loggedError(new Error("not kept", { cause }));
  expect(logged).toMatchObject({
    name: "Error",
    message: "not kept",
    cause: { message: "duplicate key", code: "23505" },
  });
  expect(JSON.stringify(logged)).not.toMatch(/310101199001011234|connectionParameters|secret/);
  expect(loggedError("text")).toEqual({ message: "text" });
});
