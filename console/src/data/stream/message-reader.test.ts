import fc from "fast-check";
import { expect, test } from "vitest";
import { createMessageReader, type StreamMessage } from "./message-reader.ts";

const CASES: readonly (readonly [string, string, readonly StreamMessage[]])[] = [
  ["one message", "event: beat\nid: 7\ndata: {}\n\n", [{ event: "beat", data: "{}", id: "7" }]],
  ["lines that end with CR LF", "event: beat\r\ndata: 1\r\n\r\n", [{ event: "beat", data: "1", id: undefined }]],
  [
    "lines that end with CR",
    "data: 1\r\rdata: 2\n\n",
    [
      { event: "message", data: "1", id: undefined },
      { event: "message", data: "2", id: undefined },
    ],
  ],
  ["data over several lines", "data: a\ndata:  b\ndata\n\n", [{ event: "message", data: "a\n b\n", id: undefined }]],
  [
    "a comment and an unknown field",
    ": hello\nretry: 5\ndata: 1\n\n",
    [{ event: "message", data: "1", id: undefined }],
  ],
  ["an event without data", "event: beat\nid: 9\n\ndata: 1\n\n", [{ event: "message", data: "1", id: undefined }]],
  ["a byte order mark", "\u{feff}data: 1\n\n", [{ event: "message", data: "1", id: undefined }]],
  ["a message that is not complete", "data: 1\n", []],
];

test.each(CASES)("reads %s", (_name, text, messages) => {
  expect(createMessageReader()(text)).toEqual(messages);
});

test("reads the same messages however the text is cut", () => {
  const line = fc.constantFrom("data: x", "data: y z", "event: change", "id: 12", ": c", "", "", "\u{e9}\u{1f600}");
  const stream = fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n")), { maxLength: 40 });
  fc.assert(
    fc.property(stream, fc.array(fc.nat(400), { maxLength: 12 }), (lines, cuts) => {
      const text = lines.map(([words, end]) => words + end).join("");
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
      const read = createMessageReader();

      const inPieces = places.slice(1).flatMap((end, index) => read(text.slice(places[index], end)));

      expect(inPieces).toEqual(createMessageReader()(text));
    }),
  );
});
