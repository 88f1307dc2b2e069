import { expect, test } from "vitest";
import { pressedSort } from "./sort.ts";

const HOST = { field: "host", isDescending: false };
const SEVERITY = { field: "severity", isDescending: true };

test.each<readonly [string, typeof HOST, boolean, string]>([
  ["-severity,since", HOST, false, "host"],
  ["host", HOST, false, "-host"],
  ["-host", HOST, false, "host"],
  ["-severity,since", SEVERITY, false, "severity"],
  ["since,-severity", SEVERITY, false, "-severity"],
  ["-severity,since", HOST, true, "-severity,since,host"],
  ["-severity,host", HOST, true, "-severity,-host"],
])("%s pressed on %j, added: %s, is %s", (sort, column, isAdded, expected) => {
  expect(pressedSort(sort, column, isAdded)).toBe(expected);
});
