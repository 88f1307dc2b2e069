import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const UNIT = readFileSync(join(ROOT, "contrib/systemd/vigie.service"), "utf8");
const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-service-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!isInstalled("systemd-analyze"))("systemd finds no fault with the unit", () => {
  const unit = join(folder, "vigie.service");
  const installed = "/usr/local/bin/vigie";
  expect(UNIT.match(/^Exec\w+=\/usr\/local\/bin\/vigie /gm)).toHaveLength(2);
  writeFileSync(unit, UNIT.replaceAll(installed, join(ROOT, "bin/vigie")));

  // An unknown directive is a line on standard error only.
  const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" });

  expect([stderr, status]).toEqual(["", 0]);
});

test.skipIf(!isInstalled("systemd-analyze"))("systemd rates the unit as well protected", () => {
  const unit = join(folder, "vigie.service");
  writeFileSync(unit, UNIT);

  // Ends with 1 above the threshold, in tenths.
  const { status, stdout } = spawnSync(
    "systemd-analyze",
    ["security", "--offline=true", "--threshold=25", "--no-pager", unit],
    { encoding: "utf8" },
  );

  expect(status, stdout).toBe(0);
});

test.skipIf(!isInstalled("logrotate"))("logrotate renames the log and has the server open it again", () => {
  const [text, logs, bin] = [
    readFileSync(join(ROOT, "contrib/logrotate/vigie"), "utf8"),
    join(folder, "log"),
    join(folder, "bin"),
  ];
  const { username } = userInfo();
  const group = execFileSync("id", ["-gn"], { encoding: "utf8" }).trim();
  const file = join(folder, "vigie.conf");
  mkdirSync(logs, { mode: 0o750 });
  mkdirSync(bin);
  writeFileSync(join(logs, "vigie.log"), "one line\n");
  // Stands for systemd, of which a machine of tests has none.
  writeFileSync(join(bin, "systemctl"), `#!/bin/sh\necho "$@" >> ${folder}/called\n`, { mode: 0o755 });
  expect(text).toContain("su vigie vigie");
  writeFileSync(
    file,
    text.replaceAll("/var/log/vigie/", `${logs}/`).replace("su vigie vigie", `su ${username} ${group}`),
    {
      mode: 0o644,
    },
  );
  const run = (...flags: readonly string[]) =>
    spawnSync("logrotate", [...flags, "--state", join(folder, "state"), file], {
      encoding: "utf8",
      env: { PATH: `${bin}:${process.env["PATH"]}:/usr/sbin` },
    });

  expect(run("--debug").stderr).not.toMatch(/error/i);
  const { status, stderr } = run("--force");

  expect([stderr, status]).toEqual(["", 0]);
  expect(readFileSync(join(logs, "vigie.log.1"), "utf8")).toBe("one line\n");
  expect(readFileSync(join(folder, "called"), "utf8")).toBe("kill --signal=USR1 --kill-whom=main vigie.service\n");
});
