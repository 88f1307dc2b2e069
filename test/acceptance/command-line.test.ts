import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localApi } from "../../src/cli/local-api-client.ts";
import { commandCommand } from "../../src/cli/command.ts";
import { completeWords } from "../../src/cli/completion/complete-words.ts";
import { ackCommand, unackCommand } from "../../src/cli/monitoring/acknowledge.ts";
import { cancelDowntimeCommand } from "../../src/cli/monitoring/cancel-downtime.ts";
import { checkCommand } from "../../src/cli/monitoring/check.ts";
import { commentCommand, commentsCommand } from "../../src/cli/monitoring/comment.ts";
import { uncommentCommand } from "../../src/cli/monitoring/uncomment.ts";
import { downtimeCommand } from "../../src/cli/monitoring/downtime.ts";
import { graphCommand } from "../../src/cli/monitoring/graph.ts";
import { historyCommand } from "../../src/cli/monitoring/history.ts";
import { hostsCommand } from "../../src/cli/monitoring/hosts.ts";
import { logCommand } from "../../src/cli/monitoring/log.ts";
import type { MonitoringContext } from "../../src/cli/monitoring/output.ts";
import { problemsCommand } from "../../src/cli/monitoring/problems.ts";
import { servicesCommand } from "../../src/cli/monitoring/services.ts";
import { showCommand } from "../../src/cli/monitoring/show.ts";
import { statusCommand } from "../../src/cli/monitoring/status.ts";
import { submitCommand } from "../../src/cli/monitoring/submit.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { eventually } from "../support/eventually.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

const FILES = {
  "vigie.cfg": "cfg_file=objects.cfg\n",
  "objects.cfg": `
define command {
  command_name  any
  command_line  check_dummy 0 fine
}
define host {
  host_name  web
  host_id  1
  address  192.0.2.1
  max_check_attempts  1
}
define host {
  host_name  web-2
  host_id  2
  address  192.0.2.2
  max_check_attempts  1
  passive_checks_enabled  0
}
define service {
  host_name  web
  service_description  disk
  service_id  11
  check_command  any
  active_checks_enabled  0
  max_check_attempts  3
}
define service {
  host_name  web
  service_description  page one
  service_id  12
  check_command  any
  active_checks_enabled  0
  max_check_attempts  1
}
`,
};

type Make = (context: MonitoringContext) => Command;

let site: Site;
beforeEach(async () => {
  site = createSite(FILES);
  // Operators give times of the machine. Nothing here waits for the clock.
  await site.start(systemClock);
});
afterEach(() => site.remove());

/** Runs a command; resolves with its output, or with the code and message of a refusal. */
async function run(make: Make, args: readonly string[], terminal: object = {}): Promise<string> {
  const stdout = Object.assign(new PassThrough(), terminal);
  const streams = { stdin: Readable.from([]), stdout, stderr: new PassThrough() };
  const command = make({ api: async () => localApi(site.dataFolder), typed: (...words) => words.join(" "), streams });
  command.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    await command.parseAsync([...args], { from: "user" });
    return stdout.readableLength === 0 ? "" : stdout.read(stdout.readableLength).toString();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const json = async <T = unknown>(make: Make, args: readonly string[]): Promise<T> =>
  JSON.parse(await run(make, [...args, "--json"])) as T;

/** Row of a listing or history. */
interface Row {
  readonly host: string;
  readonly service: string | null;
  readonly handling: string | null;
  readonly output: string;
}

const commandCommandOf: Make = ({ api, streams }) =>
  commandCommand({ settings: () => expect.fail("not needed"), api }, streams);

const submit = (...args: readonly string[]): Promise<string> => run(submitCommand, args);

describe("listings", () => {
  beforeEach(async () => {
    await submit("web", "disk", "--state", "warning", "--output", "90 % \u001b[31mfull");
    await submit("web", "page one", "--state", "critical", "--output", "500");
    await submit("web", "--state", "down", "--output", "no answer");
  });

  test("status counts hosts, services and problems", async () => {
    expect(await run(statusCommand, [])).toMatch(
      /^hosts {5}0 UP {2}1 DOWN {2}0 UNREACHABLE {2}1 PENDING\nservices {2}0 OK {2}1 WARNING {2}1 CRITICAL {2}0 UNKNOWN {2}0 PENDING\nproblems {2}3 unhandled, 0 acknowledged or in downtime\n/,
    );
    expect(await json(statusCommand, [])).toMatchObject({
      version: "0.0.0",
      hosts: { UP: 0, DOWN: 1, PENDING: 1 },
      services: { WARNING: 1, CRITICAL: 1 },
      problems: { total: 3, unhandled: 3 },
    });
  });

  test("status shows what does not work in the server", async () => {
    const commandFile = join(site.dataFolder, "vigie.cmd");
    expect(await run(statusCommand, [])).toMatch(
      /\nserver {4}Vigie 0\.0\.0, ok, .*, last commit \d{4}-\d\d-\d\d [^\n]*\n$/,
    );
    rmSync(commandFile);
    mkdirSync(commandFile);

    const failing = await eventually(
      "/api/health",
      () => json<{ readonly status: string }>(statusCommand, []),
      ({ status }) => status !== "ok",
    );

    expect(failing).toMatchObject({
      status: "failing",
      server_problems: [{ part: "command_file", code: "command-file-not-ours" }],
      last_commit: expect.stringMatching(/^\d{4}-/),
    });
    expect(await run(statusCommand, [])).toMatch(
      /\nserver {4}Vigie 0\.0\.0, failing, .*\nfailing {3}command_file: command-file-not-ours, since \d{4}-.* ago\)\n$/,
    );
  });

  test("problems shows the worst first, and what is handled last and not with --unhandled", async () => {
    await run(ackCommand, ["web", "-c", "on it"]);
    await run(downtimeCommand, ["web", "page one", "-c", "deploy", "--for", "1h"]);

    expect((await json<readonly Row[]>(problemsCommand, [])).map((row) => [row.service, row.handling])).toEqual([
      ["disk", null],
      [null, "acknowledged"],
      ["page one", "in downtime"],
    ]);
    expect(await json(problemsCommand, ["--unhandled"])).toMatchObject([
      { host: "web", service: "disk", state: "WARNING", state_type: "soft", attempt: 1, max_attempts: 3 },
    ]);
    expect(await run(problemsCommand, ["--unhandled", "--host", "web-*"])).toBe("No unhandled problem.\n");
  });

  test("the state is a word, coloured on a terminal with colours only; output cannot steer the terminal", async () => {
    const plain = await run(servicesCommand, ["web", "disk"]);
    const coloured = await run(servicesCommand, ["web", "disk"], { hasColors: () => true });

    expect(plain).toContain("WARNING soft 1/3");
    expect(plain).toContain(String.raw`90 % \x1b[31mfull`);
    expect(plain).not.toContain("\u001b");
    expect(coloured).toContain("\u001b[33mWARNING soft 1/3\u001b[39m");
    expect(coloured).not.toContain("\u001b[31m");
  });

  test("hosts and services by name, wildcard and state", async () => {
    const names = async (make: Make, args: readonly string[]): Promise<unknown> =>
      (await json<readonly Row[]>(make, args)).map(({ host, service }) => service ?? host);

    expect(await names(hostsCommand, [])).toEqual(["web", "web-2"]);
    expect(await names(hostsCommand, ["web"])).toEqual(["web"]);
    expect(await names(hostsCommand, ["w*2"])).toEqual(["web-2"]);
    expect(await names(hostsCommand, ["--state", "down,unreachable"])).toEqual(["web"]);
    expect(await names(servicesCommand, ["web"])).toEqual(["disk", "page one"]);
    expect(await names(servicesCommand, ["*", "page*"])).toEqual(["page one"]);
    expect(await names(servicesCommand, ["--state", "warning", "--limit", "1"])).toEqual(["disk"]);
    await expect(run(hostsCommand, ["--state", "critical"])).rejects.toThrow("Expected up, down, unreachable, pending");
  });

  test("a mistyped name is refused with similar ones", async () => {
    expect(await run(showCommand, ["eb"])).toBe("not-found: There is no host eb. Did you mean web?");
    expect(await run(showCommand, ["wbe-2"])).toBe("not-found: There is no host wbe-2. Did you mean web-2?");
    expect(await run(showCommand, ["web", "dsik"])).toBe(
      "not-found: There is no service dsik on the host web. Did you mean disk?",
    );
    expect(await run(showCommand, ["web", "uptime"])).toBe(
      "not-found: There is no service uptime on the host web. It has disk, page one.",
    );
    expect(await run(showCommand, ["web-2", "disk"])).toBe(
      "not-found: There is no service disk on the host web-2. It has no services.",
    );
    expect(await run(showCommand, ["WEB"])).toBe("not-found: There is no host WEB. Did you mean web?");
  });
});

describe("commands", () => {
  const actions = async (): Promise<readonly string[]> =>
    (await run(logCommand, ["--json", "--limit", "1000"]))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { kind: string; reason: string })
      .filter(({ kind }) => kind === "operator-action")
      .map(({ reason }) => reason);

  test("ack and unack, recorded as done in the local shell", async () => {
    expect(await run(ackCommand, ["web", "-c", "x"])).toBe(
      "no-problem: web is PENDING: there is no problem to acknowledge.",
    );
    await submit("web", "--state", "down", "--output", "no answer");

    expect(await run(ackCommand, ["web", "-c", "on it", "--for", "2h"])).toBe("web is acknowledged.\n");
    expect(await run(showCommand, ["web"])).toMatch(
      /acknowledged {2}by admin, .*: on it\n +\(expires \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, sticky, until the recovery\)\n/,
    );
    expect(await json(showCommand, ["web"])).toMatchObject({
      acknowledged: true,
      acknowledgement: {
        comment: "on it",
        author: "admin",
        sticky: true,
        persistent: false,
        expires_at: expect.stringMatching(/^\d/),
      },
    });
    expect(await run(unackCommand, ["web"])).toBe("The acknowledgement of web is cancelled.\n");
    expect(await run(unackCommand, ["web"])).toBe("server-refused: Acknowledgement already cancelled for this host");
    expect(await actions()).toEqual([
      "check result submitted by admin over the local socket",
      "acknowledged by admin over the local socket",
      "acknowledgement removed by admin over the local socket",
    ]);
  });

  test("downtimes are scheduled, shown with their numbers, and cancelled by number or host", async () => {
    expect(await run(downtimeCommand, ["web", "-c", "kernel", "--for", "2h", "--with-services"])).toMatch(
      /^Downtime of web and its services scheduled: 1 running, .*: kernel\n {2}2 of its services: 2, 3\n$/,
    );
    expect(await run(downtimeCommand, ["web-2", "-c", "later", "--start", "2099-01-01 10:00", "--for", "1h"])).toMatch(
      /^Downtime of web-2 scheduled: 4 planned, 2099-01-01 10:00:00 to 2099-01-01 11:00:00: later\n$/,
    );
    expect(await json(showCommand, ["web", "disk"])).toMatchObject({ downtimes: [{ id: 2, comment: "kernel" }] });
    expect(await run(cancelDowntimeCommand, ["2", "4"])).toBe("Downtime 2 is cancelled.\nDowntime 4 is cancelled.\n");
    expect(await run(cancelDowntimeCommand, ["2"])).toBe(
      "server-refused: Downtime 2: Downtime already cancelled for this service",
    );
    // An own downtime of a service is not cancelled with that of its host.
    await run(downtimeCommand, ["web", "disk", "-c", "kernel", "--for", "3h"]);
    expect(await run(cancelDowntimeCommand, ["--host", "web"])).toBe(
      "Downtime 1 of web is cancelled.\nDowntime 3 of its services, scheduled with it, is cancelled.\n",
    );
    expect(await run(cancelDowntimeCommand, ["--host", "web", "--service", "disk"])).toBe(
      "Downtime 5 of web/disk is cancelled.\n",
    );
    expect(await run(cancelDowntimeCommand, ["--host", "web"])).toBe(
      "nothing-to-cancel: No downtime of web runs or is planned.",
    );
  });

  test.each([
    ["no end", ["web", "-c", "x"], "give --for <duration> or --end <time>"],
    [
      "an end before the start",
      ["web", "-c", "x", "--start", "2099-01-02 00:00", "--end", "2099-01-01 00:00"],
      "after",
    ],
    ["a past end", ["web", "-c", "x", "--start", "2001-01-01 00:00", "--for", "1h"], "the end is past"],
    ["no comment", ["web", "--for", "1h"], "required option '-c, --comment <text>' not specified"],
    ["a wrong duration", ["web", "-c", "x", "--for", "soon"], "Expected a duration such as 30m, 2h, 1h30m or 7d"],
  ])("a downtime with %s is wrong usage", async (_, args, message) => {
    await expect(run(downtimeCommand, args)).rejects.toThrow(message);
  });

  test("check runs a forced check, and says why it cannot", async () => {
    expect(await run(checkCommand, ["web", "page one"])).toBe("web/page one is being checked.\n");
    expect(await run(checkCommand, ["web"])).toBe("server-refused: It has no check_command.");
    expect(await actions()).toContain("check forced by admin over the local socket");
  });

  test("comment keeps semicolons", async () => {
    expect(await run(commentCommand, ["web", "disk", "-c", "cleaned; watch it"])).toBe(
      "Comment 1 is added to web/disk.\n",
    );
    expect(await json(historyCommand, ["web", "disk", "--limit", "2"])).toMatchObject([
      { kind: "operator-action", reason: "comment added by admin over the local socket" },
      { kind: "comment-added", output: "cleaned; watch it" },
    ]);
  });

  test("comments are listed with their numbers, shown, and deleted", async () => {
    for (const [where, text] of [
      [["web"], "one"],
      [["web", "disk"], "two"],
      [["web-2"], "three"],
    ] as const)
      await run(commentCommand, [...where, "-c", text]);

    expect(await run(commentsCommand, [])).toMatch(
      /^ID {2}HOST {3}SERVICE {2}TIME +AUTHOR {2}TYPE {2}COMMENT\n3 {3}web-2 .*three\n2 {3}web {4}disk .* admin {3}user {2}two\n1 .*one\n$/,
    );
    const listed = async (...args: string[]) =>
      (await json<readonly { readonly comment: string }[]>(commentsCommand, args)).map(({ comment }) => comment);
    expect(await listed("web")).toEqual(["two", "one"]);
    expect(await listed("web", "disk")).toEqual(["two"]);
    expect(await listed("--limit", "1")).toEqual(["three"]);
    expect(await run(showCommand, ["web"])).toMatch(/\n {2}comment {7}1 by admin, \d{4}-.*: one\n$/);
    expect(await json(showCommand, ["web", "disk"])).toMatchObject({ comments: [{ id: 2, comment: "two" }] });

    expect(await run(uncommentCommand, ["1", "2"])).toBe("Comment 1 is deleted.\nComment 2 is deleted.\n");
    expect(await run(uncommentCommand, ["2"])).toBe("server-refused: Comment 2: There is no comment 2.");
    expect(await listed()).toEqual(["three"]);
    expect(await run(commentsCommand, ["web"])).toBe("No comment.\n");
    expect((await actions()).slice(-1)).toEqual(["comment 2 deleted by admin over the local socket"]);
  });

  test("show has the newest comments, and says how to list the others", async () => {
    const lines = Array.from({ length: 23 }, (_, index) => `ADD_HOST_COMMENT;web;1;ann;number ${index + 1}`);
    await run(commandCommandOf, lines);

    const text = await run(showCommand, ["web"]);
    expect(text.match(/^ {2}comment {7}\d+ by ann, /gm)).toHaveLength(20);
    expect(text).toMatch(/: number 4\n {16}3 more comments: comments web\n$/);
    expect((await json<readonly unknown[]>(commentsCommand, ["web"])).length).toBe(23);
  });

  test("show says what is switched on, alike for a host and a service", async () => {
    expect(await run(showCommand, ["web-2"])).toMatch(
      /\n {2}checks {8}active checks on, passive results off\n {2}flapping {6}no, 0 % state change\n {2}notifications on, no contacts\n/,
    );
    expect(await run(showCommand, ["web", "disk"])).toMatch(
      /\n {2}next check {4}none is planned\n(.*\n)+ {2}checks {8}active checks off, passive results on\n {2}flapping {6}no, 0 % state change\n {2}notifications on, no contacts\n/,
    );
    await run(commandCommandOf, ["DISABLE_SVC_NOTIFICATIONS;web;disk"]);
    await run(commandCommandOf, ["DISABLE_PASSIVE_SVC_CHECKS;web;disk"]);
    await run(commandCommandOf, ["DISABLE_SVC_FLAP_DETECTION;web;disk"]);

    expect(await run(showCommand, ["web", "disk"])).toMatch(
      /\n {2}checks {8}active checks off, passive results off\n {2}flapping {6}detection off\n {2}notifications off, no contacts\n/,
    );
    expect(await json(showCommand, ["web", "disk"])).toMatchObject({
      checks: { active: false, passive: false, next: null },
      notifications: { enabled: false },
      flapping: { detected: false },
    });
  });

  test("submit stores a result, and says so if passive checks are off", async () => {
    expect(await submit("web", "disk", "-s", "ok", "-o", "fine", "--perfdata", "used=1%")).toBe(
      "The result of web/disk is stored.\n",
    );
    expect(await json(showCommand, ["web", "disk"])).toMatchObject({ output: "fine\n", performance_data: "used=1%" });
    expect(await submit("web-2", "-s", "up", "-o", "fine")).toBe(
      "passive-checks-off: web-2 took no result: passive checks are off.",
    );
    await expect(submit("web", "-s", "critical", "-o", "x")).rejects.toThrow("a host is up, down, unreachable");
  });

  test("submit stores the same result twice in one second, also with a semicolon", async () => {
    for (const _ of [1, 2])
      expect(await submit("web", "disk", "-s", "critical", "-o", "full; mostly")).toBe(
        "The result of web/disk is stored.\n",
      );
  });

  test("check --wait tells the result of the second of the one before", async () => {
    await expect.poll(() => Date.now() % 1_000, { interval: 20 }).toBeLessThan(150);
    await submit("web", "page one", "-s", "critical", "-o", "500");

    expect(await run(checkCommand, ["web", "page one", "--wait"])).toMatch(/^web\/page one is OK: .*fine$/m);
  });

  test("an unknown name is no empty list", async () => {
    for (const [make, args] of [
      [problemsCommand, ["--host", "wob"]],
      [servicesCommand, ["wob"]],
      [hostsCommand, ["wob"]],
    ] as const)
      expect(await run(make, args)).toMatch(/^not-found: There is no host wob\./);
    expect(await run(servicesCommand, ["web", "disc"])).toMatch(/^not-found: There is no service disc on the host web/);
    expect(await run(servicesCommand, ["x*"])).toBe("No service.\n");
  });

  test("graph draws bars with the least, the greatest and the last value", async () => {
    for (const used of [3, 1, 2]) {
      await submit("web", "disk", "-s", "ok", "-o", "fine", "--perfdata", `used=${used}GB;4;5 hits=${used * 10}`);
      // A result has the second of its submission.
      await setTimeout(1_100);
    }
    const text = await run(graphCommand, ["web", "disk", "--last", "30s"]);

    expect(text).toMatch(/^web\/disk, 30s to now, \d+ s a bar\n/);
    expect(text).toMatch(/used\n {2}[ ▁-█]+\n {2}min 1\.00 GB {3}avg 2\.00 GB {3}max 3\.00 GB {3}last 2\.00 GB\n/);
    expect(text).toMatch(/hits\n {2}[ ▁-█]+\n {2}min 10 {3}avg 20 {3}max 30 {3}last 20\n/);
    expect(await run(graphCommand, ["web", "disk", "--metric", "none"])).toBe("There is no such metric yet.\n");
    expect(await run(graphCommand, ["web", "disk", "--metric", "usde"])).toBe(
      "There is no such metric yet. Did you mean used?\n",
    );
    await expect(run(graphCommand, ["web", "disk", "--from", "now", "--to", "2026-01-01 10:00"])).rejects.toThrow(
      "the end must be after the start",
    );
    const soon = Temporal.Now.zonedDateTimeISO().add({ minutes: 2 });
    const minute = soon.toPlainTime().toString({ smallestUnit: "minute" });
    expect(await run(graphCommand, ["web", "disk", "--to", minute])).toContain(
      ` to ${soon.subtract({ days: 1 }).toPlainDate().toString()} ${minute}:00, `,
    );
    expect(await run(graphCommand, ["web-2"])).toBe("There is no performance data yet.\n");
  });

  test("history is paged to its limit, newest first; log is oldest first", async () => {
    for (const text of ["one", "two", "three"]) await run(commentCommand, ["web", "-c", text]);

    expect((await json<readonly Row[]>(historyCommand, ["web", "--limit", "3"])).map(({ output }) => output)).toEqual([
      "",
      "three",
      "",
    ]);
    expect((await run(logCommand, ["--limit", "2"])).trim().split("\n")).toEqual([
      expect.stringMatching(/ {2}web: comment 3 added by admin: three$/),
      expect.stringMatching(/ {2}web: comment added by admin over the local socket$/),
    ]);
  });
});

describe("vigie command", () => {
  const command = async (lines: readonly string[], input = ""): Promise<string> => {
    const stderr = new PassThrough();
    const streams = { stdin: Readable.from(input === "" ? [] : [input]), stdout: new PassThrough(), stderr };
    const make = commandCommand(
      { settings: () => expect.fail("not needed"), api: async () => localApi(site.dataFolder) },
      streams,
    );
    await make.parseAsync([...lines], { from: "user" });
    const code = process.exitCode ?? 0;
    process.exitCode = 0;
    return `${code} ${stderr.readableLength === 0 ? "" : String(stderr.read(stderr.readableLength))}`;
  };

  test("says why a command was refused by the running server, and fails", async () => {
    expect(await command(["SCHEDULE_FORCED_HOST_CHECK;nosuch;0"])).toBe(
      "1 vigie: SCHEDULE_FORCED_HOST_CHECK: There is no host 'nosuch'.\n",
    );
    expect(await command(["ACKNOWLEDGE_HOST_PROBLEM;web;2;1;1;ann;x"])).toBe(
      "1 vigie: ACKNOWLEDGE_HOST_PROBLEM: There is no problem to acknowledge.\n",
    );
    expect(await command(["RUN_AWAY"])).toBe("1 vigie: unknown command 'RUN_AWAY'\n");
  });

  test("suggests similar names for an unknown one", async () => {
    expect(await command(["SCHEDULE_FORCED_HOST_CHECK;wbe-2;0"])).toContain(
      "There is no host 'wbe-2'. Did you mean web-2?\n",
    );
    expect(await command(["SCHEDULE_FORCED_SVC_CHECK;web;dsik;0"])).toContain(
      "There is no service 'dsik' on a host 'web'. Did you mean disk?\n",
    );
    expect(await command(["ADD_HOST_COMENT;web;1;ann;x"])).toMatch(/ADD_HOST_COMENT'\. Did you mean ADD_HOST_COMMENT/);
  });

  test("sends more in one request than the API takes of other bodies", async () => {
    const line = `ADD_HOST_COMMENT;web;1;ann;${"x".repeat(1000)}`;

    expect(await command([], `${line}\n`.repeat(30))).toBe("0 ");
    const texts = (await json<readonly Row[]>(historyCommand, ["web", "--limit", "1000"])).map(({ output }) => output);
    expect(texts.filter((text) => text.startsWith("xxx"))).toHaveLength(30);
  });

  test("executes the other lines of its input, and the author that a line names counts", async () => {
    const lines = ["PROCESS_HOST_CHECK_RESULT;web;1;down", "PROCESS_HOST_CHECK_RESULT;web-2;1;down"];

    expect(await command([], `${lines.join("\n")}\nADD_HOST_COMMENT;web;1;ann;hello\n`)).toBe(
      "1 vigie: PROCESS_HOST_CHECK_RESULT;web-2;1;down: PROCESS_HOST_CHECK_RESULT: Passive checks are off for host web-2 (passive_checks_enabled).\n",
    );
    expect(await json(historyCommand, ["web", "--limit", "2"])).toMatchObject([
      { reason: "comment added by ann over the local socket" },
      { reason: "comment 1 added by ann", output: "hello" },
    ]);
    expect(await json(hostsCommand, ["web"])).toMatchObject([{ state: "DOWN", output: "down" }]);
  });
});

test("completion: commands, options, and the names of the server", async () => {
  const { Command } = await import("commander");
  const program = new Command("vigie").option("--data <folder>");
  for (const make of [showCommand, problemsCommand]) {
    program.addCommand(make({ api: async () => localApi(site.dataFolder), typed: () => "" }));
  }
  const complete = (...words: string[]) => completeWords(program, words, async () => localApi(site.dataFolder));

  expect(await complete("sh")).toEqual(["show"]);
  expect(await complete("problems", "--un")).toEqual(["--unhandled"]);
  expect(await complete("show", "web")).toEqual(["web", "web-2"]);
  expect(await complete("--data", "/x", "show", "web", String.raw`page\ o`)).toEqual(["page one"]);
  expect(await complete("show", "web", "disk", "")).toEqual([]);
  expect(await complete("show", "--data", "")).toEqual([]);
});
