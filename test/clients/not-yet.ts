import { test, type TestFunction } from "vitest";

/**
 * What clients ask for and the server does not answer yet, as `client: name of the test`. A line here whose test passes
 * is an error: take it out. Empty when all is there.
 */
export const NOT_YET: readonly string[] = [
  "Nagstamon: takes the server for one with this API",
  "Nagstamon: lists problems, names with accents and slashes among them",
  "Nagstamon: finds the address of a host by its name",
  "Nagstamon: acknowledges a service",
  "Nagstamon: acknowledges a host",
  "Nagstamon: rechecks, and sees the new check",
  "Nagstamon: sets a downtime on a service, and on a host",
  "Nagstamon: logs in again after its token is lost",
];

/** `test`; of a line of NOT_YET, that it fails. */
export const testUnlessNotYet =
  (client: string) =>
  (name: string, body: TestFunction): void => {
    (NOT_YET.includes(`${client}: ${name}`) ? test.fails : test)(name, body);
  };
