import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canMountHung, MOUNT_FUNCTION, runWithHungMounts } from "../../../test/support/hung-mount.ts";
import { outcomeOf } from "../delivery/attempts.ts";
import { sampleNotification } from "../delivery/notification.fixture.ts";
import { channelOfSettings } from "./channel-of-settings.fixture.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-secrets-"));
  mkdirSync(join(folder, "secrets"));
  for (const name of ["password", "header"]) writeFileSync(join(folder, "secrets", name), "hunter2-hunter2\n");
  writeFileSync(join(folder, "secrets", "url"), "http://127.0.0.1:9/hook\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const KINDS = {
  mail: [
    "kind: mail",
    "server: 127.0.0.1:9",
    "from: Vigie <vigie@example.org>",
    "user: vigie",
    "password_file: secrets/password",
  ],
  webhook: ["kind: webhook", "url: http://127.0.0.1:9/", "secret_headers:", "  Authorization: secrets/header"],
  slack: ["kind: slack", "url_file: secrets/url"],
} as const;
const FILES = { mail: "password", webhook: "header", slack: "url" } as const;

test.each(["mail", "webhook", "slack"] as const)(
  "a secret of %s that became a FIFO fails, to be retried",
  async (kind) => {
    const channel = channelOfSettings(folder, KINDS[kind]);
    const file = join(folder, "secrets", FILES[kind]);
    rmSync(file);
    spawnSync("mkfifo", [file]);

    expect(await outcomeOf(() => channel.deliver(sampleNotification()), sampleNotification().message)).toEqual({
      delivered: false,
      retry: true,
      reason: `${file} cannot be read: not a regular file but a FIFO`,
    });
  },
);

const PROGRAM = `${MOUNT_FUNCTION}
  const [folder, ...kinds] = process.argv.slice(1);
  const { channelOfSettings } = await import(${JSON.stringify(new URL("channel-of-settings.fixture.ts", import.meta.url).href)});
  const { outcomeOf } = await import(${JSON.stringify(new URL("../delivery/attempts.ts", import.meta.url).href)});
  const { sampleNotification } = await import(${JSON.stringify(new URL("../delivery/notification.fixture.ts", import.meta.url).href)});
  const channels = kinds.map((lines) => channelOfSettings(folder, JSON.parse(lines)));
  mountHung(folder + "/secrets");
  let longestMs = 0;
  let last = performance.now();
  setInterval(() => { longestMs = Math.max(longestMs, performance.now() - last); last = performance.now(); }, 10).unref();
  const outcomes = await Promise.all(
    channels.map((channel) => outcomeOf(() => channel.deliver(sampleNotification()), sampleNotification().message)),
  );
  console.log(JSON.stringify({ outcomes, longestMs }));
`;

test.skipIf(!canMountHung())(
  "a secret on a mount that never answers holds up its message only (skipped without FUSE)",
  async () => {
    const kinds = Object.values(KINDS).map((lines) => JSON.stringify(lines));

    const { stdout, stderr, status } = await runWithHungMounts(PROGRAM, [folder, ...kinds], 30_000);

    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    const { outcomes, longestMs } = JSON.parse(stdout);
    expect(outcomes).toEqual(
      Object.values(FILES).map((file) => ({
        delivered: false,
        retry: true,
        reason: `${folder}/secrets/${file} cannot be read: its file system has not answered for 5 s`,
      })),
    );
    expect(longestMs).toBeLessThan(2_000);
  },
);
