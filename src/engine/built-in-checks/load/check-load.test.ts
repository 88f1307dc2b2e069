import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bothAnswers, contextWith, hasPlugin, words } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { checkLoad, loadKind } from "./check-load.ts";

describe("check_load", () => {
  const folder = temporaryFolder();
  const loadavgFile = join(folder.path, "loadavg");
  const onlineCpusFile = join(folder.path, "online");
  const kind = loadKind({ loadavgFile, onlineCpusFile });
  beforeAll(() => {
    writeFileSync(loadavgFile, "4.02 2.00 0.50 2/345 6789\n");
    writeFileSync(onlineCpusFile, "0-2,6\n");
  });
  afterAll(() => folder.remove());

  it.each<[string, number, string]>([
    [
      "-w 5,5,5 -c 9,9,9",
      0,
      "LOAD OK - total load average: 4.02, 2.00, 0.50|load1=4.020;5.000;9.000;0; load5=2.000;5.000;9.000;0; " +
        "load15=0.500;5.000;9.000;0; \n",
    ],
    [
      "-w 4 -c 9",
      1,
      "LOAD WARNING - total load average: 4.02, 2.00, 0.50|load1=4.020;4.000;9.000;0; load5=2.000;4.000;" +
        "9.000;0; load15=0.500;4.000;9.000;0; \n",
    ],
    [
      "-w 1,1,0.1 -c 9,9,0.4",
      2,
      "LOAD CRITICAL - total load average: 4.02, 2.00, 0.50|load1=4.020;1.000;9.000;0; load5=2.000;1.000;" +
        "9.000;0; load15=0.500;0.100;0.400;0; \n",
    ],
    [
      "-r -w 1,1,1 -c 9,9,9",
      1,
      "LOAD WARNING - scaled load average: 1.00, 0.50, 0.12 - total load average: 4.02, 2.00, 0.50|" +
        "load1=4.020;;;0; scaled_load1=1.005;1.000;9.000;0; " +
        "load5=2.000;;;0; scaled_load5=0.500;1.000;9.000;0; load15=0.500;;;0; scaled_load15=0.125;1.000;9.000;0; \n",
    ],
  ])("%s on four processors: state %i", async (line, returnCode, stdout) => {
    expect(await kind.run(words(line), contextWith())).toEqual({ returnCode, stdout });
  });

  it("names the option it does not support", async () => {
    expect(await kind.run(["-w", "5", "-c", "9", "-n", "3"], contextWith())).toEqual({
      returnCode: 3,
      stdout: "check_load: option -n (--procs-to-show) is not supported by the built-in check, use the plugin for it\n",
    });
  });

  it("is UNKNOWN if the kernel does not report the load", async () => {
    const { returnCode } = await loadKind({ loadavgFile: join(folder.path, "none"), onlineCpusFile }).run(
      ["-w", "5", "-c", "9"],
      contextWith(),
    );

    expect(returnCode).toBe(3);
  });
});

describe.skipIf(!hasPlugin("check_load"))("check_load matches the plugin (skipped if it is not installed)", () => {
  it.each([
    "",
    "-w 500 -c 1000",
    "-w 500,400,300 -c 1000,900,800",
    "-w 500,400 -c 1000",
    "-r -w 500,400,300 -c 1000,900,800",
    "-w 5",
    "-w 10,10,10 -c 5,5,5",
    "-w 1,5,3 -c 2,4,4",
    "-w 1,5,5 -c 2,6,4",
    "-w a -c b",
    "-w x5 -c 100",
    "-w 500x -c 1000",
    "-w 500,400x,300 -c 1000,1000,1000",
    '-w "" -c 5',
    '-w 500:400:300 -c "1000 900 800"',
    "-w -5,1,1 -c 1,1,1",
    "-w 1,2,-3 -c 100",
    "-w 1 -c -4,5,5",
    "-w 1,1,1 -c 2,-1,2",
    "-w 1e2,400,300 -c 1000",
    "--warning=500,400,300 --critical 1000 --percpu",
    "-z",
    "--nope",
    "-w",
    "-w 500 -c 1000 operand",
    "-w 500 -c 1000 -n 0",
    "-w 500 -c 1000 -n x",
    "-w 500, -c 1000",
    "-w .5 -c 0x",
  ])("check_load %s", async (line) => {
    const answers = await bothAnswers(checkLoad, line);
    // The load may change between the two calls.
    const masked = (answer: string): string =>
      answer.replace(/average: [\d., ]+/g, "average: N").replace(/(load\d+)=[\d.]+/g, "$1=N");

    expect(masked(answers.builtIn)).toBe(masked(answers.plugin));
  });
});
