import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startHttpReceiver, type HttpReceiver } from "../../test/support/http-receiver.ts";
import { partsOf, startSmtpServer, type SmtpServer } from "../../test/support/smtp-server.ts";
import { readSettings } from "../config/settings/read-settings.ts";
import { notifyTestCommand } from "./notify-test.ts";

let folder: string;
let smtp: SmtpServer;
let http: HttpReceiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-notify-test-"));
  smtp = await startSmtpServer();
  http = await startHttpReceiver();
  write("vigie.cfg", "cfg_file=objects.cfg\n");
  write("objects.cfg", objects(join(folder, "out")));
  write(
    "vigie.yaml",
    `channels:\n  ops-mail:\n    kind: mail\n    server: 127.0.0.1:${smtp.port}\n    tls: none\n` +
      `    from: vigie@example.org\n  hook:\n    kind: webhook\n    url: ${http.url}\n`,
  );
});
afterEach(async () => {
  process.exitCode = undefined;
  await smtp.stop();
  await http.stop();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

/** Printed text and exit code. */
async function notifyTest(...args: string[]): Promise<{ readonly printed: string; readonly exitCode: number }> {
  const stdout = new PassThrough();
  const command = notifyTestCommand(
    { settings: () => readSettings({ flags: { config: folder }, env: { PATH: "/usr/bin:/bin" }, root: folder }) },
    { stdin: new PassThrough(), stdout, stderr: new PassThrough() },
  );
  await command.parseAsync(args, { from: "user" });
  stdout.end();
  return { printed: await text(stdout), exitCode: Number(process.exitCode ?? 0) };
}

test("notifies a contact by all its commands, and prints the outcome of each", async () => {
  expect(await notifyTest("ada", "--host", "web", "--service", "page")).toEqual({
    printed: "channel ops-mail: delivered: 250 2.0.0 queued as 1\ncommand pager: delivered\n",
    exitCode: 0,
  });

  expect(readFileSync(join(folder, "out"), "utf8")).toBe("PROBLEM web page CRITICAL +33 1\n");
  const { headers, text: body } = partsOf(smtp.mails[0]!);
  expect(headers.get("subject")).toBe("Problem: service web/page is CRITICAL");
  expect(body).toContain("This is a test of notifications; nothing has happened.");
});

test("takes another channel or command, another type, and the first host if none is given", async () => {
  expect(await notifyTest("ada", "--channel", "hook", "--type", "RECOVERY")).toMatchObject({
    printed: "channel hook: delivered: HTTP 200 ok\n",
    exitCode: 0,
  });
  expect(JSON.parse(http.requests[0]!.body)).toMatchObject({
    type: "RECOVERY",
    host: { name: "web" },
    service: null,
    state: "UP",
  });
  expect(http.requests[0]!.headers["idempotency-key"]).toMatch(/^test-[0-9a-f-]{36}-1$/);

  expect(await notifyTest("ada", "--command", "pager")).toMatchObject({ printed: "command pager: delivered\n" });
});

test("a failed delivery makes the exit code 1", async () => {
  smtp.answerNext("rcpt", "550 5.1.1 nobody");

  expect(await notifyTest("ada", "--host", "web", "--service", "page")).toEqual({
    printed:
      "channel ops-mail: failed: Can't send mail - all recipients were rejected: 550 5.1.1 nobody\n" +
      "command pager: delivered\n",
    exitCode: 1,
  });
  http.answerNext(503, "full");
  expect(await notifyTest("ada", "--channel", "hook")).toMatchObject({
    printed: "channel hook: failed: HTTP 503 full (a running server would try again)\n",
    exitCode: 1,
  });
});

test.each([
  [["bob"], "There is no contact 'bob'; there is ada, mute."],
  [["ada", "--host", "db"], "There is no host 'db'; there is web."],
  [["ada", "--service", "mail"], "There is no service of host 'web' 'mail'; there is page."],
  [["ada", "--channel", "fax"], "There is no channel 'fax'; there is ops-mail, hook."],
  [["ada", "--command", "fax"], "There is no command 'fax'; there is ops-mail, pager."],
  [["mute"], "The contact 'mute' has no host_notification_commands; give --channel or --command."],
])("%j is refused", async (args, message) => {
  await expect(notifyTest(...args)).rejects.toThrow(message);
});

const objects = (out: string): string => `
define command {
  command_name  ops-mail
  command_line  channel ops-mail
}
define command {
  command_name  pager
  command_line  printf "%b" "$NOTIFICATIONTYPE$ $HOSTNAME$ $SERVICEDESC$ $SERVICESTATE$ $CONTACTPAGER$\\n" > ${out}
}
define contact {
  contact_name                   ada
  email                          ada@example.org
  pager                          +33 1
  service_notification_commands  ops-mail,pager
  host_notification_commands     pager
}
define contact {
  contact_name  mute
}
define host {
  host_name  web
  address    192.0.2.1
  max_check_attempts 1
}
define service {
  host_name            web
  service_description  page
  check_command        pager
  max_check_attempts   1
}
`;
