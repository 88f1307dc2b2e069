import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contextWith, words } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { diskKind } from "./check-disk.ts";
import { isRemote, mountOf, readMounts } from "./mount-table.ts";

describe("check_disk", () => {
  const folder = temporaryFolder();
  const table = join(folder.path, "mounts");
  const nested = join(folder.path, "a b");
  const gone = join(folder.path, "gone");
  const kind = diskKind(table);
  const answer = (line: string): Promise<{ returnCode: number; stdout: string }> =>
    kind.run(words(line), contextWith());
  beforeAll(() => {
    mkdirSync(nested);
    // Real folders with invented names: statfs reports the file system of the temporary folder.
    const mounts = [
      ["/dev/real", folder.path, "ext4"],
      ["server:/export", nested.replace(" ", "\\040"), "nfs4"],
      ["/dev/lost", gone, "xfs"],
      ["proc", "/proc", "proc"],
    ];
    writeFileSync(table, mounts.map((mount) => `${mount.join(" ")} rw,relatime 0 0\n`).join(""));
  });
  afterAll(() => folder.remove());

  it("names a mount point that is not accessible", async () => {
    expect(await answer("-w 1% -c 1%")).toEqual({
      returnCode: 2,
      stdout: `DISK CRITICAL - ${gone} is not accessible: No such file or directory\n`,
    });
    expect((await answer(`-w 1% -c 1% -x ${gone}`)).stdout).not.toContain(gone);
  });

  it("excludes remote file systems with -l, and only tests access to them with -L", async () => {
    const all = `-w 1 -c 1 -x ${gone}`;

    expect((await answer(all)).stdout).toContain(`${nested} `);
    expect((await answer(`${all} -l`)).stdout).not.toContain(`${nested} `);
    expect((await answer(`${all} -L`)).stdout).not.toContain(`${nested} `);
  });

  it("compares free space and gives used space as perfdata", async () => {
    const plenty = await answer(`-w 1 -c 1 -u bytes -N ext4 -p ${folder.path}`);
    const little = await answer(`-w 100% -c 1 -N ext4 -p ${folder.path}`);
    const tooLittle = await answer(`-w 100% -c 100% -N ext4 -p ${folder.path}`);

    expect(plenty.returnCode).toBe(0);
    expect(plenty.stdout).toMatch(/^DISK OK - free space: \S+ \d+B \(\d+% inode=\S+\);\| \S+=\d+B;\d+;\d+;0;\d+\n$/);
    expect([little.returnCode, tooLittle.returnCode]).toEqual([1, 2]);
  });

  it("is UNKNOWN without a file system to check, and OK if that is allowed (-n)", async () => {
    expect(await answer("-w 1% -c 1% -N zfs")).toEqual({ returnCode: 3, stdout: "DISK UNKNOWN - free space:|\n" });
    expect(await answer("-w 1% -c 1% -n -N zfs")).toEqual({
      returnCode: 0,
      stdout: "DISK OK - no file system to check|\n",
    });
    expect((await answer(`-n -w 1% -c 1% -p ${gone}/x`)).returnCode).toBe(0);
  });

  it("ends immediately when the server stops", async () => {
    const controller = new AbortController();
    controller.abort();

    expect((await kind.run(words("-w 1 -c 1"), contextWith({ signal: controller.signal }))).returnCode).toBe(3);
  });

  it("finds the mount of a path", async () => {
    const mounts = await readMounts(table);

    expect(mountOf(join(nested, "x", "y"), mounts, false)?.folder).toBe(nested);
    expect(mountOf(`${folder.path}x`, mounts, false)).toBeNull();
    expect(mountOf("/dev/lost", mounts, true)?.folder).toBe(gone);
    expect(mountOf(join(nested, "x"), mounts, true)).toBeNull();
    expect(mounts.filter(isRemote).map(({ device }) => device)).toEqual(["server:/export"]);
  });
});
