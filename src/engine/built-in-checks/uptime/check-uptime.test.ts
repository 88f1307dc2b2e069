import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { clockAt, contextWith, words } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { uptimeKind } from "./check-uptime.ts";
import { inLargeUnits, inLocalTime } from "./uptime-words.ts";

describe("check_uptime", () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "uptime");
  const kind = uptimeKind(file);
  beforeAll(() => writeFileSync(file, "5005860.42 9000000.00\n"));
  afterAll(() => folder.remove());

  it.each<[string, number, string]>([
    ["-w 10w -c 11w", 0, "OK: uptime is 5005860 seconds. |uptime=5005860s;6048000;6652800;0\n"],
    ["-w 10 -c 11", 2, "CRITICAL: uptime is 5005860 seconds. Exceeds upper crit threshold. |uptime=5005860s;10;11;0\n"],
    [
      "-w 10 -c 9999w",
      1,
      "WARNING: uptime is 5005860 seconds. Exceeds upper warn threshold. |uptime=5005860s;10;6047395200;0\n",
    ],
    [
      "-w 58d:9998w -c 1d:9999w",
      1,
      "WARNING: uptime is 5005860 seconds. Exceeds lower warn threshold. |uptime=5005860s;6046790400;6047395200;0\n",
    ],
    [
      "-w 60d:9998w -c 58d:9999w",
      2,
      "CRITICAL: uptime is 5005860 seconds. Exceeds lower crit threshold. |uptime=5005860s;6046790400;6047395200;0\n",
    ],
    ["-w 10m: -c 5m:", 0, "OK: uptime is 5005860 seconds. |uptime=5005860s;;;0\n"],
    [
      "-w 10w -c 11w -f",
      0,
      "OK: uptime is 5005860 seconds. Running for 8 weeks, 1 day, 22 hours, 31 minutes and 0 seconds. |" +
        "uptime=5005860s;6048000;6652800;0\n",
    ],
    ["-w 10w -c 11w -d", 0, "OK: uptime is 57 days. |uptime=5005860s;6048000;6652800;0\n"],
    ["-w 5 -c 2", 3, "Upper Warning (-w) cannot be greater than Critical (-c)!\n"],
    ["-w 1:5 -c 2:6", 3, "Lower Warning (-w) cannot be greater than Critical (-c)!\n"],
    ["-w x -c 2", 3, "Upper warning (-w) is not numeric\n"],
    ["-w 5 -c y:9", 3, "Lower critical (-c) is not numeric\n"],
    ["-w 5y -c 9y", 3, "Upper warning (-w) is not numeric\n"],
  ])("%s gives state %i", async (line, returnCode, stdout) => {
    expect(await kind.run(words(line), contextWith())).toEqual({ returnCode, stdout });
  });

  it("reports the boot time by the given clock", async () => {
    const now = Date.parse("2018-05-27T14:29:53Z") / 1000;

    const { stdout } = await kind.run(words("-w 10w -c 11w --since"), contextWith({ clock: clockAt(now) }));

    expect(stdout).toContain(`Running since ${inLocalTime(now - 5_005_860)}. |`);
  });

  it("requires both thresholds", async () => {
    const { returnCode, stdout } = await kind.run(["-w", "5"], contextWith());

    expect(returnCode).toBe(3);
    expect(stdout).toMatch(/^check_uptime: -w and -c are required\nUsage: check_uptime /);
  });

  it("is UNKNOWN if the kernel does not report the uptime", async () => {
    expect((await uptimeKind(join(folder.path, "none")).run(words("-w 1 -c 2"), contextWith())).returnCode).toBe(3);
  });

  it.each<[number, string]>([
    [0, "0 seconds"],
    [100, "100 seconds"],
    [101, "1 minute and 41 seconds"],
    [6060, "1 hour, 41 minutes and 0 seconds"],
    [172_800, "48 hours and 0 seconds"],
    [180_000, "2 days, 2 hours and 0 seconds"],
    [1_300_000, "2 weeks, 1 day, 1 hour, 6 minutes and 40 seconds"],
  ])("formats %i s as %s", (uptime, sentence) => {
    expect(inLargeUnits(uptime)).toBe(sentence);
  });
});
