import { afterAll, expect, it } from "vitest";
import { canMountHung, MOUNT_FUNCTION, runWithHungMounts } from "../../../../test/support/hung-mount.ts";
import { temporaryFolder } from "../servers.fixture.ts";

const folder = temporaryFolder();

afterAll(() => folder.remove());

it.skipIf(!canMountHung())(
  "a mount that never answers delays neither later checks of it nor others (skipped if FUSE cannot be mounted)",
  async () => {
    const program = `${MOUNT_FUNCTION}
    import { checkDisk } from ${JSON.stringify(new URL("check-disk.ts", import.meta.url).href)}
    const clock = { now: () => 0, runAt: () => () => {} }
    const context = { timeoutSeconds: 60, signal: new AbortController().signal, clock }
    const check = (path) => checkDisk.run(['-w', '1', '-c', '1', '-t', '1', '-p', path], context)
    mountHung(process.argv[1])
    const hung = Array.from({ length: 6 }, () => check(process.argv[1]))
    const another = await check('/')
    console.log(JSON.stringify([another, ...await Promise.all(hung)].map(({ stdout }) => stdout)))
    // An ordinary exit would wait for the file threads.
    process.kill(process.pid, 'SIGKILL')`;

    const { stdout } = await runWithHungMounts(program, [folder.path], 20_000);
    const [another, ...hung] = JSON.parse(stdout) as string[];

    expect(another).toMatch(/^DISK (OK|WARNING|CRITICAL) - free space: \/ /);
    expect(hung).toEqual(Array.from({ length: 6 }, () => "CRITICAL - Plugin timed out after 1 seconds\n"));
  },
);
