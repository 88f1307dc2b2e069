import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/data/store/open-store.ts";
import { silentLog } from "../../src/lib/log.ts";
import { canMountHung, MOUNT_FUNCTION, runWithHungMounts } from "../support/hung-mount.ts";

// Starts the server, mounts a file system that never answers where it is told, and sends each signal after a while.
const PROGRAM = `${MOUNT_FUNCTION}
  import { spawn } from "node:child_process";
  import { once } from "node:events";
  const [vigie, folder, hung, ...signals] = process.argv.slice(1);
  mountHung(folder + "/data/" + hung);
  const child = spawn(vigie, ["serve", "--config", folder + "/config", "--data", folder + "/data",
    "--listen", "127.0.0.1:0", "--log-format", "json"], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (piece) => { text += piece; });
  const seen = async (part) => {
    while (!text.includes(part)) {
      await Promise.race([once(child.stderr, "data"), closed]);
      if (child.exitCode !== null) throw new Error(text);
    }
  };
  const closed = once(child, "close");
  const begun = { at: performance.now() };
  if (signals.length > 0) {
    await seen("server-started");
    begun.at = performance.now();
    for (const signal of signals) {
      child.kill(signal);
      await seen("stopping at");
      begun.last = performance.now();
    }
  }
  const [code, signal] = await closed;
  const lines = text.trimEnd().split("\\n");
  console.log(JSON.stringify({ lines, code, signal, ms: performance.now() - begun.at, lastMs: performance.now() - begun.last }));
`;

interface Ended {
  readonly lines: readonly string[];
  readonly code: number | null;
  readonly signal: string | null;
  /** From the first signal. */
  readonly ms: number;
  /** From the last signal. */
  readonly lastMs: number;
}

async function serveUntil(hung: string, ...signals: readonly string[]): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-hung-data-"));
  mkdirSync(join(folder, "config"));
  await (await openStore({ folder: join(folder, "data"), log: silentLog, exclusive: true })).close();
  mkdirSync(join(folder, "data", hung));
  writeFileSync(join(folder, "config/vigie.cfg"), "");
  const vigie = resolve(import.meta.dirname, "../../bin/vigie");
  const { stdout, stderr } = await runWithHungMounts(PROGRAM, [vigie, folder, hung, ...signals], 55_000);
  rmSync(folder, { recursive: true });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Ended;
}

const messages = ({ lines }: Ended): readonly string[] =>
  lines.filter((line) => line.startsWith("{")).map((line) => (JSON.parse(line) as { msg: string }).msg);

describe.skipIf(!canMountHung())("a server whose data folder does not answer any more (skipped without FUSE)", () => {
  // These two wait for limits of 12 and 15 s.
  test("ends at SIGTERM, and names what did not stop", { concurrent: true, timeout: 180_000 }, async () => {
    const ended = await serveUntil("metrics", "SIGTERM");
    expect(ended.signal).toBe("SIGKILL");
    expect(ended.ms).toBeLessThan(25_000);
    expect(messages(ended)).toEqual(
      expect.arrayContaining([
        "time series: did not stop within 12 s",
        expect.stringMatching(/^the process is killed, since .* does not answer: thread time-series-writer/),
      ]),
    );
  });

  test(
    "does not start without its history, and says which folder",
    { concurrent: true, timeout: 180_000 },
    async () => {
      const ended = await serveUntil("history");
      expect(ended.signal).toBe("SIGKILL");
      expect(ended.lines.at(-1)).toMatch(/^vigie: .*\/data\/history could not be read within 15 s/);
    },
  );

  test.each([
    ["SIGTERM", "SIGTERM"],
    ["SIGTERM", "SIGINT"],
  ])("ends at once at a second signal: %s, %s", { timeout: 180_000 }, async (first, second) => {
    const ended = await serveUntil("metrics", first, second);
    expect(ended.signal).toBe("SIGKILL");
    expect(ended.lastMs).toBeLessThan(3000);
    expect(messages(ended)).toContain(`ending without a stop, at a second ${second}`);
  });
});
