import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contextWith, words } from "../plugins.fixture.ts";
import { temporaryFolder } from "../servers.fixture.ts";
import { memoryKind } from "./check-memory.ts";

describe("check_memory", () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "meminfo");
  const kind = memoryKind(file);
  beforeAll(() =>
    writeFileSync(file, "MemTotal:        4096000 kB\nMemFree:           10000 kB\nMemAvailable:    1024000 kB\n"),
  );
  afterAll(() => folder.remove());

  it("reports the share unavailable to applications, in bytes for graphs", async () => {
    expect(await kind.run(words("-w 80 -c 90"), contextWith())).toEqual({
      returnCode: 0,
      stdout:
        "MEMORY OK - 75.0% used (3000 MiB of 4000 MiB), 1000 MiB available|used=3145728000B;3355443200;" +
        "3774873600;0;4194304000\n",
    });
  });

  it.each<[string, number]>([
    ["", 0],
    ["-w 75 -c 90", 0],
    ["-w 74.9% -c 90%", 1],
    ["-w 50 -c 70", 2],
    ["--critical=10", 2],
    ["-w 10", 1],
    ["-v -w 80 -c 90", 0],
    ["-w 90 -c 80", 3],
    ["-w x", 3],
    ["-w 101", 3],
    ["-w -1", 3],
    ["-w 80MB", 3],
    ["80 90", 3],
    ["-x", 3],
    ["-w", 3],
    ["-h", 3],
    ["-V", 3],
  ])("%s gives state %i", async (line, returnCode) => {
    expect((await kind.run(words(line), contextWith())).returnCode).toBe(returnCode);
  });

  it("is UNKNOWN if the kernel does not report available memory", async () => {
    writeFileSync(join(folder.path, "old"), "MemTotal: 4096000 kB\nMemFree: 10000 kB\n");

    for (const name of ["old", "none"]) {
      const answer = await memoryKind(join(folder.path, name)).run([], contextWith());
      expect(answer).toEqual({
        returnCode: 3,
        stdout: `MEMORY UNKNOWN - no MemTotal and MemAvailable in ${join(folder.path, name)}\n`,
      });
    }
  });
});
