import fc from "fast-check";
import { expect, test } from "vitest";
import { decodedRequest } from "../../../../test/support/write-request.ts";
import { encodeLabels, encodeWriteRequest } from "./protobuf.ts";
import { snappyLiteral } from "./snappy-literal.ts";

// The bytes are worked out by hand from the two formats; test/prometheus/ has a real receiver.

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

test("a request holds labels sorted by name, and samples", () => {
  const labels = encodeLabels({ b: "2", __name__: "m", a: "" });

  const request = encodeWriteRequest([{ labels, timesMs: [300], values: [1] }]);

  const name = `0a0d${"0a08"}${Buffer.from("__name__").toString("hex")}${"1201"}6d`;
  const label = `0a06${"0a01"}62${"1201"}32`;
  const sample = `120c${"09"}000000000000f03f${"10"}ac02`;
  expect(hex(request)).toBe(`0a25${name}${label}${sample}`);
});

test("a time before 1970 takes the ten bytes of a negative int64", () => {
  const request = encodeWriteRequest([{ labels: new Uint8Array(), timesMs: [-1], values: [0] }]);

  expect(hex(request)).toBe(`0a16${"1214"}09${"00".repeat(8)}10${"ff".repeat(9)}01`);
});

test("labels are sorted by their bytes, not by UTF-16 units", () => {
  const bytes = encodeLabels({ "\u{1F600}": "x", "\uFF5E": "y" });

  expect(Buffer.from(bytes).indexOf("\uFF5E")).toBeLessThan(Buffer.from(bytes).indexOf("\u{1F600}"));
});

test("any series come back from their bytes", () => {
  const time = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
  const point = fc.tuple(time, fc.double());
  const series = fc.record({
    labels: fc.dictionary(fc.string(), fc.string({ minLength: 1 })),
    points: fc.array(point),
  });

  fc.assert(
    fc.property(fc.array(series), (all) => {
      const request = encodeWriteRequest(
        all.map(({ labels, points }) => ({
          labels: encodeLabels(labels),
          timesMs: points.map(([timeMs]) => timeMs),
          values: points.map(([, value]) => value),
        })),
      );

      expect(decodedRequest(request)).toEqual(
        all.map(({ labels, points }) => ({ labels: Object.entries(labels).sort(byBytes), points })),
      );
    }),
  );
});

test("Snappy literals hold the length, and pieces of at most 64 KiB", () => {
  expect(hex(snappyLiteral(new Uint8Array()))).toBe("00");
  expect(hex(snappyLiteral(Buffer.from("abc")))).toBe("03f40200616263");
  const long = snappyLiteral(new Uint8Array(65_537).fill(7));
  expect(hex(long.subarray(0, 6))).toBe("818004f4ffff");
  expect(hex(long.subarray(-4))).toBe("f4000007");
  expect(long.length).toBe(3 + 3 + 65_536 + 3 + 1);
});

const byBytes = ([a]: [string, string], [b]: [string, string]): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));
