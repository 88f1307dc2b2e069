import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bothAnswers, contextWith, hasPlugin, words } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { checkSwap, swapKind } from "./check-swap.ts";

const meminfo = (total: number, free: number, cached: number): string =>
  `MemTotal:        4041108 kB\nSwapCached:      ${cached} kB\nSwapTotal:       ${total} kB\n` +
  `SwapFree:        ${free} kB\nHugePages_Total:       0\n`;

describe("check_swap", () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "meminfo");
  const kind = swapKind(file);
  const answer = (line: string): Promise<{ returnCode: number; stdout: string }> =>
    kind.run(words(line), contextWith());
  afterAll(() => folder.remove());

  it("compares free swap in whole megabytes", async () => {
    writeFileSync(file, meminfo(2_097_148, 1_497_148, 10));

    expect(await answer("-w 10% -c 5%")).toEqual({
      returnCode: 0,
      stdout: "SWAP OK - 72% free (1462MB out of 2047MB) |swap=1533018112B;214643500;107321750;0;2146435072\n",
    });
    expect((await answer("-w 72% -c 5%")).returnCode).toBe(1);
    expect((await answer("-w 1533018113 -c 1533018112")).returnCode).toBe(2);
  });

  it("lets the operator choose the state of a machine without swap", async () => {
    writeFileSync(file, meminfo(0, 0, 0));

    expect((await answer("-w 10% -c 5%")).returnCode).toBe(2);
    expect(await answer("-w 10% -c 5% -n ok")).toEqual({
      returnCode: 0,
      stdout:
        "SWAP OK - 0% free (0MB out of 0MB) - Swap is either disabled, not present, or of zero size. |" +
        "swap=0B;0;0;0;0\n",
    });
    expect((await answer("-w 10% -c 5% --no-swap=1")).returnCode).toBe(1);
  });

  it("is UNKNOWN if the kernel does not report swap", async () => {
    const { returnCode } = await swapKind(join(folder.path, "none")).run(["-w", "10%", "-c", "5%"], contextWith());

    expect(returnCode).toBe(3);
  });
});

describe.skipIf(!hasPlugin("check_swap"))("check_swap matches the plugin (skipped if it is not installed)", () => {
  it.each([
    "",
    "-w 10% -c 5%",
    "-w 10% -c 5% -n ok",
    "-w 10% -c 5% -n 1",
    "-w 10% -c 5% -n foo",
    '-w 10% -c 5% -n ""',
    "-w 5 -c 10",
    "-w 5% -c 10%",
    "-w 10",
    "-c 10",
    "-w a -c b",
    "-w 0 -c 0",
    "-w 110% -c 5%",
    "-w 100% -c 101%",
    "-w 99999999999999999999 -c 1",
    "-a -v -w 10 -c 5",
    "10 5",
    "-x",
    "-w",
    "--warning=10% --critical=5% --no-swap=unknown --allswaps",
  ])("check_swap %s", async (line) => {
    const answers = await bothAnswers(checkSwap, line);

    expect(answers.builtIn).toBe(answers.plugin);
  });
});

const canMount = spawnSync("unshare", ["-rm", "mount", "--bind", "/dev/null", "/dev/zero"]).status === 0;

describe.skipIf(!hasPlugin("check_swap") || !canMount)(
  "check_swap matches the plugin for any amount of swap (skipped if nothing can be mounted over /proc/meminfo)",
  () => {
    const folder = temporaryFolder();
    const file = join(folder.path, "meminfo");
    afterAll(() => folder.remove());
    const amounts: [string, string][] = [
      ["plenty", meminfo(2_097_148, 1_497_148, 102_400)],
      ["full", meminfo(2_097_148, 0, 0)],
      ["little", meminfo(900, 900, 0)],
      ["unused", meminfo(8_388_604, 8_388_604, 0)],
    ];

    describe.each(amounts)("%s", (_name, text) => {
      beforeAll(() => writeFileSync(file, text));

      it.each([
        "-w 10% -c 5%",
        "-w 90% -c 80%",
        "-w 77% -c 1",
        "-w 76% -c 1",
        "-w 1637875712 -c 1",
        "-w 1637875711 -c 1",
        "-w 100% -c 1637875712",
        "-w 100% -c 0%",
        "-w 10.9% -c 5",
        "-w 100,50% -c 10,20%",
        "-w 10% -c 1000",
        "-c 10%",
        "-w 5%",
        "-w 10m -c 5m",
        "-w 5 -n critical",
      ])("check_swap %s", async (line) => {
        const builtIn = await swapKind(file).run(words(line), contextWith());
        const script = 'mount --bind "$0" /proc/meminfo && /usr/lib/nagios/plugins/check_swap "$@"; echo "rc=$?"';
        const plugin = execFileSync("unshare", ["-rm", "sh", "-c", script, file, ...words(line)], { encoding: "utf8" });

        expect(`${builtIn.stdout}rc=${builtIn.returnCode}\n`).toBe(plugin);
      });
    });
  },
);
