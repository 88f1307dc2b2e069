import { describe, expect, test } from "vitest";
import { readVersion, type ApiVersion } from "./versions.ts";

const shapesOf = (token: string) => readVersion(token, "24.10");

/** Later versions §1.2, a row each: what S, A, B, C and N have. */
const ROWS: readonly [keyof ApiVersion, ...unknown[]][] = [
  ["apiVersion", "2.0", "24.10", "24.10", "24.10", "24.10"],
  ["badTokenStatus", 403, 403, 403, 401, 401],
  ["missingRole", "401-empty", "401-empty", "401-empty", "403", "403"],
  ["missingObject", "empty", "message", "message", "message", "message"],
  ["routingErrors", "path", "url", "url", "url", "url"],
  ["errorCode", "status", "status", "status", "status", "status"],
  ["words", "original", "later", "later", "later", "later"],
  ["serviceCheckAttempt", "number", "text", "text", "text", "text"],
  ["lastHardState", "date", "code", "code", "code", "code"],
  ["hasColonInTimezone", true, false, false, false, false],
  ["noId", null, null, null, 0, 0],
  ["fields", "original", "all", "all", "all", "all"],
  ["unknownDowntimeField", "ignored", "refused", "refused", "refused", "refused"],
  ["servicesNeedRole", false, true, true, true, true],
  ["bodyMistakes", "error-on", "brackets", "brackets", "brackets", "brackets"],
  ["unreadablePage", "zero", "refused", "refused", "refused", "refused"],
  ["areNullsLast", false, true, true, true, true],
  ["hidesCommandLine", false, false, false, true, true],
  ["hasPagination", false, true, false, false, false],
  ["bulkStatus", 200, 200, 200, 200, 200],
];
const FAMILIES: readonly [string, readonly string[]][] = [
  ["S", ["beta", "v2", "v2.0", "v2.1", "2.1", "v2.00", "v2.1.5"]],
  ["A", ["v20.04", "v20.4", "v20.10", "v21", "v21.04", "v21.09"]],
  ["B", ["v21.10", "v21.10.3", "v22", "v22.03"]],
  ["C", ["v22.04", "v22.10", "v22.10.1", "v23.04"]],
  ["N", ["latest", "v23.10", "v24.04", "v24.10"]],
];

describe("readVersion", () => {
  test.each(FAMILIES.flatMap(([family, tokens], column) => tokens.map((token) => ({ token, family, column }))))(
    "$token selects the shapes of $family",
    ({ token, column }) => {
      const expected = Object.fromEntries(ROWS.map(([name, ...values]) => [name, values[column]]));
      expect(shapesOf(token)).toEqual(expected);
    },
  );

  test.each(["v24.11", "v25.10", "v100.1"])("%s answers bulk changes with 207, and is as N otherwise", (token) => {
    expect(shapesOf(token)).toEqual({ ...shapesOf("latest"), bulkStatus: 207 });
  });

  test("latest selects the original shapes if the setting says so", () => {
    expect(readVersion("latest", "19.10")).toEqual(shapesOf("v2"));
  });

  test.each([
    "",
    "v",
    "v1",
    "v3",
    "v2.2",
    "v2.10",
    "v19.10",
    "v20",
    "v20.03",
    "V2",
    "v2.",
    "v.2",
    "2",
    "v-2",
    "v2.1x",
    "v2 ",
    "LATEST",
    "Beta",
    "v22.10.",
    "v99999.1",
    "v22,10",
    "__proto__",
    "constructor",
  ])('"%s" is not a version', (token) => {
    expect(shapesOf(token)).toBeUndefined();
  });
});
