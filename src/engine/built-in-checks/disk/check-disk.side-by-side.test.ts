import { execFileSync, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bothAnswers, hasPlugin } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { checkDisk } from "./check-disk.ts";

const isInstalled = hasPlugin("check_disk");
// Other programs write between the two calls, so the space of the root file system is compared without its numbers.
const withoutNumbers = (answer: string): string =>
  answer
    .replace(/\d+([kMGTP]iB|B)\b/g, "#$1")
    .replace(/(=|;)\d+(?=;|\b)/g, "$1#")
    .replace(/\d+%/g, "#%");

describe.skipIf(!isInstalled)("check_disk matches the plugin (skipped if it is not installed)", () => {
  it.each([
    "",
    "-w 10% -c 5% -p /",
    "-w 10% -c 5% /",
    "-w 100 -c 50 -p / -u GB",
    "-w 1 -c 1 -p / -u bytes",
    "-w 10% -c 5% -p / -k",
    "-w 10% -c 5% -p / -m",
    "-w 10% -c 5% -p / -u TB",
    "-w 10% -c 5% -p / -u kB",
    "-w 10% -c 5% -p / -u foo",
    "-w 10% -c 5% -p / -u kb",
    "-w 10% -c 5% -p / -p /tmp",
    "-w 10% -c 5% -p /tmp -E",
    "-E -w 10% -c 5% -p /tmp/x",
    "-E -w 10% -c 5% -p /",
    "-w 10% -c 5% -p /nosuch",
    "-w 10% -c 5% -p /dev/null",
    "-w 10% -c 5% -p /dev/",
    "-w 10% -c 5% -p /dev/nosuch",
    "-w 10% -c 5% -p relative",
    '-w 10% -c 5% -p ""',
    "-w 10% -c 5% -p /proc",
    "-w 10% -c 5% -p /etc/../tmp",
    "-w 10% -c 5%",
    "-w 10% -c 5% -l",
    "-w 10% -c 5% -L",
    "-w 10% -c 5% -e",
    "-w 10% -c 5% -e -v",
    "-w 99% -c 5% -p / -p /dev -e",
    "-w 10% -c 99% -p / -p /dev -e",
    "-w 10% -c 5% -x /",
    "-w 10% -c 5% -x / -p /",
    "-w 10% -c 5% -X tmpfs",
    "-w 10% -c 5% -X tmpfs -X devtmpfs",
    "-w 10% -c 5% -N tmpfs",
    "-w 10% -c 5% -N nosuch",
    "-w 10% -c 5% -N nosuch -e",
    "-w 10% -c 5% -A",
    "-w 10% -c 5% -r ^/$",
    "-w 10% -c 5% -R ^/DEV",
    "-w 10% -c 5% -r nomatch",
    "-w 10% -c 5% -r (",
    "-w 10% -c 5% -A -i /dev",
    "-w 10% -c 5% -A -I ^/DEV",
    "-w 10% -c 5% -i /dev",
    "-w 10% -c 5% -p / -i /",
    "-w 10% -c 5% -p / -p /dev -I DEV$",
    "-w 10% -c 5% -p / -i nomatch",
    "-w 10% -c 5% -R ^/$ -r ^/dev$",
    "-r .",
    "-A",
    "-p /",
    "-w 10%",
    "-c 5% -p /",
    "-w 5% -c 10% -p /",
    "-w 10 -p / -c 5%",
    "-w 10%: -c 5%: -p /",
    "-w 10:20% -c 5% -p /",
    "-w @10 -c 5 -p /",
    "-w 10:20 -c 5 -p /",
    "-w -10% -c 5% -p /",
    "-w a -c b -p /",
    "-w 1TB -c 5GB -p /",
    "-w 10% -c 5% -p / -P",
    "-W 10% -K 5% -p / -P",
    "-W 10 -K 5 -p / -P",
    "-W 10:20 -K 5 -p / -P",
    "-W 100 -K 5 -p /",
    "-W 100 -K 100 -p /",
    "-w 10% -c 5% -p / -f",
    "-w 10% -c 5% -p / -M",
    "-w 10% -c 5% -p /dev -M",
    "-w 10% -c 5% -g grp -p / -p /dev",
    "-w 10% -c 5% -g grp -p / -p /tmp",
    "-w 10% -c 5% -g grp -r .",
    "-w 10% -c 5% -g a -p / -g b -p /dev",
    "-w 10% -c 5% -g a -p / -C -w 1 -c 1 -p /dev",
    "-w 99% -c 5% -g a -p / -p /dev -e",
    "-w 10% -c 5% -W 99% -g a -p / -p /dev -P",
    "-w 10% -c 5% -p / -C -w 100 -c 50 -p /dev",
    "-w 100 -c 50 -C -w 1000 -c 500 -p /dev -C -w 5% -c 3% -p / -X tmpfs",
    "-w 10 -A -C -w 5 -c 3 -p /dev -X tmpfs",
    "-C",
    "90 99 /",
    "1 99 /dev",
    "50 0 /",
    "-w 10% -c 5% 50 60 /",
    "80% 90% /",
    "-t 5 -w 10% -c 5% -p /",
    "-t x -p /",
    "--warning=10% --critical=5% --path=/ --units=GB --iperfdata --exclude-type=nfs --timeout=5",
    "--partition=/dev --warning=5",
    "--warning=10% --partition=/dev --errors-only --local --mountpoint",
    "--iwarning=10% --icritical=5% --ereg-path=^/$ --ignore-ereg-path=nope",
  ])("check_disk %s", async (line) => {
    const answers = await bothAnswers(checkDisk, line);

    expect(withoutNumbers(answers.builtIn)).toBe(withoutNumbers(answers.plugin));
  });
});

const folder = temporaryFolder();
const canMount =
  isInstalled && spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "vigie-test", folder.path]).status === 0;
if (!canMount) folder.remove();

describe.skipIf(!canMount)("check_disk gives the plugin's numbers (skipped if nothing can be mounted)", () => {
  const at = (name: string): string => join(folder.path, name);
  const mounted: string[] = [];
  const mount = (name: string, options: string, device = "vigie-test"): void => {
    mkdirSync(at(name));
    execFileSync("mount", ["-t", "tmpfs", "-o", options, device, at(name)]);
    mounted.push(at(name));
  };
  beforeAll(() => {
    mount("full", "size=10m,nr_inodes=100");
    writeFileSync(join(at("full"), "data"), Buffer.alloc(9_500_000));
    mount("half", "size=20m,nr_inodes=10", "a device");
    for (const name of ["a", "b", "c", "d", "e"]) writeFileSync(join(at("half"), name), Buffer.alloc(2_000_000));
    mount("no inodes", "size=5m,nr_inodes=0");
  });
  afterAll(() => {
    for (const path of [...mounted, folder.path]) execFileSync("umount", [path]);
    rmSync(folder.path, { recursive: true, force: true });
  });

  it.each([
    "-w 10% -c 5% -p $full",
    "-w 9% -c 4% -p $full",
    "-w 8% -c 4% -p $full",
    "-w 9% -c 9% -p $full",
    "-w 1 -c 0 -p $full",
    "-w 1.5 -c 0.9 -p $full",
    "-w 1000 -c 500 -k -p $full",
    "-w 1000 -c 960 -k -p $full",
    "-w 960 -c 1 -k -p $full",
    "-w 959 -c 1 -k -p $full",
    "-W 98% -K 5% -p $full -P",
    "-W 97 -K 5 -p $full",
    "-w 50% -c 20% -p $half",
    "-w 52% -c 20% -p $half -P",
    "-W 40% -K 30% -p $half -P",
    '-w 10% -c 5% -p "$no inodes" -P',
    '-W 10% -K 5% -p "$no inodes" -P',
    '-w 10% -c 5% -p $full -p $half -p "$no inodes" -e',
    "-w 10% -c 5% -g g -p $full -p $half",
    "-w 33% -c 5% -g g -p $full -p $half -P",
    "-w 20 -c 5 -g g -p $full -p $half -u MB",
    "-w 10% -c 5% -p $half -u bytes",
    "-w 10% -c 5% -p $half -u GB",
    "-w 5 -c 1 -p $half/a -f",
    "-w 10% -c 5% -N tmpfs -r vigie",
    "-w 10% -c 5% -p $half -M",
    "90 95 $full",
    "91 95 $full",
    "50 60 $half",
    "-w 10% -c 5% -x $full -r vigie",
    "-w 10% -c 5% -r vigie -i full$",
    "-E -w 10% -c 5% -p $half",
    "-E -w 10% -c 5% -p $half/a",
  ])("check_disk %s", async (line) => {
    const answers = await bothAnswers(
      checkDisk,
      line.replace(/\$(no inodes|\w+)/g, (_all, name: string) => at(name)),
    );

    expect(answers.builtIn).toBe(answers.plugin);
  });
});
