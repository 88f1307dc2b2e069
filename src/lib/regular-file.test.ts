import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readGuardedFile } from "./guarded-file.ts";
import { readRegularFile, utf8Text } from "./regular-file.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-regular-"));
  file = join(folder, "file");
});
afterEach(() => rmSync(folder, { recursive: true }));

const WAYS = [
  [
    "in this process",
    async (path: string, maxBytes: number, options?: { kind: "stored" }) =>
      readRegularFile(path, maxBytes, options?.kind),
  ],
  ["in a process of its own", readGuardedFile],
] as const;

describe.each(WAYS)("a file of the configuration, read %s", (_way, read) => {
  test("is read whole, also through a link", async () => {
    writeFileSync(file, "x".repeat(200_000));
    symlinkSync("file", join(folder, "link"));

    expect((await read(join(folder, "link"), 200_000)).toString()).toBe("x".repeat(200_000));
  });

  test("is read though its size is 0, as below /proc", async () => {
    expect((await read(`/proc/${process.pid}/stat`, 10_000)).toString()).toContain(`${process.pid} (`);
  });

  test.each([
    [`/proc/${process.pid}/stat`, "no stored file, but one of the kernel (proc)"],
    ["/proc/self/mem", "no stored file, but one of the kernel (proc)"],
    ["/sys/kernel/mm/transparent_hugepage/enabled", "no stored file, but one of the kernel (sysfs)"],
    ["/dev/zero", "not a regular file but a device"],
    ["/proc/self/exe", "not a regular file but a link"],
  ])("is refused where only stored files are read: %s", async (path, reason) => {
    await expect(read(path, 1_000_000_000, { kind: "stored" })).rejects.toThrow(reason);
  });

  test.each([
    ["a missing one", () => {}, "no such file or folder"],
    ["a folder", () => mkdirSync(file), "not a regular file but a folder"],
    ["a FIFO", () => spawnSync("mkfifo", [file]), "not a regular file but a FIFO"],
    ["a link to a device", () => symlinkSync("/dev/zero", file), "not a regular file but a device"],
    ["a link to itself", () => symlinkSync("file", file), "too many symbolic links"],
    ["one below a file", () => writeFileSync(file, ""), "not a folder", "file/below"],
    ["one with a long name", () => {}, "the path is too long", "x".repeat(300)],
    ["one that is too large", () => writeFileSync(file, "x".repeat(1_001)), "it has 1001 bytes; at most 1000 are read"],
  ])("is refused with the reason: %s", async (_name, make, message, name = "file") => {
    make();

    await expect(read(join(folder, name), 1_000)).rejects.toThrow(message);
  });

  test("is refused with the reason: a socket", async () => {
    const server = createServer().listen(file);
    await once(server, "listening");

    await expect(read(file, 1_000)).rejects.toThrow("not a regular file but a socket");
    server.close();
  });

  test.skipIf(process.getuid?.() === 0)(
    "is refused with the reason: one of somebody else (root reads every file)",
    async () => {
      writeFileSync(file, "", { mode: 0 });

      await expect(read(file, 1_000)).rejects.toThrow(`permission denied for the user ${userInfo().username}`);
    },
  );
});

test("text that is not UTF-8 is refused with its line, and a byte order mark is dropped", () => {
  expect(utf8Text(Buffer.from("\uFEFFé"))).toBe("é");
  expect(() => utf8Text(Buffer.from("a\nb\nc\xe9", "latin1"))).toThrow("not UTF-8 text (line 3)");
});
