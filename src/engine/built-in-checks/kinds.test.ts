import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextWith } from "./plugins.fixture.ts";
import { kinds } from "./kinds.ts";

// Option letters, and values that are special to one of them.
const argument = fc.oneof(
  fc.constantFrom(
    "-w",
    "-c",
    "-p",
    "-r",
    "-R",
    "-i",
    "-A",
    "-C",
    "-E",
    "-g",
    "-u",
    "-W",
    "-K",
    "-s",
    "-a",
    "-m",
    "-P",
    "-X",
    "-k",
    "-n",
    "-t",
    "-v",
    "-D",
    "-S",
    "-f",
    "-M",
    "--",
    "-",
  ),
  fc.constantFrom(
    "1",
    "10%",
    "5:1",
    "@1:2",
    "~:",
    "",
    "/",
    "/proc",
    "[",
    "(a",
    "a{9999}",
    "\\",
    "%",
    ":",
    ",",
    "1,2",
    "-1",
    "1e999",
    "99999999999999999999",
    "ok",
    "MB",
    "RSS",
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ maxLength: 6 }).map((name) => `--${name}`),
);
// The other two would connect to the host named by an invented argument.
const localKinds = [...kinds.values()].filter(({ name }) => name !== "check_tcp" && name !== "check_http");

describe("the built-in checks", () => {
  it("have the names of the plugins", () => {
    expect([...kinds.keys()].toSorted()).toEqual([
      "check_disk",
      "check_dummy",
      "check_http",
      "check_load",
      "check_memory",
      "check_poller",
      "check_procs",
      "check_swap",
      "check_tcp",
      "check_uptime",
    ]);
  });

  it.each([...kinds.values()])("$name prints its version and its usage with UNKNOWN", async (kind) => {
    for (const args of [["-V"], ["--version"], ["-h"], ["--help"]]) {
      const { returnCode, stdout } = await kind.run(args, contextWith());

      expect(returnCode).toBe(3);
      expect(stdout).toContain(kind.name);
    }
  });

  it.each(localKinds)("$name answers any arguments with a state and at least one line", async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { maxLength: 6 }), async (args) => {
        const { returnCode, stdout } = await kind.run(args, contextWith());

        expect([0, 1, 2, 3]).toContain(returnCode);
        expect(stdout).toMatch(/\S.*\n$/s);
      }),
      { numRuns: 60 },
    );
  });
});
