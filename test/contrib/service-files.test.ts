import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { startServerProcess } from "../support/server-process.ts";

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

test.skipIf(!isInstalled("logrotate"))("logrotate renames the log, and the server opens it again", async () => {
  const text = readFileSync(join(ROOT, "contrib/logrotate/vigie"), "utf8");
  const [logs, bin, file] = [join(folder, "log"), join(folder, "bin"), join(folder, "vigie.conf")];
  for (const path of [logs, bin]) mkdirSync(path, { mode: 0o750 });
  const log = join(logs, "vigie.log");
  const server = await startServerProcess({
    VIGIE_DATA: join(folder, "data"),
    VIGIE_LOG_FILE: log,
    VIGIE_LOG_LEVEL: "info",
  });
  onTestFinished(() => server.kill());
  // Stands for systemd, of which a machine of tests has none.
  const systemctl = `#!/bin/sh\n[ "$*" = "kill --signal=USR1 --kill-whom=main vigie.service" ] && kill -USR1 ${server.pid}\n`;
  writeFileSync(join(bin, "systemctl"), systemctl, { mode: 0o755 });
  const group = execFileSync("id", ["-gn"], { encoding: "utf8" }).trim();
  expect(text).toContain("su vigie vigie");
  const adapted = text
    .replaceAll("/var/log/vigie/", `${logs}/`)
    .replace("su vigie vigie", `su ${userInfo().username} ${group}`);
  writeFileSync(file, adapted, { mode: 0o644 });
  const rotate = (mode: string) =>
    spawnSync("logrotate", [mode, "--state", join(folder, "state"), file], {
      encoding: "utf8",
      env: { PATH: `${bin}:${process.env["PATH"]}:/usr/sbin` },
    });

  expect(rotate("--debug").stderr).not.toMatch(/error/i);
  const { status, stderr } = rotate("--force");

  expect([stderr, status]).toEqual(["", 0]);
  expect(readFileSync(`${log}.1`, "utf8")).toContain("store created");
  await expect.poll(() => existsSync(log) && readFileSync(log, "utf8")).toContain("opened again");
});
