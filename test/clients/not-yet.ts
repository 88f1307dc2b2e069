import { test, type TestFunction } from "vitest";

/**
 * What clients ask for and the server does not answer yet: names of tests by client. A name here whose test passes is an
 * error: take it out. Empty when all is there.
 */
export const NOT_YET: Readonly<Record<string, readonly string[]>> = {};

/** `test`; for a name in NOT_YET, that it fails. */
export const testUnlessNotYet =
  (client: string) =>
  (name: string, body: TestFunction): void => {
    (NOT_YET[client]?.includes(name) === true ? test.fails : test)(name, body);
  };
