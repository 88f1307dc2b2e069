import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { hostKey, serviceKey } from "../../src/model/resource-key.ts";
import { sendCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { startHttpReceiver, type HttpReceiver } from "../support/http-receiver.ts";
import { readStore } from "../support/read-store.ts";
import { nextCheck, SERVICE, START, type ServiceAnswer } from "../support/one-service.ts";
import { createScriptedPlugin, type ScriptedPlugin } from "../support/scripted-plugin.ts";
import { startServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";
import { partsOf, startSmtpServer, type SmtpServer } from "../support/smtp-server.ts";

let site: Site;
let plugin: ScriptedPlugin;
let clock: FakeClock;
let smtp: SmtpServer;
let slack: HttpReceiver;

beforeEach(async () => {
  smtp = await startSmtpServer();
  slack = await startHttpReceiver();
  site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\nillegal_macro_output_chars=\n",
    "vigie.yaml": `channels:\n  ops-mail:\n    kind: mail\n    server: 127.0.0.1:${smtp.port}\n    tls: none\n    from: vigie@example.org\n  ops-slack:\n    kind: slack\n    url: ${slack.url}/services/T/B/secret\n`,
  });
  plugin = createScriptedPlugin(site.folder, "page");
  clock = createFakeClock(START);
});
afterEach(async () => {
  await site.remove();
  await smtp.stop();
  await slack.stop();
});

const configure = (contacts: string, more = ""): void =>
  writeFileSync(
    join(site.configFolder, "objects.cfg"),
    objects(plugin.path, join(site.folder, "told"), contacts, more),
  );
const notified = (): string[] =>
  existsSync(join(site.folder, "told")) ? readFileSync(join(site.folder, "told"), "utf8").trimEnd().split("\n") : [];
/** Outcome of each message, in order. */
const outcomes = (): Promise<readonly string[]> =>
  readStore(site, async (store) =>
    (await Promise.all([hostKey(1), serviceKey(1, 2)].map((key) => store.readMessages(key, 100))))
      .flat()
      .sort((one, other) => one.id - other.id)
      .map(({ contact, kind, outcome }) => `${contact} ${kind} ${String(outcome)}`),
  );

describe("a problem of a service", () => {
  let server: ServerUnderTest;

  const start = async (contacts: string): Promise<void> => {
    configure(contacts);
    server = await site.start(clock);
    await server.eventually<ServiceAnswer>(SERVICE, ({ last_check }) => last_check !== null);
  };
  const checked = (returnCode: number, text: string): Promise<ServiceAnswer> =>
    nextCheck({ plugin, clock, server }, returnCode, text);

  test("the notification command runs once with the right text, and once at the recovery", async () => {
    await start("ann");
    await checked(2, 'it said "no" & $(reboot)');
    await expect.poll(() => notified().length).toBe(1);
    await checked(2, "still no");
    await checked(0, "yes");
    await expect.poll(() => notified().length).toBe(2);

    expect(notified()).toEqual([
      'PROBLEM: Web/page is CRITICAL: it said "no" & $(reboot) -> ann@example.org (1)',
      "RECOVERY: Web/page is OK: yes -> ann@example.org (2)",
    ]);
    await expect.poll(outcomes).toEqual(["ann problem delivered", "ann recovery delivered"]);
  });

  test("a notification command that fails is not run again, and its output is kept", async () => {
    await start("pat");
    await checked(2, "no");
    await expect.poll(outcomes).toEqual(["pat problem failed: exit code 3: no line to the pager"]);
    await clock.advanceBy(120);

    expect(notified()).toEqual(["pat"]);
  });

  test("a mail that the server defers twice arrives 30 s after the problem, at the third attempt", async () => {
    await start("mel");
    smtp.answerNext("rcpt", "451 4.7.1 greylisted", "451 4.7.1 greylisted");
    await checked(2, "no route");
    const begin = clock.now();
    await untilTried(1);
    await clock.advanceTo(begin + 9);
    expect(smtpTries()).toBe(1);
    await clock.advanceTo(begin + 10);
    await untilTried(2);
    await clock.advanceTo(begin + 29);
    expect([smtpTries(), smtp.mails.length]).toEqual([2, 0]);
    await clock.advanceTo(begin + 30);
    await expect.poll(() => smtp.mails.length).toBe(1);

    const { headers, text } = partsOf(smtp.mails[0]!);
    expect(headers.get("subject")).toBe("Problem: service web/page is CRITICAL");
    expect(text).toContain("no route");
    await expect
      .poll(outcomes)
      .toEqual([
        expect.stringMatching(
          /^mel problem delivered: 250 2.0.0 queued as 1; 2 failed attempts before, the last: .*451 4.7.1 greylisted$/,
        ),
      ]);
  });

  test("a mail that is refused for some addresses is sent again to those that were deferred, and to no other", async () => {
    await start("two");
    smtp.answerNext("rcpt", "250 ok", "450 4.2.1 mailbox busy", "550 5.1.1 no such user", "450 4.2.1 mailbox busy");
    await checked(2, "no route");
    await expect.poll(() => smtp.mails.map(({ to }) => to)).toEqual([["a@example.org"]]);
    const begin = clock.now();
    await expect.poll(() => clock.advanceTo(begin + 10).then(() => smtp.recipients())).toBe(4);
    await expect
      .poll(() => clock.advanceBy(10).then(() => smtp.mails.map(({ to }) => to)))
      .toEqual([["a@example.org"], ["b@example.org"]]);

    expect(partsOf(smtp.mails[1]!).headers.get("x-vigie-in-doubt")).toBeUndefined();
    await expect
      .poll(outcomes)
      .toEqual([expect.stringMatching(/^two problem delivered: 250 .*; 2 failed attempts before, the last: .*busy$/)]);
  });

  test("Slack gets it in the colour of the state, then the recovery, also when the first was deferred", async () => {
    await start("sal");
    slack.answerNext(429, "slow down", { "retry-after": "40" });
    await checked(1, "slow");
    await expect.poll(() => slack.requests.length).toBe(1);
    await checked(0, "fast");
    await clock.advanceBy(60);
    await expect.poll(() => slack.requests.length).toBe(3);

    const titles = slack.requests.map(({ path, body }) => {
      const {
        attachments: [{ title, color }],
      } = JSON.parse(body) as { attachments: [{ title: string; color: string }] };
      return `${path} ${color} ${title}`;
    });
    expect(titles).toEqual([
      "/services/T/B/secret #e6a100 Problem: service web/page is WARNING",
      "/services/T/B/secret #e6a100 Problem: service web/page is WARNING",
      "/services/T/B/secret #2e9e3f Recovered: service web/page is OK",
    ]);
    const keys = slack.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  test("a contact or command that a restart has removed is not notified, and that is recorded", async () => {
    await start("mel,ann");
    smtp.answerNext("rcpt", "451 4.7.1 greylisted");
    await checked(2, "no");
    await expect.poll(async () => (await outcomes()).filter((outcome) => outcome.endsWith("delivered")).length).toBe(1);
    await server.stop();
    writeFileSync(
      join(site.configFolder, "objects.cfg"),
      objects(plugin.path, join(site.folder, "told"), "ann").replaceAll("mel", "someone"),
    );
    server = await site.start(clock);

    await expect
      .poll(outcomes)
      .toEqual(
        expect.arrayContaining([
          "mel problem failed: the contact 'mel' is no longer configured",
          "ann problem delivered",
        ]),
      );
    expect(smtp.mails).toEqual([]);
  });

  const smtpTries = (): number => smtp.recipients();
  const untilTried = (count: number): Promise<void> => expect.poll(smtpTries).toBe(count);
});

describe("a host that goes down", () => {
  let server: ServerUnderTest;
  const send = (command: string): Promise<void> => sendCommands(site, clock, command);
  const stateOf = (path: string, state: number): Promise<unknown> =>
    server.eventually<ServiceAnswer>(path, (answer) => answer.state === state);
  const subjects = (): (string | undefined)[] => smtp.mails.map((mail) => partsOf(mail).headers.get("subject"));

  test("is notified in one message with the affected resources; its recovery names what still fails", async () => {
    configure("mel", "active_checks_enabled 0");
    server = await site.start(clock);
    await send("PROCESS_SERVICE_CHECK_RESULT;web;page;2;no page");
    await expect.poll(subjects).toEqual(["Problem: service web/page is CRITICAL"]);

    await clock.advanceBy(60);
    await send("PROCESS_HOST_CHECK_RESULT;web;1;no answer");
    await expect.poll(() => smtp.mails.length).toBe(2);
    await send("PROCESS_HOST_CHECK_RESULT;behind;2;no answer");
    await stateOf("/monitoring/hosts/3", 2);
    await clock.advanceBy(120);
    await send("PROCESS_HOST_CHECK_RESULT;web;0;back");
    await expect.poll(() => smtp.mails.length).toBe(3);

    expect(subjects().slice(1)).toEqual(["Problem: host web is DOWN", "Recovered: host web is UP"]);
    expect(partsOf(smtp.mails[1]!).text.replaceAll("\r\n", "\n")).toContain(
      "1 of its 1 service has a problem: page (CRITICAL)\n1 host behind it cannot be reached: behind\n",
    );
    expect(partsOf(smtp.mails[2]!).text.replaceAll("\r\n", "\n")).toContain(
      "Still failing: 1 of its 1 service: page (CRITICAL)\nStill failing: 1 host behind it: behind (UNREACHABLE)\n",
    );
  });
});

describe("a channel", () => {
  test("that is missing in vigie.yaml is an error at the start", async () => {
    configure("mel");
    writeFileSync(
      join(site.configFolder, "vigie.yaml"),
      readFileSync(join(site.configFolder, "vigie.yaml"), "utf8").replace("ops-mail", "mail-ops"),
    );

    await expect(site.start(clock)).rejects.toThrow(
      /objects\.cfg:14: command_line: there is no channel 'ops-mail' in vigie\.yaml; there is mail-ops, ops-slack/,
    );
  });

  test("is used after a reload when changed; a missing one makes the reload change nothing", async () => {
    const other = await startSmtpServer();
    try {
      configure("mel", "active_checks_enabled 0");
      const server = await site.start(clock);
      const path = join(site.configFolder, "vigie.yaml");
      const text = readFileSync(path, "utf8");
      writeFileSync(path, text.replace(`${smtp.port}`, `${other.port}`));
      expect(await server.app.reload()).toMatchObject({ isAccepted: true, needsRestart: [] });
      writeFileSync(path, text.replace("ops-mail", "mail-ops"));
      expect(await server.app.reload()).toMatchObject({
        isAccepted: false,
        errors: [{ directive: "command_line", message: expect.stringContaining("no channel 'ops-mail'") }],
      });

      await sendCommands(site, clock, "PROCESS_SERVICE_CHECK_RESULT;web;page;2;no page");
      await expect.poll(() => other.mails.length).toBe(1);
      expect(smtp.mails).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});

test("killed after it sent a notification, the server does not send it again after a restart", async () => {
  configure("ann", "active_checks_enabled 0");
  const env = { VIGIE_CONFIG: site.configFolder, VIGIE_DATA: site.dataFolder, VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD };
  const result = (code: number, text: string): Promise<void> =>
    sendCommands(site, systemClock, `PROCESS_SERVICE_CHECK_RESULT;web;page;${code};${text}`);
  const first = await startServerProcess(env);
  await result(2, "down");
  await expect.poll(outcomes).toEqual(["ann problem delivered"]);

  await first.kill();
  const second = await startServerProcess(env);
  try {
    await result(0, "up");
    await expect.poll(outcomes).toEqual(["ann problem delivered", "ann recovery delivered"]);
  } finally {
    await second.stop();
  }

  expect(notified().map((line) => line.split(":")[0])).toEqual(["PROBLEM", "RECOVERY"]);
}, 180_000);

const objects = (plugin: string, notified: string, contacts: string, more = ""): string => `
define command {
  command_name  scripted
  command_line  ${plugin}
}
define command {
  command_name  tell
  command_line  /usr/bin/printf "%s\\n" "$NOTIFICATIONTYPE$: $HOSTALIAS$/$SERVICEDESC$ is $SERVICESTATE$: $SERVICEOUTPUT$ -> $CONTACTEMAIL$ ($SERVICENOTIFICATIONNUMBER$)" >> ${notified}
}
define command {
  command_name  pager
  command_line  echo $CONTACTNAME$ >> ${notified} && echo "no line to the pager" >&2 && exit 3
}
define command {
  command_name  ops-mail
  command_line  channel ops-mail
}
define command {
  command_name  ops-slack
  command_line  channel ops-slack
}
${[
  ["ann", "tell"],
  ["pat", "pager"],
  ["mel", "ops-mail"],
  ["two", "ops-mail", "a@example.org, b@example.org, c@example.org"],
  ["sal", "ops-slack"],
]
  .map(
    ([name, command, email = `${name}@example.org`]) => `
define contact {
  contact_name                   ${name}
  email                          ${email}
  host_notification_commands     ${command}
  service_notification_commands  ${command}
  host_notification_options      d,u,r
  service_notification_options   w,c,r
}`,
  )
  .join("\n")}
define host {
  host_name           web
  alias               Web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
  contacts            ${contacts}
  active_checks_enabled 0
}
define host {
  host_name              behind
  host_id                3
  address                127.0.0.1
  max_check_attempts     1
  active_checks_enabled  0
  parents                web
  contacts               ${contacts}
}
define service {
  host_name              web
  service_description    page
  service_id             2
  check_command          scripted
  check_interval         5
  retry_interval         1
  max_check_attempts     1
  notification_interval  0
  contacts               ${contacts}
  ${more}
}
`;
