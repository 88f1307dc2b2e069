import { spawnSync } from "node:child_process";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "../servers.fixture.ts";

// In its own mount namespace: a FUSE file system that never answers would block every program that reads mounts.
const mountHung = 'exec 3<>/dev/fuse && mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 hung "$0"';
const folder = temporaryFolder();
const canMount = spawnSync("unshare", ["-rm", "sh", "-c", mountHung, folder.path], { timeout: 10_000 }).status === 0;

afterAll(() => folder.remove());

it.skipIf(!canMount)(
  "a mount that never answers delays neither later checks of it nor others (skipped if FUSE cannot be mounted)",
  () => {
    const program = `
    import { checkDisk } from ${JSON.stringify(new URL("check-disk.ts", import.meta.url).href)}
    const clock = { now: () => 0, runAt: () => () => {} }
    const context = { timeoutSeconds: 60, signal: new AbortController().signal, clock }
    const check = (path) => checkDisk.run(['-w', '1', '-c', '1', '-t', '1', '-p', path], context)
    const hung = Array.from({ length: 6 }, () => check(process.argv[1]))
    const another = await check('/')
    console.log(JSON.stringify([another, ...await Promise.all(hung)].map(({ stdout }) => stdout)))
    // An ordinary exit would wait for the file threads.
    process.kill(process.pid, 'SIGKILL')`;

    const script = `${mountHung} && exec "$1" --input-type=module -e "$2" "$0"`;
    const { stdout } = spawnSync("unshare", ["-rm", "sh", "-c", script, folder.path, process.execPath, program], {
      encoding: "utf8",
      timeout: 20_000,
    });
    const [another, ...hung] = JSON.parse(stdout) as string[];

    expect(another).toMatch(/^DISK (OK|WARNING|CRITICAL) - free space: \/ /);
    expect(hung).toEqual(Array.from({ length: 6 }, () => "CRITICAL - Plugin timed out after 1 seconds\n"));
  },
);
