import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canMountHung, MOUNT_FUNCTION, runWithHungMounts } from "../../test/support/hung-mount.ts";

const READER = JSON.stringify(new URL("guarded-file.ts", import.meta.url).href);

const PROGRAM = `${MOUNT_FUNCTION}
  import { readdirSync, readFileSync } from "node:fs";
  import { readGuardedFile } from ${READER};
  const [hung, healthy] = process.argv.slice(1);
  const read = (path) => readGuardedFile(path, 1000, { limitMs: 1500 }).then(String, ({ message }) => message);
  const processes = () => readFileSync("/proc/self/task/" + process.pid + "/children", "utf8").trim().split(" ").length;
  await read(healthy);
  mountHung(hung);
  let beats = 0;
  const beat = setInterval(() => { beats += 1; }, 10);
  const both = [read(hung + "/a"), read(hung + "/a"), read(hung + "/b")];
  const most = processes();
  const meanwhile = await read(healthy);
  const failed = await Promise.all(both);
  clearInterval(beat);
  const after = await read(healthy);
  console.log(JSON.stringify({ failed, meanwhile, after, most, wasFree: beats > 50 }));
`;

test.skipIf(!canMountHung())(
  "a file on a mount that never answers is given up, once for all who ask; others are read (skipped without FUSE)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "vigie-guarded-"));
    const hung = mkdtempSync(join(tmpdir(), "vigie-hung-"));
    writeFileSync(join(folder, "healthy"), "read");

    const { stdout, stderr, status } = await runWithHungMounts(PROGRAM, [hung, join(folder, "healthy")], 20_000);
    rmSync(folder, { recursive: true });
    rmSync(hung, { recursive: true });

    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    const reason = "its file system has not answered for 1.5 s";
    expect(JSON.parse(stdout)).toEqual({
      failed: [reason, reason, reason],
      meanwhile: "read",
      after: "read",
      most: 2,
      wasFree: true,
    });
  },
);

const WITHOUT_DESCRIPTORS = `
  import { closeSync, openSync } from "node:fs";
  import { readGuardedFile } from ${READER};
  const read = () => readGuardedFile(process.argv[1], 1000, { limitMs: 5000 }).then(String, ({ message }) => message);
  const open = [];
  try { for (;;) open.push(openSync("/dev/null")); } catch {}
  const failed = await read();
  open.forEach((file) => closeSync(file));
  console.log(JSON.stringify({ failed, after: await read() }));
  process.exit();
`;

test("without descriptors for a process the reason says so, and the next reader is not held up", () => {
  const folder = mkdtempSync(join(tmpdir(), "vigie-guarded-"));
  writeFileSync(join(folder, "file"), "read");

  const { stdout, stderr } = spawnSync(
    "prlimit",
    [
      "--nofile=80:80",
      process.execPath,
      "--disable-warning=ExperimentalWarning",
      "--input-type=module",
      "--eval",
      WITHOUT_DESCRIPTORS,
      join(folder, "file"),
    ],
    { encoding: "utf8", timeout: 20_000 },
  );
  rmSync(folder, { recursive: true });

  expect([stderr, JSON.parse(stdout)]).toEqual([
    "",
    {
      failed: expect.stringMatching(/^the process that reads it could not be started: spawn \S+ EMFILE$/),
      after: "read",
    },
  ]);
});
