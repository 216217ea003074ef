import { z } from "zod";
import { isName } from "#domain/name";

/** Names an enterprise or a person: an unknown one makes a provisional enterprise, so a blank is refused. */
export const nameText = (max: number) =>
  z
    .string()
    .max(max)
    .refine(isName, {
      error: "a name needs a letter or a digit",
      params: { zh: "不能是空白，至少含一个文字或数字" },
    });
