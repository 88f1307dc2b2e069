import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../../test/support/fill-the-disk-of-history.ts");

test(
  "a full disk makes the archiver wait, holds no commit up, and loses nothing",
  { timeout: 180_000 },
  async ({ skip }) => {
    const probe = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp"]);
    if (probe.status !== 0) skip("this system does not allow users to mount a file system (unshare -rm)");
    const mountPoint = await mkdtemp(join(tmpdir(), "vigie-full-history-"));

    const { stdout } = await promisify(execFile)("unshare", ["-rm", process.execPath, PROGRAM, mountPoint]);
    await rm(mountPoint, { recursive: true });

    expect(JSON.parse(stdout)).toEqual({
      problem: { code: "store-full", since: expect.any(Number) },
      refusedCommits: 0,
      readWhileFull: 4_020,
      left: 20,
      found: 4_020,
      different: 4_020,
      problemAfterwards: null,
      lines: [
        expect.stringContaining("trying again. No space left to write"),
        "events moved from the store to the history",
        "events are moved to the history again",
      ],
    });
  },
);
