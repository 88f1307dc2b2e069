import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Runs a program of `test/` with a folder that it may mount a small file system at. Returns what it prints; null: not allowed here. */
async function runWithSmallDisk(program: string): Promise<unknown> {
  const probe = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp"]);
  if (probe.status !== 0) return null;
  const mountPoint = await mkdtemp(join(tmpdir(), "vigie-full-series-"));
  const path = join(import.meta.dirname, "../../../../test", program);
  const { stdout } = await promisify(execFile)("unshare", ["-rm", process.execPath, path, mountPoint]);
  await rm(mountPoint, { recursive: true });
  return JSON.parse(stdout);
}
const NOT_ALLOWED = "this system does not allow users to mount a file system (unshare -rm)";

test(
  "on a full disk values wait, up to 64 MB; then the oldest are dropped and counted; the rest is kept once there is room",
  { timeout: 180_000 },
  async ({ skip }) => {
    const outcome = (await runWithSmallDisk("support/fill-the-disk-of-series.ts")) as Record<
      "offered" | "dropped" | "keptAfterwards" | "megabytes",
      number
    > | null;
    if (outcome === null) return skip(NOT_ALLOWED);

    expect(outcome).toMatchObject({
      // What came before is readable, although its day has a file that could not be finished.
      waitingAtFirst: { dropped: 0, kept: 99 },
      isFlushed: true,
      droppedAfterwards: outcome.dropped,
      said: [
        "write-failed",
        "sweep-failed",
        "memory-full",
        "write-failed solved",
        "memory-full solved",
        "sweep-failed solved",
      ],
    });
    expect(outcome.dropped).toBeGreaterThan(1_000);
    expect(outcome.keptAfterwards).toBe(outcome.offered - outcome.dropped);
    expect(outcome.megabytes).toBeLessThan(500);
  },
);

test("on a full disk a graph of the last hours is drawn; a longer one names the file, and sets no sound file aside", async ({
  skip,
}) => {
  const outcome = await runWithSmallDisk("timeseries/read-on-full-disk.ts");
  if (outcome === null) return skip(NOT_ALLOWED);

  expect(outcome).toEqual({
    whileFull: { ofHours: 3, ofMonth: expect.stringMatching(/metrics\/.*sqlite cannot be read: disk I\/O error$/) },
    afterwards: { ofHours: 3, ofMonth: 144 },
    setAside: [],
    said: [],
  });
});
