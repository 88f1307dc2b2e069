import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/access-scene.ts";
import { programWords, quoted } from "./typed-command.ts";

test("a program on the path is called by its name", () => {
  expect(programWords({ program: "/usr/local/bin/vigie", shellFolder: "/", path: "/bin:/usr/local/bin" })).toBe(
    "vigie",
  );
});

test("another one is called by its path, from the folder of the shell", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "my checkout/bin"), { recursive: true });
  const program = join(folder, "my checkout/bin/vigie");
  writeFileSync(program, "");

  expect(programWords({ program, shellFolder: join(folder, "my checkout"), path: "/bin" })).toBe("bin/vigie");
  expect(programWords({ program, shellFolder: join(folder, "my checkout/bin"), path: "/bin" })).toBe("./vigie");
  expect(programWords({ program, shellFolder: "/somewhere", path: "/bin" })).toBe(`'${program}'`);
  expect(programWords({ program, shellFolder: null, path: "/bin" })).toBe(`'${program}'`);
});

test.each([
  ["/var/lib/vigie", "/var/lib/vigie"],
  ["two words", "'two words'"],
  ["it's", String.raw`'it'\''s'`],
  ["", "''"],
  ["$(x)", "'$(x)'"],
])("%s is one word of a shell", (word, shell) => {
  expect(quoted(word)).toBe(shell);
});
