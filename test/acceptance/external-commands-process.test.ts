import { statSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startServerProcess } from "../support/server-process.ts";

test("SHUTDOWN_PROGRAM stops the server in order, also one that is repeated", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vigie-shutdown-"));
  mkdirSync(join(folder, "config"));
  writeFileSync(join(folder, "config/vigie.cfg"), "");
  const server = await startServerProcess({ VIGIE_CONFIG: join(folder, "config"), VIGIE_DATA: join(folder, "data") });
  const fifo = join(folder, "data/vigie.cmd");

  await writeFile(fifo, "[1700000000] SHUTDOWN_PROGRAM\n[1700000000] SHUTDOWN_PROGRAM\n");

  expect(await server.ended).toBe(0);
  // It stays, so that a script cannot make a plain file of it.
  expect(statSync(fifo).isFIFO()).toBe(true);
  rmSync(folder, { recursive: true });
}, 180_000);
