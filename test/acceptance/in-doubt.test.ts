import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { sendCommands } from "../support/command-file.ts";
import { startHttpReceiver, type HttpReceiver } from "../support/http-receiver.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

let site: Site;
let receiver: HttpReceiver;
let server: ServerProcess | undefined;

beforeEach(async () => {
  receiver = await startHttpReceiver();
});
afterEach(async () => {
  await server?.kill();
  await receiver.stop();
  await site.remove();
});

const start = async (channel: string, command: string, more = ""): Promise<void> => {
  site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\n",
    "objects.cfg": "",
    "vigie.yaml": `channels:\n  ops:\n    kind: webhook\n    url: ${receiver.url}/alerts\n    timeout_seconds: 60\n${channel}${more}`,
  });
  writeFileSync(join(site.configFolder, "objects.cfg"), objects(command.replaceAll("FOLDER", site.folder)));
  await restart();
};
const restart = async (): Promise<void> => {
  server = await startServerProcess({
    VIGIE_CONFIG: site.configFolder,
    VIGIE_DATA: site.dataFolder,
    VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
  });
};
const report = (code: number, text: string): Promise<void> =>
  sendCommands(site, systemClock, `PROCESS_SERVICE_CHECK_RESULT;web;page;${code};${text}`);
const explained = (): string =>
  execFileSync(VIGIE, ["--config", site.configFolder, "--data", site.dataFolder, "explain", "web", "page"], {
    encoding: "utf8",
  });
const marks = (): unknown[] =>
  receiver.requests.map(({ headers, body }) => {
    const { type, in_doubt: isInDoubt } = JSON.parse(body) as { type: string; in_doubt: boolean };
    return [type, isInDoubt, headers["vigie-in-doubt"] ?? null];
  });

test("killed while a webhook is being answered, the server sends the message again, marked, under the same key", async () => {
  await start("", "channel ops");
  receiver.answerNext(0);
  await report(2, "down");
  await expect.poll(() => receiver.requests.length).toBe(1);

  await server!.kill();
  await restart();
  await expect.poll(() => receiver.requests.length).toBe(2);
  await report(0, "up");
  await expect.poll(() => receiver.requests.length).toBe(3);

  expect(marks()).toEqual([
    ["PROBLEM", false, null],
    ["PROBLEM", true, "true"],
    ["RECOVERY", false, null],
  ]);
  const keys = receiver.requests.map(({ headers }) => headers["idempotency-key"]);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
}, 180_000);

test("with in_doubt: skip it does not send it again, explain says so, and what was never tried is sent unmarked", async () => {
  await start("    in_doubt: skip\n", "channel ops");
  receiver.answerNext(0);
  await report(2, "down");
  await expect.poll(() => receiver.requests.length).toBe(1);
  // Waits behind the problem: committed, and not claimed.
  await report(0, "up");
  await expect.poll(explained).toContain("OK");

  await server!.kill();
  await restart();
  await expect.poll(() => receiver.requests.length).toBe(2);

  expect(marks()).toEqual([
    ["PROBLEM", false, null],
    ["RECOVERY", false, null],
  ]);
  expect(explained()).toContain(
    "CRITICAL: not notified: ann by notify (not sent again: it may have been sent before the restart, and channel ops has in_doubt: skip)",
  );
}, 180_000);

test("a notification command that was running at the kill is run again with VIGIE_IN_DOUBT, or not with command_in_doubt: skip", async () => {
  const command =
    'echo "$NOTIFICATIONTYPE$ ${VIGIE_IN_DOUBT-unset}" >> FOLDER/notified && (test -e FOLDER/quick || sleep 20)';
  for (const [setting, lines] of [
    ["", ["PROBLEM unset", "PROBLEM 1"]],
    ["command_in_doubt: skip\n", ["PROBLEM unset"]],
  ] as const) {
    await start("", command, setting);
    const notified = (): readonly string[] => {
      const path = join(site.folder, "notified");
      return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
    };
    await report(2, "down");
    await expect.poll(() => notified().length).toBe(1);

    await server!.kill();
    writeFileSync(join(site.folder, "quick"), "");
    await restart();
    await expect.poll(explained).toContain(setting === "" ? "notified ann by notify" : "and command_in_doubt is skip");

    expect(notified()).toEqual(lines);
    await server!.stop();
    server = undefined;
    if (setting === "") await site.remove();
  }
}, 180_000);

const objects = (command: string): string => `
define command {
  command_name  notify
  command_line  ${command}
}
define contact {
  contact_name                   ann
  service_notification_commands  notify
  host_notification_commands     notify
  host_notification_options      d,u,r
  service_notification_options   w,c,r
}
define host {
  host_name              web
  host_id                1
  address                127.0.0.1
  max_check_attempts     1
  active_checks_enabled  0
  contacts               ann
}
define service {
  host_name              web
  service_description    page
  service_id             2
  check_command          notify
  active_checks_enabled  0
  max_check_attempts     1
  notification_interval  0
  contacts               ann
}
`;
