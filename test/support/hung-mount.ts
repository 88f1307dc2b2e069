import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

// In its own mount namespace: a FUSE file system that never answers would block every program that reads mounts.
const IN_NAMESPACE = 'exec 3<>/dev/fuse && exec "$@"';
const OPTIONS = "fd=3,rootmode=40000,user_id=0,group_id=0";

const MOUNT_HUNG = `mount -i -t fuse -o ${OPTIONS} hung "$1"`;

/** Runs a program, an ES module, where it may mount file systems that never answer. */
export async function runWithHungMounts(
  program: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly status: number | null }> {
  const child = spawn(
    "unshare",
    ["-rm", "sh", "-c", IN_NAMESPACE, "sh", process.execPath, "--input-type=module", "-e", program, ...args],
    { stdio: ["ignore", "pipe", "pipe"], timeout: timeoutMs, killSignal: "SIGKILL" },
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, stderr, status: child.exitCode };
}

/** Source of a function `mountHung(folder)` for such a program. */
export const MOUNT_FUNCTION = `
  import { spawnSync as spawnMount } from "node:child_process";
  const mountHung = (folder) =>
    spawnMount("sh", ["-c", ${JSON.stringify(MOUNT_HUNG)}, "sh", folder], { stdio: ["ignore", "inherit", "inherit", 3] });
`;

/** True if this user can mount FUSE in a namespace. */
export function canMountHung(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "vigie-hung-"));
  try {
    return (
      spawnSync("unshare", ["-rm", "sh", "-c", `exec 3<>/dev/fuse && ${MOUNT_HUNG}`, "sh", folder], { timeout: 10_000 })
        .status === 0
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
