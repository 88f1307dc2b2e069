import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCommandLines, MAX_LINE_BYTES } from "./command-lines.ts";

function taken(chunks: readonly Buffer[]): { readonly lines: string[]; readonly tooLong: number } {
  const commandLines = createCommandLines();
  const answers = chunks.map((chunk) => commandLines.push(chunk));
  return {
    lines: answers.flatMap(({ lines }) => lines),
    tooLong: answers.reduce((sum, { tooLong }) => sum + tooLong, 0),
  };
}

const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
};

describe("input from the pipe", () => {
  test("gives the same lines wherever it is cut, even within a character", () => {
    const line = fc.string({ unit: "binary" }).map((text) => text.replaceAll(/[\n\0]/g, " "));

    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.array(fc.nat()), (lines, places) => {
        const bytes = Buffer.from(`${lines.join("\n")}\n`);

        expect(taken(cut(bytes, places))).toEqual({ lines: bytes.toString().split("\n").slice(0, -1), tooLong: 0 });
      }),
    );
  });

  test("gives one line per newline, for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.array(fc.nat()), (bytes, places) => {
        expect(taken(cut(Buffer.from(bytes), places)).lines).toHaveLength(bytes.filter((byte) => byte === 10).length);
      }),
    );
  });

  test("is held until its line ends", () => {
    expect(taken([Buffer.from("one\ntwo")])).toEqual({ lines: ["one"], tooLong: 0 });
  });

  test("is read as Windows-1252 in lines that are not UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("été\n"), Buffer.from([0x65, 0xe9, 0x0a]), Buffer.from("fin\n")]);

    expect(taken([bytes])).toEqual({ lines: ["été", "eé", "fin"], tooLong: 0 });
  });

  test.each([
    ["in one piece", 1],
    ["in small pieces", 1_000],
  ])("a line that is too long, %s, is left out and counted; its neighbours are not", (_, pieces) => {
    const bytes = Buffer.from(`before\n${"x".repeat(MAX_LINE_BYTES + 1)}\nafter\n`);
    const size = Math.ceil(bytes.length / pieces);
    const chunks = Array.from({ length: pieces }, (_, index) => bytes.subarray(index * size, (index + 1) * size));

    expect(taken(chunks)).toEqual({ lines: ["before", "after"], tooLong: 1 });
  });

  test("a line of the maximum length is accepted", () => {
    expect(taken([Buffer.from("é".repeat(MAX_LINE_BYTES / 2)), Buffer.from("\n")]).lines[0]).toHaveLength(
      MAX_LINE_BYTES / 2,
    );
  });
});
