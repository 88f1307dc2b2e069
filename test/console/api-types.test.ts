import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { consoleApi, hashOf } from "./support/console-api.ts";

const TYPES = resolve(import.meta.dirname, "../../console/src/data/api-types.ts");

test("the console's types of the API are those of the present OpenAPI document", async () => {
  const hash = / document ([0-9a-f]+)\./.exec(readFileSync(TYPES, "utf8"))?.[1];

  expect(hash, "npm run console:api-types").toBe(hashOf(await consoleApi()));
});
