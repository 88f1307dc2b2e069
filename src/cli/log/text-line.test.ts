import { expect, test } from "vitest";
import { textLine, type Paint } from "./text-line.ts";

const plain: Paint = (_style, text) => text;
const marked: Paint = (style, text) => `<${String(style)}>${text}</>`;
const TIME = "2026-07-01T12:00:00.123Z";
const text = (fields: object, paint = plain): string =>
  textLine(JSON.stringify({ level: 30, time: TIME, ...fields }), paint);
const afterTime = (line: string): string => line.slice(line.indexOf(" ") + 1);

test("a sentence stands alone: its fields would repeat it", () => {
  const line = text({
    area: "state",
    event: "hard-state",
    host: "web",
    state: "DOWN",
    msg: "web is DOWN (hard): gone",
  });

  expect(afterTime(line)).toBe("INFO  state        web is DOWN (hard): gone\n");
});

test("the fields of other lines follow in parentheses", () => {
  const line = text({ level: 40, path: "/run/x", times: 2, gone: null, msg: "the command file is gone" });

  expect(afterTime(line)).toBe("WARN  server       the command file is gone (path: /run/x, times: 2)\n");
});

test("the time is local, with its offset", () => {
  const [time = ""] = text({ msg: "x" }).split(" ");

  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.123[+-]\d\d:\d\d$/);
  expect(new Date(time)).toEqual(new Date(TIME));
});

test("a refusal has its message alone", () => {
  const err = { type: "Refusal", message: "the database is away", stack: "Refusal: no\n    at one (a.ts:1)" };
  expect(text({ level: 50, msg: "not stored", err })).toMatch(/not stored: the database is away\n$/);
});

test("an error has its message on the line, and its stack on indented ones from level error on", () => {
  const err = {
    type: "Error",
    message: "no\nroom",
    stack: "Error: no\nroom\n    at one (a.ts:1)\n    at two (b.ts:2)",
  };

  expect(afterTime(text({ level: 40, err, msg: "not stored" }))).toBe("WARN  server       not stored: no\\nroom\n");
  expect(afterTime(text({ level: 50, err, msg: "not stored" }))).toBe(
    "ERROR server       not stored: no\\nroom\n    room\n    at one (a.ts:1)\n    at two (b.ts:2)\n",
  );
});

test("control characters of the sentence and the fields are escaped", () => {
  const evil = "\u001b[31m\n2026-07-01T12:00:00.000Z FATAL \u202e\u009b";
  const line = text({ [evil]: evil, area: undefined, msg: evil, err: { message: evil, stack: evil } });

  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(line.match(/FATAL/g)).toHaveLength(4);
  expect(line).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test("a long field is cut", () => {
  expect(text({ line: "x".repeat(5000), msg: "refused" }).length).toBeLessThan(600);
});

test("level and state are coloured, and nothing else", () => {
  const line = text({ area: "state", state: "CRITICAL", msg: "web/CRITICAL is CRITICAL (hard): is CRITICAL" }, marked);

  expect(afterTime(line)).toBe("<green>INFO </> state        web/CRITICAL is <red>CRITICAL</> (hard): is CRITICAL\n");
});
