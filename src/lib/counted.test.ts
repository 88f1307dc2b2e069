import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test("one thing has the singular, every other number the plural", () => {
  expect([0, 1, 2].map((count) => counted(count, "host"))).toEqual(["0 hosts", "1 host", "2 hosts"]);
  expect([1, 2].map((count) => counted(count, "dependency", "dependencies"))).toEqual([
    "1 dependency",
    "2 dependencies",
  ]);
});
