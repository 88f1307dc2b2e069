import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allowedCommands } from "./allowed-commands.ts";

let folder: string;
let plugins: string;
let elsewhere: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "vigie-allowed-")));
  [plugins, elsewhere] = [join(folder, "plugins"), join(folder, "plugins-of-others")];
  for (const path of [plugins, join(plugins, "more"), elsewhere]) mkdirSync(path);
  for (const path of [join(plugins, "check_ok"), join(plugins, "more", "check_more"), join(elsewhere, "evil")])
    writeFileSync(path, "", { mode: 0o755 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("programs in a folder, below it, and found in it by PATH may be started", () => {
  const refusalOf = allowedCommands([plugins], plugins);
  for (const program of [join(plugins, "check_ok"), join(plugins, "more/check_more"), "check_ok"])
    expect(refusalOf(program)).toBeNull();
});

test.each([
  ["a way out", () => `${plugins}/../plugins-of-others/evil`],
  ["a folder whose name begins alike", () => join(elsewhere, "evil")],
  ["one of PATH that is elsewhere", () => "evil"],
  ["one that there is not", () => "none"],
  ["the folder itself", () => plugins],
])("%s may not", (_what, program) => {
  expect(allowedCommands([plugins], elsewhere)(program())).toContain("only programs in");
});

test("links are followed, both ways", () => {
  symlinkSync(join(elsewhere, "evil"), join(plugins, "linked"));
  symlinkSync(plugins, join(folder, "link-to-plugins"));
  expect(allowedCommands([plugins], "")(join(plugins, "linked"))).toContain(join(elsewhere, "evil"));
  expect(allowedCommands([join(folder, "link-to-plugins")], "")(join(plugins, "check_ok"))).toBeNull();
});

test("a folder that there is not allows nothing", () => {
  expect(allowedCommands([join(folder, "none")], "")(join(folder, "none/check"))).not.toBeNull();
});
