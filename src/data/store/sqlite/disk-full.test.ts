import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../../../test/support/fill-the-disk.ts");

test("a full disk refuses commits, damages nothing, and accepts commits when space is free again", async ({ skip }) => {
  const probe = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp"]);
  if (probe.status !== 0) skip("this system does not allow users to mount a file system (unshare -rm)");
  const mountPoint = await mkdtemp(join(tmpdir(), "vigie-full-"));

  const { stdout } = await promisify(execFile)("unshare", ["-rm", process.execPath, PROGRAM, mountPoint]);
  await rm(mountPoint, { recursive: true });

  const { acknowledged, refused, readableWhileFull, refusedAfterRoom, found, integrity } = JSON.parse(stdout);
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(refused[0]).toMatchObject({
    code: "store-full",
    message: expect.stringContaining(`${mountPoint}/data/vigie.sqlite. Free space`),
  });
  expect(readableWhileFull).toBe(acknowledged.length - 3);
  expect(refusedAfterRoom).toBe(0);
  expect(found).toEqual(acknowledged);
  expect(integrity).toEqual([{ integrity_check: "ok" }]);
});
