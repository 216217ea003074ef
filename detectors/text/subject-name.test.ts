import { expect, test } from "vitest";
import { namesOf } from "#detectors/text/subject-name";

test.each([
  ["上海宝盈财富管理有限公司", ["上海宝盈财富管理有限公司", "上海宝盈财富管理", "宝盈财富管理", "宝盈"]],
  ["恒丰（上海）商业保理有限公司", ["恒丰(上海)商业保理有限公司", "恒丰商业保理", "恒丰"]],
  ["联璧金融", ["联璧金融", "联璧"]],
])("%s", (registered, names) => {
  expect(namesOf(registered)).toEqual(names);
});
