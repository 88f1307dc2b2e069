import { spawn, type ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bothAnswers, contextWith, hasPlugin, words } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { checkProcs, procsKind } from "./check-procs.ts";

/**
 * Fields: pid (name) state ppid pgrp session tty tpgid flags 4×faults utime stime 2×child priority nice threads 0
 * starttime vsize rss
 */
const stat = (pid: number, name: string, state: string, ppid: number, cpuTicks = 0, nice = 0, threads = 1): string =>
  `${pid} (${name}) ${state} ${ppid} ${pid} ${pid} 0 -1 0 0 0 0 0 ${cpuTicks} 0 0 0 20 ${nice} ${threads} 0 ` +
  "50000 10240000 500 0\n";

describe("check_procs", () => {
  const folder = temporaryFolder();
  const kind = procsKind({ procFolder: folder.path, passwdFile: join(folder.path, "passwd") });
  const answer = async (line: string): Promise<string> => {
    const { returnCode, stdout } = await kind.run(words(line), contextWith());
    return `${returnCode}: ${stdout}`;
  };
  const addProcess = (pid: number, files: { stat: string; uid?: number; args?: string }): void => {
    mkdirSync(join(folder.path, String(pid)));
    writeFileSync(join(folder.path, String(pid), "stat"), files.stat);
    writeFileSync(
      join(folder.path, String(pid), "status"),
      `Name:\tx\nUid:\t${files.uid ?? 0}\t${files.uid ?? 0}\t0\t0\nVmLck:\t       0 kB\n`,
    );
    writeFileSync(join(folder.path, String(pid), "cmdline"), (files.args ?? "").replaceAll(" ", "\0"));
  };
  beforeAll(() => {
    writeFileSync(join(folder.path, "uptime"), "1000.00 2000.00\n");
    writeFileSync(join(folder.path, "passwd"), "root:x:0:0::/root:/bin/sh\nweb:x:33:33::/var/www:/bin/false\n");
    addProcess(1, { stat: stat(1, "init", "S", 0), args: "/sbin/init splash " });
    addProcess(2, { stat: stat(2, "kthreadd", "S", 0) });
    addProcess(3, { stat: stat(3, "kworker/0:0", "I", 2, 0, -20) });
    addProcess(40, { stat: stat(40, "a (b) c", "R", 1, 10_000, 5, 3), uid: 33, args: "/usr/bin/web --port 80 " });
    addProcess(41, { stat: stat(41, "web", "Z", 40), uid: 33 });
    writeFileSync(join(folder.path, "42"), "a process that ended while it was looked at");
  });
  afterAll(() => folder.remove());

  it.each<[string, string]>([
    ["", "0: PROCS OK: 6 processes | procs=6;;;0;\n"],
    ["-k", "0: PROCS OK: 3 processes | procs=3;;;0;\n"],
    ["-k -w 2 -c 5", "1: PROCS WARNING: 3 processes | procs=3;2;5;0;\n"],
    ["-C web -c 1:", "0: PROCS OK: 1 process with command name 'web' | procs=1;;1:;0;\n"],
    ["-s Z", "0: PROCS OK: 1 process with STATE = Z | procs=1;;;0;\n"],
    ["-s N", "0: PROCS OK: 1 process with STATE = N | procs=1;;;0;\n"],
    ["-u web -c 1", "2: PROCS CRITICAL: 2 processes with UID = 33 (web) | procs=2;;1;0;\n"],
    ["-u 33 -p 40", "0: PROCS OK: 1 process with UID = 33 (web), PPID = 40 | procs=1;;;0;\n"],
    ['-a "port 80"', "0: PROCS OK: 1 process with args 'port 80' | procs=1;;;0;\n"],
    ["-a defunct", "0: PROCS OK: 1 process with args 'defunct' | procs=1;;;0;\n"],
    ['--ereg-argument-array "^.kthreadd.$"', "0: PROCS OK: 1 process with regex args '^.kthreadd.$' | procs=1;;;0;\n"],
    ["-X web,init -k", "0: PROCS OK: 1 process with exclude progs 'web,init' | procs=1;;;0;\n"],
    ["-P 19.9", "0: PROCS OK: 1 process with PCPU >= 19.90 | procs=1;;;0;\n"],
    [
      "-m CPU -w 15 -c 25 -k",
      "1: CPU WARNING: 1 warn out of 3 processes | procs=3;;;0; procs_warn=1;;;0; procs_crit=0;;;0;\n",
    ],
    [
      "-m CPU -c 15 -k -v",
      "2: CPU CRITICAL: 1 crit, 0 warn out of 3 processes [a (b) c] | procs=3;;;0; procs_warn=0;;;0; " +
        "procs_crit=1;;;0;\n",
    ],
    [
      "-m ELAPSED -c 499 -C init",
      "2: ELAPSED CRITICAL: 1 crit, 0 warn out of 1 process with command name 'init' | procs=1;;;0; " +
        "procs_warn=0;;;0; procs_crit=1;;;0;\n",
    ],
    [
      "-m VSZ -w 10000 -C init",
      "0: VSZ OK: 1 process with command name 'init' | procs=1;;;0; procs_warn=0;;;0; procs_crit=0;;;0;\n",
    ],
    ["-w 5:1", "3: Range format incorrect\n"],
  ])("%s", async (line, expected) => {
    expect(await answer(line)).toBe(expected);
  });
});

describe.skipIf(!hasPlugin("check_procs"))("check_procs matches the plugin (skipped if it is not installed)", () => {
  const children: ChildProcess[] = [];
  const mark = `vigie-test-${process.pid}`;
  beforeAll(async () => {
    const start = (...command: readonly string[]): void =>
      void children.push(spawn(command[0]!, command.slice(1), { stdio: "ignore", detached: true }));
    start("perl", "-e", "sleep 3600", `${mark}-one`);
    start("perl", "-e", "sleep 3600", `${mark}-two`);
    start("nice", "-n", "5", "perl", "-e", "sleep 3600", `${mark}-nice`);
    await Promise.all(children.map((child) => new Promise((resolve) => child.once("spawn", resolve))));
    // nice executes perl shortly after its start.
    while (
      (await checkProcs.run(["-a", mark, "-C", "perl"], contextWith())).stdout.startsWith("PROCS OK: 3 ") === false
    )
      await new Promise((resolve) => setTimeout(resolve, 10));
  });
  afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

  it.each([
    "-a $mark",
    "-a $mark-one",
    "-a $mark -w 2",
    "-a $mark -c 5:",
    "-a $mark -w 1 -c 2",
    "-a $mark -w 3:3 -c 1:",
    "-a $mark -w x",
    "-a $mark -c @1:10",
    "-a $mark -w 1:2:3",
    "-a $mark -w ~:5",
    "-a $mark -m VSZ -w 100",
    "-a $mark -m VSZ -w 100 -v",
    "-a $mark -m VSZ -w 100 -c 200 -v",
    "-a $mark -m RSS -c 1:100",
    "-a $mark -m CPU -w 90",
    "-a $mark -m ELAPSED -w 100",
    "-a $mark -m ELAPSED -c 100: -v",
    "-a $mark -m VSZ -c 1000000000",
    "-a $mark -C perl",
    "-C per -a $mark",
    "-C /usr/bin/perl -a $mark",
    "--ereg-argument-array $mark-(one|two)$",
    "--ereg-argument-array $mark-nice$",
    '--ereg-argument-array "ba(h"',
    "-a $mark -s S",
    "-a $mark -s N",
    "-a $mark -s R",
    "-a $mark -s RS",
    "-a $mark -s Ss",
    "-a $mark -s SN",
    "-a $mark -u root",
    "-a $mark -u 0",
    "-a $mark -u nosuch-user",
    "-a $mark -u 424242",
    "-a $mark -p 1",
    "-a $mark -z 1000",
    "-a $mark -r 1",
    "-a $mark -r 100000000",
    "-a $mark -P 90",
    "-a $mark -z 1 -r 1 -P 0",
    "-a $mark -k",
    "-a $mark -T",
    "-a $mark -t 5",
    "-a nosuch-$mark -a $mark",
    "-C perl -C nosuch -a $mark",
    "-s S -s R -a $mark",
    "-p 0 -p 1 -a $mark",
    "--ereg-argument-array nosuch --ereg-argument-array $mark",
    "-C kthreadd",
    "-C nosuch-program",
    "-C nosuch-program -c 1:",
    "-m FOO",
    "-m procs -w 10",
    "-p x",
    "-z x",
    "-r 1.5",
    "-P x",
    "-t x",
    "-w 5:1",
    "-q",
    "-m",
    "1 2 S -a $mark",
    "-a $mark 1 2",
    "-a $mark -w 9 1",
    "-a $mark --metric=VSZ --warning=1 --critical=2 --status=S --vsz=1 --rss=1 --pcpu=0 --command=perl",
    "-P 3 -z 2 -s Z -C y -a $mark",
    "-m RSS -w 1 -c 2 -C nosuch-program -v",
  ])("check_procs %s", async (line) => {
    const answers = await bothAnswers(checkProcs, line.replaceAll("$mark", mark));

    expect(answers.builtIn).toBe(answers.plugin);
  });
});
