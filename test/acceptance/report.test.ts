import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contractPath } from "../../src/cli/api-client.ts";
import { completeWords } from "../../src/cli/completion/complete-words.ts";
import { localApi } from "../../src/cli/local-api-client.ts";
import { availabilityCommand } from "../../src/cli/monitoring/availability.ts";
import type { MonitoringContext } from "../../src/cli/monitoring/output.ts";
import { reportCommand } from "../../src/cli/monitoring/report.ts";
import type { HistoryEvent } from "../../src/model/history-event.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { SERVER_KEY } from "../../src/model/resource-key.ts";
import { runCommands } from "../support/command-file.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { eventually } from "../support/eventually.ts";
import { readStore } from "../support/read-store.ts";
import { createSite, type ServerUnderTest, type Site } from "../support/server-under-test.ts";
import { partsOf, startSmtpServer, type SmtpServer } from "../support/smtp-server.ts";

const at = (text: string): number => Date.parse(text) / 1000;
/** 7 o'clock in Paris on the first of November, a week after the clocks changed. */
const DUE = at("2026-11-01T06:00:00Z");
const DAY = 86_400;

let smtp: SmtpServer;
let site: Site;
let clock: FakeClock;
let server: ServerUnderTest;

beforeEach(async () => {
  smtp = await startSmtpServer();
  site = createSite({
    "vigie.cfg": "cfg_file=objects.cfg\nuse_timezone=Europe/Paris\n",
    "objects.cfg": OBJECTS,
    "vigie.yaml": settings(),
  });
  clock = createFakeClock(at("2026-10-20T00:00:00Z"));
  server = await site.start(clock);
});
afterEach(async () => {
  await site.remove();
  await smtp.stop();
});

const OBJECTS = `
define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
}
define service {
  host_name              web
  service_description    mail
  service_id             3
  check_command          none
  active_checks_enabled  0
  max_check_attempts     1
}
define service {
  host_name              web
  service_description    =shop <b>
  service_id             4
  check_command          none
  active_checks_enabled  0
  max_check_attempts     1
}
define servicegroup {
  servicegroup_name  shop
  alias              Web shop
  members            web,mail,web,=shop <b>
}
define command {
  command_name  none
  command_line  /bin/true
}
`;

const settings = (more: readonly string[] = [], channel: readonly string[] = []): string =>
  [
    "channels:",
    "  ops-mail:",
    "    kind: mail",
    `    server: 127.0.0.1:${smtp.port}`,
    "    tls: none",
    "    from: Vigie <vigie@example.org>",
    ...channel.map((line) => `    ${line}`),
    "reports:",
    "  - name: shop",
    "    schedule: 0 7 1 * *",
    "    of:",
    "      - servicegroup: shop",
    "        group: any",
    "      - host: web",
    "        service: mail",
    "        title: Mail & <more>",
    "    to: [ada@example.org, bob@example.org]",
    "    channel: ops-mail",
    ...more.map((line) => `    ${line}`),
    "",
  ].join("\n");

const configure = (text: string): void => writeFileSync(join(site.configFolder, "vigie.yaml"), text);
/** Over the local socket: the token of the test expires when the clock jumps. */
const local: Pick<ServerUnderTest, "eventually"> = {
  eventually: (path, satisfies) =>
    eventually(path, (each) => localApi(site.dataFolder).call("GET", contractPath(each)), satisfies),
};
const run = (...commands: readonly string[]): Promise<void> => runCommands(site, local, clock, ...commands);
const result = (service: string, code: number): string => `PROCESS_SERVICE_CHECK_RESULT;web;${service};${code};x`;

async function restartAt(time: number): Promise<void> {
  await server.stop();
  await clock.jumpTo(time);
  server = await site.start(clock);
}

async function vigie(command: (context: MonitoringContext) => Command, ...args: readonly string[]): Promise<string> {
  const stdout = new PassThrough();
  const made = command({
    api: async () => localApi(site.dataFolder),
    typed: (...words) => `vigie ${words.join(" ")}`,
    streams: { stdin: Readable.from([]), stdout, stderr: new PassThrough() },
  });
  for (const each of [made, ...made.commands]) each.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    await made.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
  stdout.end();
  return await textOf(stdout);
}
const report = (...args: readonly string[]): Promise<string> => vigie(reportCommand, ...args);
const availability = (...args: readonly string[]): Promise<string> => vigie(availabilityCommand, ...args);

const events = (...kinds: readonly HistoryEvent["kind"][]): Promise<readonly string[]> =>
  readStore(site, async (store) =>
    (await store.readEvents(SERVER_KEY, 100))
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, reason }) => `${kind}: ${reason}`)
      .toReversed(),
  );

const mailsAre = async (count: number): Promise<void> => {
  await expect.poll(() => smtp.mails.length).toBe(count);
};
/** Two rounds to the deliverer and back: what was in the outbox would have been sent. */
const nothingComes = async (count: number): Promise<void> => {
  await run();
  await run();
  expect(smtp.mails.length).toBe(count);
};

/** The night of the change of the clocks, 2.5 hours of which one has two numbers; the other service 30 minutes. */
async function october(): Promise<void> {
  await run(result("mail", 0), result("=shop <b>", 0));
  await clock.jumpTo(at("2026-10-24T23:00:00Z"));
  await run(result("mail", 2));
  await clock.jumpTo(at("2026-10-25T00:00:00Z"));
  await run("ACKNOWLEDGE_SVC_PROBLEM;web;mail;1;0;0;ann <admin>;on it");
  await clock.jumpTo(at("2026-10-25T01:00:00Z"));
  await run(result("=shop <b>", 2));
  await clock.jumpTo(at("2026-10-25T01:30:00Z"));
  await run(result("mail", 0), result("=shop <b>", 0));
}

const OCTOBER = ["--from", "2026-10", "--to", "2026-11", "--zone", "Europe/Paris"];

describe("when it is due", () => {
  test("each recipient gets one mail with the numbers of vigie availability, and the events say so", async () => {
    await october();
    await clock.jumpTo(DUE - 1);
    await nothingComes(0);
    await clock.jumpTo(DUE);
    await mailsAre(2);

    expect(smtp.mails.map(({ to }) => to).toSorted()).toEqual([["ada@example.org"], ["bob@example.org"]]);
    const { headers, text, html, files } = partsOf(smtp.mails[0]!);
    expect(Object.fromEntries(headers)).toMatchObject({
      from: "Vigie <vigie@example.org>",
      to: "ada@example.org, bob@example.org",
      subject: "Availability in October 2026: Web shop 99.82 %, Mail & <more> 99.12 %",
      "auto-submitted": "auto-generated",
      date: "Sun, 01 Nov 2026 06:00:00 +0000",
    });
    expect(headers.has("x-vigie-in-doubt")).toBe(false);
    expect(`${text.replaceAll("\r\n", "\n").trimEnd()}\n`).toBe(MAIL_TEXT);
    expect(html).toContain("Mail &amp; &lt;more&gt;");
    expect(html).toContain("ann &lt;admin&gt;");
    expect(html).not.toMatch(/<(b|more|admin)>|<script|<img|https?:/);

    const rows = (csv: string): readonly string[] => csv.trimEnd().split("\r\n");
    const group = rows(await availability("shop", "--group", "any", ...OCTOBER, "--csv"));
    const mail = rows(await availability("web", "mail", ...OCTOBER, "--csv"));
    expect(rows(files.get("availability.csv")!)).toEqual([...group, ...mail.slice(1)]);
    expect(files.get("availability.csv")).toContain(",'=shop <b>,");
    expect(await availability("shop", "--group", "any", ...OCTOBER)).toContain(
      "shop: 99.825 % available, good while any of its 2 members is (--group any)",
    );
    expect(await availability("web", "mail", ...OCTOBER)).toContain("web/mail: 99.128 % available");

    await expect
      .poll(() => events("report-sent"))
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^report-sent: report shop for 2026-10-01 to 2026-11-01 to ada@example.org: delivered: 250/,
          ),
          expect.stringMatching(
            /^report-sent: report shop for 2026-10-01 to 2026-11-01 to bob@example.org: delivered: 250/,
          ),
        ]),
      );
  });

  test("a mail that the server defers is tried again, and one that it refuses is not", async () => {
    await clock.jumpTo(DUE - 1);
    smtp.answerNext("rcpt", "451 4.7.1 greylisted", "550 5.1.1 no such user");
    await clock.jumpTo(DUE);
    await expect.poll(() => events("report-failed")).toHaveLength(1);
    expect(await report("list")).toMatch(/tried again: .*451 4.7.1 greylisted/);
    await clock.advanceBy(10);
    await mailsAre(1);

    expect(await events("report-failed")).toEqual([
      expect.stringMatching(/example.org: failed: .*550 5.1.1 no such user/),
    ]);
    await expect
      .poll(() => report("list"))
      .toMatch(/delivered: 250 2.0.0 queued as 1; 1 failed attempt before, the last: .*451/);
    expect(await localApi(site.dataFolder).call("GET", "/api/health")).toMatchObject({ status: "ok" });
  });
});

describe("a time that passed while the server did not run", () => {
  test("is made up for at the start, once", async () => {
    await restartAt(DUE + 6 * DAY);
    await mailsAre(2);
    expect(partsOf(smtp.mails[0]!).headers.get("subject")).toContain("Availability in October 2026");
    await restartAt(DUE + 6 * DAY + 60);
    await nothingComes(2);
    await clock.jumpTo(at("2026-12-01T06:00:00Z"));
    await mailsAre(4);
    expect(partsOf(smtp.mails[3]!).headers.get("subject")).toContain("Availability in November 2026");
  });

  test("is let go after seven days, with an event", async () => {
    await restartAt(DUE + 7 * DAY + 1);
    await nothingComes(0);

    expect(await events("report-failed")).toEqual([
      "report-failed: report shop for 2026-10-01 to 2026-11-01 was due at 2026-11-01T06:00:00Z, " +
        "when the server did not run: too old to be sent",
    ]);
  });

  test("is none of a report that is new, or has another schedule", async () => {
    await server.stop();
    configure(settings().replace("0 7 1 * *", "0 8 1 * *").replace("name: shop", "name: shop").concat(OTHER));
    await clock.jumpTo(DUE + 2 * DAY);
    server = await site.start(clock);
    await nothingComes(0);
  });
});

const OTHER =
  "  - name: other\n    schedule: 0 7 1 * *\n    of: [{ host: web }]\n    to: ada@example.org\n    channel: ops-mail\n";

describe("a kill between the claim and the outcome", () => {
  /** As a killed server leaves it: claimed, without an outcome. */
  const killed = async (): Promise<void> => {
    await server.stop();
    await readStore(site, async (store) => {
      await store.commit([
        {
          kind: "outbox",
          message: {
            key: SERVER_KEY,
            at: DUE,
            kind: "report",
            contact: "ada@example.org",
            command: "report shop",
            author: null,
            comment: "2026-10-01/2026-11-01",
          },
        },
      ]);
      const [message] = await store.readOutbox(0, 10);
      await store.commit([{ kind: "outbox-claimed", ids: [message!.id], at: DUE }]);
    });
  };

  test("sends the report again, marked as in doubt", async () => {
    await killed();
    server = await site.start(clock);
    await mailsAre(1);

    expect(partsOf(smtp.mails[0]!).headers.get("x-vigie-in-doubt")).toBe("true");
    await expect.poll(() => events("report-sent")).toEqual([expect.stringContaining("sent again after a restart")]);
  });

  test("does not with in_doubt: skip", async () => {
    await killed();
    configure(settings([], ["in_doubt: skip"]));
    server = await site.start(clock);

    await expect
      .poll(() => events("report-failed"))
      .toEqual([expect.stringContaining("not sent again: it may have been sent before the restart")]);
    expect(smtp.mails).toEqual([]);
  });
});

describe("vigie report", () => {
  test("list, show and send", async () => {
    await october();
    await clock.jumpTo(DUE);
    await mailsAre(2);
    await clock.jumpTo(at("2026-11-20T00:00:00Z"));

    const file = join(site.folder, "mail.html");
    expect(await report("show", "shop", "--month", "2026-10")).toBe(
      `Subject: Availability in October 2026: Web shop 99.82 %, Mail & <more> 99.12 %\n\n${MAIL_TEXT}`,
    );
    expect(await report("show", "shop", "--html", file)).toBe("");
    expect(readFileSync(file, "utf8")).toContain("<h1");
    expect(await report("show", "shop", "--from", "2026-10-25", "--until", "2026-10-26")).toContain(
      "Subject: Availability on 25 October 2026: Web shop 98.00 %",
    );
    expect(await report("send", "shop", "--month", "2026-10", "--to", "eve@example.org")).toBe(
      "The report for 2026-10-01 to 2026-11-01 is on its way to eve@example.org; vigie report list shows the outcome.\n",
    );
    await mailsAre(3);
    expect(smtp.mails[2]).toMatchObject({ to: ["eve@example.org"] });
    expect(partsOf(smtp.mails[2]!).headers.get("to")).toBe("eve@example.org");
    expect(await events("operator-action")).toContainEqual(
      expect.stringMatching(
        /report shop for 2026-10-01 to 2026-11-01 requested for eve@example.org by .* over the local socket/,
      ),
    );
    await expect
      .poll(() => report("list"))
      .toMatch(/shop +2026-10-01 to 2026-11-01 .* eve@example.org +delivered: 250/);
    const program = new Command().addCommand(
      reportCommand({ api: async () => localApi(site.dataFolder), typed: () => "" }),
    );
    const names = await completeWords(program, ["report", "show", "s"], async () => localApi(site.dataFolder));
    expect(names).toEqual(["shop"]);
    expect(await report("list")).toMatch(
      /shop +0 7 1 \* \* +Europe\/Paris +2026-12-01 07:00:00 +service group 'shop', service 'mail' on host 'web'/,
    );
  });

  test("refuses mistakes, naming what was expected", async () => {
    expect(await report("show", "none")).toBe("server-refused: There is no report 'none' in vigie.yaml.");
    expect(await report("send", "shop", "--to", "eve")).toContain("expected an address such as ada@example.org");
    expect(await report("show", "shop", "--from", "2026-10-01")).toContain("Error on 'to': This is missing");
    expect(await report("show", "shop", "--html", join(site.folder, "none", "x"))).toMatch(
      /^report-file: .*no such file/,
    );
    await expect(report("show", "shop", "--month", "2026-13")).rejects.toThrow("Expected a month such as 2026-10");
  });
});

test("a reload takes changed reports, and refuses those that name missing objects", async () => {
  configure(settings(["time_period: night"]));
  await expect(server.app.reload()).resolves.toMatchObject({
    isAccepted: false,
    errors: [{ file: join(site.configFolder, "vigie.yaml"), directive: "time_period", line: 18 }],
  });
  configure(settings().replace("0 7 1 * *", "0 6 1 * *"));
  await expect(server.app.reload()).resolves.toMatchObject({ isAccepted: true, needsRestart: [] });
  await clock.jumpTo(DUE - 3_600);
  await mailsAre(2);
  await clock.jumpTo(DUE);
  await nothingComes(2);
});

/** The second in downtime is that of the mark of `runCommands`. */
const MAIL_TEXT = `Availability in October 2026

Time:        2026-10-01 00:00 to 2026-11-01 00:00 (Europe/Paris)
Available:   OK, WARNING
Unavailable: CRITICAL, UNKNOWN
Not counted: before the first result, not monitored, in downtime

Web shop: 99.82 % (available while any of 2 members is)
-------------------------------------------------------
               Available  Unavailable  In downtime  Outages  MTTR    MTBF
Web shop       99.825 %   30m                       1        30m     11d 22h
web/mail       99.128 %   2h 30m       1s           1        2h 30m  11d 20h
web/=shop <b>  99.825 %   30m          1s           1        30m     11d 22h

OUTAGE FROM       DURATION  ACKNOWLEDGED BY  OF
2026-10-25 02:00  30m       ann <admin>      web/mail, web/=shop <b>

Mail & <more>: 99.12 %
----------------------
               Available  Unavailable  In downtime  Outages  MTTR    MTBF
Mail & <more>  99.128 %   2h 30m       1s           1        2h 30m  11d 20h

OUTAGE FROM       DURATION  ACKNOWLEDGED BY
2026-10-25 01:00  2h 30m    ann <admin>

Every number is in the attached file availability.csv.
`;
