import { describe, expect, test } from "vitest";
import { ARGUMENTS, type ArgumentKind } from "./command-arguments.ts";
import { COMMANDS } from "./all-commands.ts";
import { parseExternalCommand } from "./external-command.ts";
import { UNSUPPORTED_COMMANDS } from "./unsupported-commands.ts";

const parse = (body: string): unknown => parseExternalCommand(`[1700000000] ${body}`);
const reason = (body: string): unknown => (parse(body) as { readonly reason: string }).reason;

// A text of each kind and its value.
const SAMPLES: Readonly<Record<ArgumentKind, readonly [text: string, value: unknown]>> = {
  name: ["Web 1 (été)", "Web 1 (été)"],
  time: ["1700000600", 1_700_000_600],
  seconds: ["7200", 7200],
  id: ["17", 17],
  boolean: ["1", true],
  sticky: ["2", true],
  "host-code": ["2", 2],
  "service-code": ["3", 3],
  text: ["J. Doe", "J. Doe"],
  "text-to-end": ["a; b | c=1;2", "a; b | c=1;2"],
  "command-call": ["check_page!-w 5!/index", "check_page!-w 5!/index"],
  "plain-text": ["rack 7, top", "rack 7, top"],
  interval: ["2.5", 2.5],
  attempts: ["4", 4],
  count: ["0", 0],
  variable: ["_Rack_1", "_Rack_1"],
  "notification-options": ["6", { isBroadcast: false, isForced: true, isCounted: true }],
  "attribute-bits": ["65537", 65_537],
  path: ["/tmp/commands", "/tmp/commands"],
};

describe("every supported command", () => {
  const commands = [...COMMANDS];

  test.each(commands)("%s is parsed with its arguments", (name, { args }) => {
    const samples = args.map((arg) => SAMPLES[ARGUMENTS[arg].kind]);

    expect(parse([name, ...samples.map(([text]) => text)].join(";"))).toEqual({
      name,
      at: 1_700_000_000,
      args: Object.fromEntries(args.map((arg, index) => [arg, samples[index]![1]])),
    });
  });

  test.each(commands)("%s without arguments names the first one", (name, { args }) => {
    const answer = parse(name);

    const isOptional = args.every((arg) => "absent" in ARGUMENTS[arg]);
    expect(answer).toMatchObject(
      isOptional
        ? { name }
        : { error: "malformed", reason: expect.stringMatching(`^${name}: argument 1 \\(${args[0]}\\): expected `) },
    );
  });

  test("belongs to a table of at least ninety", () => {
    expect(commands.length).toBeGreaterThanOrEqual(90);
  });

  test("is in one table only", () => {
    expect(commands.map(([name]) => name).filter((name) => UNSUPPORTED_COMMANDS.has(name))).toEqual([]);
  });
});

describe("a line", () => {
  test("may have white space around it, and any amount after the bracket", () => {
    const expected = { name: "DEL_HOST_DOWNTIME", at: 5, args: { downtime_id: 7 } };

    expect(parseExternalCommand("  [5] DEL_HOST_DOWNTIME;7 \r")).toEqual(expected);
    expect(parseExternalCommand("[5]DEL_HOST_DOWNTIME;7")).toEqual(expected);
    expect(parseExternalCommand("[5]   DEL_HOST_DOWNTIME;7;")).toEqual(expected);
  });

  test("may leave trigger and duration empty, as Nagios reads them", () => {
    expect(parse("SCHEDULE_HOST_DOWNTIME;web;1;2;1;;;ann;why")).toMatchObject({
      args: { trigger: 0, duration: 0, comment: "why" },
    });
  });

  test("may omit filters or leave them empty", () => {
    expect(parse("DEL_DOWNTIME_BY_HOST_NAME;web")).toMatchObject({
      args: { host: "web", filter_service: null, filter_start: null, filter_comment: null },
    });
    expect(parse("DEL_DOWNTIME_BY_HOST_NAME;web;;17;a;b")).toMatchObject({
      args: { filter_service: null, filter_start: 17, filter_comment: "a;b" },
    });
  });

  test("may contain a result without output", () => {
    expect(parse("PROCESS_HOST_CHECK_RESULT;web;0")).toMatchObject({ args: { output: "" } });
    expect(parse("PROCESS_HOST_CHECK_RESULT;web;0;")).toMatchObject({ args: { output: "" } });
  });
});

describe("a mistake is reported", () => {
  test.each([
    ["", "expected [unix seconds] NAME;arguments, found ''"],
    ["DEL_HOST_DOWNTIME;7", "expected [unix seconds] NAME;arguments, found 'DEL_HOST_DOWNTIME;7'"],
    ["[now] DEL_HOST_DOWNTIME;7", "expected [unix seconds] NAME;arguments, found '[now] DEL_HOST_DOWNTIME;7'"],
    ["[17 DEL_HOST_DOWNTIME;7", "expected [unix seconds] NAME;arguments, found '[17 DEL_HOST_DOWNTIME;7'"],
    ["[-1] DEL_HOST_DOWNTIME;7", "expected [unix seconds] NAME;arguments, found '[-1] DEL_HOST_DOWNTIME;7'"],
    ["[17]", "the name of the command is missing"],
    ["[17] ;web", "the name of the command is missing"],
  ])("around the command: %s", (line, expected) => {
    expect(parseExternalCommand(line)).toEqual({ error: "malformed", reason: expected });
  });

  test.each([
    ["REMOVE_HOST_ACKNOWLEDGEMENT;", "argument 1 (host): expected a name, found an empty text"],
    ["REMOVE_SVC_ACKNOWLEDGEMENT;web", "argument 2 (service): expected a name, found nothing"],
    ["REMOVE_HOST_ACKNOWLEDGEMENT;web;page", "expected 1 argument, found more: 'page'"],
    ["DEL_HOST_DOWNTIME;seven", "argument 1 (downtime_id): expected the number of a record, found 'seven'"],
    ["DEL_HOST_DOWNTIME;-7", "argument 1 (downtime_id): expected the number of a record, found '-7'"],
    ["SCHEDULE_HOST_CHECK;web;tomorrow", "argument 2 (check_time): expected a time in Unix seconds, found 'tomorrow'"],
    ["SCHEDULE_HOST_CHECK;web;1e3", "argument 2 (check_time): expected a time in Unix seconds, found '1e3'"],
    ["SCHEDULE_HOST_DOWNTIME;web;1;2;yes;0;0;ann;why", "argument 4 (fixed): expected 0 or 1, found 'yes'"],
    [
      "SCHEDULE_HOST_DOWNTIME;web;1;2;1;0;1h;ann;why",
      "argument 6 (duration): expected a number of seconds, found '1h'",
    ],
    ["ACKNOWLEDGE_HOST_PROBLEM;web;3;1;1;ann;why", "argument 2 (sticky): expected 0, 1 or 2, found '3'"],
    [
      "ACKNOWLEDGE_HOST_PROBLEM;web;2;1;1;;why",
      "argument 5 (author): expected a text without semicolons, found an empty text",
    ],
    ["ACKNOWLEDGE_HOST_PROBLEM;web;2;1;1;ann;", "argument 6 (comment): expected a text, found an empty text"],
    [
      "CHANGE_NORMAL_HOST_CHECK_INTERVAL;web;-1",
      "argument 2 (interval): expected a number from 0 to 525600 with at most three decimals, found '-1'",
    ],
    ["CHANGE_MAX_HOST_CHECK_ATTEMPTS;web;0", "argument 2 (attempts): expected a number from 1 to 1000, found '0'"],
    ["CHANGE_HOST_MODATTR;web;all", "argument 2 (attributes): expected a number from 0 to 131071, found 'all'"],
    ["SEND_CUSTOM_HOST_NOTIFICATION;web;8;ann;why", "argument 2 (options): expected a number from 0 to 7, found '8'"],
    ["PROCESS_FILE;commands;1", "argument 1 (file): expected the path of a file that begins with /, found 'commands'"],
    ["PROCESS_HOST_CHECK_RESULT;web;3;down", "argument 2 (host_code): expected 0, 1 or 2, found '3'"],
    ["PROCESS_SERVICE_CHECK_RESULT;web;page;4;odd", "argument 3 (return_code): expected 0, 1, 2 or 3, found '4'"],
  ])("in an argument: %s", (body, expected) => {
    expect(parse(body)).toEqual({ error: "malformed", reason: `${body.slice(0, body.indexOf(";"))}: ${expected}` });
  });

  test.each(["$USER3$", "`id`", "a|b", "$(id)", "a > b", "'", '"', "a\\b", "*", "#"])(
    "in text that a shell or a macro would interpret: %s",
    (text) => {
      const expected = "name!argument!argument of letters, digits, spaces and ._:/@%+,=-";

      expect(reason(`CHANGE_HOST_CHECK_COMMAND;web;check!${text}`)).toContain(expected);
      expect(reason(`CHANGE_GLOBAL_SVC_EVENT_HANDLER;check!${text}`)).toContain(expected);
      expect(reason(`CHANGE_HOST_CHECK_COMMAND;web;check!x;${text}`)).toContain("expected 2 arguments, found more");
      expect(reason(`CHANGE_CUSTOM_HOST_VAR;web;RACK;${text}`)).toContain(
        "expected letters, digits, spaces and ._:/@%+,=-",
      );
    },
  );

  test("as an unknown or an unsupported command", () => {
    expect(parse("REBOOT;web")).toEqual({ error: "unknown", reason: "unknown command 'REBOOT'", name: "REBOOT" });
    expect(parse("constructor;web")).toMatchObject({ error: "unknown" });
    expect(parse("ENTER_STANDBY_MODE")).toEqual({
      error: "not-supported",
      reason:
        "ENTER_STANDBY_MODE is a command of Nagios that Vigie does not execute " +
        "(Vigie has no standby: DISABLE_NOTIFICATIONS and ENABLE_NOTIFICATIONS do the same)",
    });
  });

  test("with long texts cut", () => {
    expect(String(reason(`DEL_HOST_DOWNTIME;${"x".repeat(10_000)}`)).length).toBeLessThan(200);
  });
});
