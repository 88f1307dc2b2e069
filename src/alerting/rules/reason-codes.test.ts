import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REASON_CODES } from "./reason-codes.ts";

test("docs/notifications.md explains every reason code, and no other", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/notifications.md"), "utf8");
  const table = page.split("### Reason codes")[1]?.split("\n## ")[0] ?? "";

  expect([...table.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1])).toEqual([...REASON_CODES]);
});
