import { describe, expect, test } from "vitest";
import { readVersion } from "./versions.ts";

describe("readVersion", () => {
  test.each(["latest", "beta", "v2", "v2.0", "v2.1", "v2.00", "v2.1.5"])("%s selects the original shapes", (token) => {
    expect(readVersion(token)).toEqual({ lastHardState: "date", badTokenStatus: 403, hidesCommandLine: false });
  });

  test.each(["v20.04", "v20.4", "v20.10", "v21", "v21.04", "v21.10", "v21.10.3", "v22", "v22.03"])(
    "%s has the state code as last hard state",
    (token) => {
      expect(readVersion(token)).toEqual({ lastHardState: "code", badTokenStatus: 403, hidesCommandLine: false });
    },
  );

  test.each(["v22.04", "v22.10", "v22.10.1", "v23.04", "v24", "v100.1"])(
    "%s answers 401 to an invalid token",
    (token) => {
      expect(readVersion(token)).toEqual({ lastHardState: "code", badTokenStatus: 401, hidesCommandLine: true });
    },
  );

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
    "2.1",
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
    expect(readVersion(token)).toBeUndefined();
  });
});
