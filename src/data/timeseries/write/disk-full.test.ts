import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../../../test/support/fill-the-disk-of-series.ts");

test(
  "on a full disk values wait, up to 64 MB; then the oldest are dropped and counted; the rest is kept once there is room",
  { timeout: 180_000 },
  async ({ skip }) => {
    const probe = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp"]);
    if (probe.status !== 0) skip("this system does not allow users to mount a file system (unshare -rm)");
    const mountPoint = await mkdtemp(join(tmpdir(), "vigie-full-series-"));

    const { stdout } = await promisify(execFile)("unshare", ["-rm", process.execPath, PROGRAM, mountPoint]);
    await rm(mountPoint, { recursive: true });
    const outcome = JSON.parse(stdout) as Record<"offered" | "dropped" | "keptAfterwards" | "megabytes", number>;

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
