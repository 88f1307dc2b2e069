import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createPrivateFile } from "./owner.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-owner-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("a private file", () => {
  it.each([
    ["that is new", () => undefined],
    ["that others could read", (path: string) => writeFileSync(path, "", { mode: 0o644 })],
  ])("%s is for its owner only", (_which, prepare) => {
    const path = join(folder, "file");
    prepare(path);
    createPrivateFile(path);

    expect(modeOf(path)).toBe(0o600);
  });

  // A FIFO stands for a device such as /dev/zero, which root could close to all other users.
  it("that is a link to something else than a file leaves that as it is", () => {
    const [target, path] = [join(folder, "target"), join(folder, "file")];
    execFileSync("mkfifo", [target]);
    chmodSync(target, 0o666);
    symlinkSync(target, path);
    createPrivateFile(path);

    expect(modeOf(target)).toBe(0o666);
  });
});
