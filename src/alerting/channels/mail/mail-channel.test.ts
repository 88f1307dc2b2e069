import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  partsOf,
  startSmtpServer,
  type SmtpServer,
  type SmtpServerOptions,
} from "../../../../test/support/smtp-server.ts";
import { hasOpenssl, makeCertificate, type Certificate } from "../../../engine/built-in-checks/servers.fixture.ts";
import type { Channel, DeliveryOutcome } from "../../delivery/channel.ts";
import { sampleNotification } from "../../delivery/notification.fixture.ts";
import { channelOfSettings } from "../channel-of-settings.fixture.ts";

let folder: string;
const servers: SmtpServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-mail-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  rmSync(folder, { recursive: true });
});

const start = async (options: SmtpServerOptions = {}): Promise<SmtpServer> => {
  const server = await startSmtpServer(options);
  servers.push(server);
  return server;
};
const channel = (server: SmtpServer, ...more: string[]): Channel =>
  channelOfSettings(folder, [
    "kind: mail",
    `server: localhost:${server.port}`,
    "from: Vigie <vigie@example.org>",
    "timeout_seconds: 2",
    ...more,
  ]);
const send = (server: SmtpServer, ...more: string[]): Promise<DeliveryOutcome> =>
  channel(server, "tls: none", ...more).deliver(sampleNotification());

test("a mail has a subject, a text part, an HTML part, and headers that prevent automatic answers", async () => {
  const server = await start();
  const outcome = await send(server);

  expect(outcome).toEqual({ delivered: true, answer: "250 2.0.0 queued as 1" });
  expect(server.mails[0]).toMatchObject({ from: "vigie@example.org", to: ["ada@example.org"] });
  const { headers, text, html } = partsOf(server.mails[0]!);
  expect(Object.fromEntries(headers)).toMatchObject({
    from: "Vigie <vigie@example.org>",
    to: "ada@example.org",
    subject: "Problem: service web/HTTP is CRITICAL",
    "message-id": "<vigie-1700000000-1@example.org>",
    "auto-submitted": "auto-generated",
    date: "Tue, 14 Nov 2023 22:13:20 +0000",
  });
  expect(text.trimEnd().split("\r\n")).toEqual([
    "Problem: service web/HTTP is CRITICAL",
    "",
    "Host:    web (Web server, 192.0.2.1)",
    "Service: HTTP",
    "State:   CRITICAL",
    "Since:   2023-11-14 22:12:20 +00:00",
    "Time:    2023-11-14 22:13:20 +00:00",
    "",
    "CRITICAL - load average: 11.20, 9.56, 7.89",
    "second line",
  ]);
  expect(html).toContain(
    '<h1 style="font-size:18px;border-left:6px solid #d32f2f;padding-left:10px">' +
      "Problem: service web/HTTP is CRITICAL</h1>",
  );
});

test("mails about one problem form a thread", async () => {
  const server = await start();
  const ops = channel(server, "tls: none");
  await ops.deliver(sampleNotification({ id: 1 }));
  await ops.deliver(
    sampleNotification({ id: 2, message: { kind: "recovery" }, state: { state: 0, problemId: 0, lastProblemId: 7 } }),
  );

  const [problem, recovery] = server.mails.map((mail) => partsOf(mail).headers);
  expect(problem!.get("references")).toBe(recovery!.get("references"));
  expect(problem!.get("message-id")).not.toBe(recovery!.get("message-id"));
});

test("templates take macros; values in HTML are escaped; a text alone makes a mail without HTML", async () => {
  const server = await start();
  await send(
    server,
    'subject: "[$HOSTNAME$] $SERVICESTATE$ $NOTIFICATIONTYPE$"',
    "text: |-",
    "  $SERVICEOUTPUT$",
    "  $LONGSERVICEOUTPUT$",
    "  to $CONTACTALIAS$",
  );
  const notification = sampleNotification({ state: { output: "<b>1 & 2</b>" } });
  await channel(server, "tls: none", "html: <p>$SERVICEOUTPUT$</p>").deliver(notification);

  const [plain, rich] = server.mails.map(partsOf);
  expect(plain!.headers.get("subject")).toBe("[web] CRITICAL PROBLEM");
  expect(plain!.text.trimEnd().split(/\r?\n/)).toEqual([
    "CRITICAL - load average: 11.20, 9.56, 7.89",
    "second line",
    "to Ada L",
  ]);
  expect([plain!.html, rich!.html!.trimEnd()]).toEqual([null, "<p>&lt;b&gt;1 &amp; 2&lt;/b&gt;</p>"]);
});

test("a subject stays one line, and an address one address", async () => {
  const server = await start();
  const notification = sampleNotification({ message: { kind: "custom", comment: "<x>\r\nBcc: all@example.org" } });
  await channel(server, "tls: none", "subject: $NOTIFICATIONCOMMENT$").deliver(notification);

  expect(server.mails[0]!.to).toEqual(["ada@example.org"]);
  expect(partsOf(server.mails[0]!).headers.get("subject")).toBe("<x> Bcc: all@example.org");
});

test("a message to a contact without an address is not retried", async () => {
  const server = await start();
  const notification = sampleNotification();

  expect(
    await channel(server, "tls: none").deliver({ ...notification, contact: { ...notification.contact, email: "" } }),
  ).toEqual({ delivered: false, retry: false, reason: "the contact 'ada' has no email" });
});

test.each([
  ["greeting", "421 4.3.2 shutting down", true],
  ["auth", "454 4.7.0 try later", true],
  ["greeting", "554 5.3.2 no service here", true],
  ["auth", "535 5.7.8 wrong", true],
  ["mail", "452 4.3.1 no space", true],
  ["mail", "550 5.7.1 not allowed", false],
  ["rcpt", "450 4.2.1 mailbox busy", true],
  ["rcpt", "550 5.1.1 no such user", false],
  ["data", "421 4.4.5 too busy", true],
  ["message", "451 4.3.0 local error", true],
  ["message", "554 5.7.1 looks like spam", false],
] as const)("at %s the answer %s: retry is %s", async (step, reply, retry) => {
  const server = await start({ password: "right" });
  server.answerNext(step, reply);

  const outcome = await send(server, "user: vigie", "password: right");

  expect(outcome).toMatchObject({ delivered: false, retry });
  expect(JSON.stringify(outcome)).toContain(reply);
  expect(server.mails).toEqual([]);
});

test("an address that is refused for good beside one that is taken is named in the outcome", async () => {
  const server = await start();
  server.answerNext("rcpt", "250 ok", "550 5.1.1 no such user");
  const notification = sampleNotification();
  const contact = { ...notification.contact, email: "ada@example.org, gone@example.org" };

  expect(await channel(server, "tls: none").deliver({ ...notification, contact })).toEqual({
    delivered: true,
    answer: expect.stringMatching(/^250 .*; refused for gone@example.org: .*550 5.1.1 no such user$/),
  });
});

test.each(["v", "vi", "vig", "vigie"])(
  "masks the password in every form a server repeats, with the user %s",
  async (user) => {
    const server = await start({ password: "other" });
    const line = Buffer.from(`\0${user}\0S3cretMailPassw0rd`).toString("base64");
    server.answerNext("auth", `535 5.7.8 rejected: "AUTH PLAIN ${line}" S3cretMailPassw0rd`);

    const outcome = await send(server, `user: ${user}`, "password: S3cretMailPassw0rd");

    const [, shown = ""] = /AUTH PLAIN ([^"]*)"/.exec(JSON.stringify(outcome)) ?? [];
    expect(shown).toContain("***");
    expect(Buffer.from(shown.replaceAll("*", ""), "base64").toString()).not.toMatch(/cretMail|Passw/);
    expect(JSON.stringify(outcome)).not.toContain("S3cret");
  },
);

describe("a login", () => {
  test("reads the password from its file at each login", async () => {
    const server = await start({ password: "second" });
    writeFileSync(join(folder, "password"), "first\n");
    const ops = channel(server, "tls: none", "user: vigie", "password_file: password");
    writeFileSync(join(folder, "password"), "second\n");

    expect(await ops.deliver(sampleNotification())).toMatchObject({ delivered: true });
    expect(server.logins).toEqual(["vigie:second"]);
  });

  test.each([
    [["user: vigie"], "channels.ops: user and password (or password_file) belong together"],
    [["user: vigie", "password_file: nowhere"], /channels\.ops\.password_file: .*nowhere cannot be read: no such file/],
    [
      ["user: vigie", "password: a", "password_file: b"],
      "channels.ops.password_file: expected either password or password_file, found both",
    ],
  ])("%s is refused", async (lines, message) => {
    const server = await start();
    expect(() => channel(server, ...lines)).toThrow(message);
  });
});

describe.skipIf(!hasOpenssl)("over TLS", () => {
  let certificate: Certificate;
  beforeEach(() => {
    certificate = makeCertificate(
      folder,
      "/CN=localhost",
      new Date(Date.now() - 86_400_000),
      new Date(Date.now() + 86_400_000),
    );
    writeFileSync(join(folder, "ca.pem"), certificate.cert);
  });

  test.each(["starttls", "tls"] as const)("%s delivers to a server with a trusted certificate", async (mode) => {
    const server = await start({ tls: { mode, ...certificate } });

    expect(
      await channel(server, `tls: ${mode}`, `ca_file: ${join(folder, "ca.pem")}`).deliver(sampleNotification()),
    ).toMatchObject({ delivered: true });
  });

  test("sends no mail to a server with an untrusted certificate", async () => {
    const server = await start({ tls: { mode: "starttls", ...certificate } });

    expect(await channel(server).deliver(sampleNotification())).toMatchObject({
      delivered: false,
      retry: true,
      reason: expect.stringMatching(/certificate/),
    });
    expect(server.mails).toEqual([]);
  });

  test("sends no mail to a server without STARTTLS, because starttls is the default", async () => {
    const server = await start();

    expect(await channel(server).deliver(sampleNotification())).toMatchObject({ delivered: false });
    expect(server.mails).toEqual([]);
  });
});
