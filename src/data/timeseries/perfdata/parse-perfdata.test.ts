import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERFDATA_KINDS, perfdataSource } from "../../../../bench/support/perfdata-kinds.ts";
import { MAX_ITEMS, MAX_LABEL_BYTES, MAX_TEXT, parsePerfdata } from "./parse-perfdata.ts";

const valuesOf = (text: string) =>
  parsePerfdata(text).items.map(({ label, value, unit, limits }) => [label, value, unit, limits]);
const faultsOf = (text: string) => parsePerfdata(text).faults.map(({ at, reason }) => `${at}: ${reason}`);

describe("performance data", () => {
  it.each<[string, [string, number, string, string][]]>([
    ["", []],
    ["a=1", [["a", 1, "", ""]]],
    [
      "  a=1\t b=2  ",
      [
        ["a", 1, "", ""],
        ["b", 2, "", ""],
      ],
    ],
    ["time=0.018434s;1;2;0.000000;10.000000", [["time", 0.018434, "s", "1;2;0.000000;10.000000"]]],
    [
      "load1=1.480;5.000;9.000;0; load5=0.690;5.000;9.000;0;",
      [
        ["load1", 1.48, "", "5.000;9.000;0;"],
        ["load5", 0.69, "", "5.000;9.000;0;"],
      ],
    ],
    ["'/ used %'=41.3%;80;90", [["/ used %", 41.3, "%", "80;90"]]],
    ["'it''s a=b'=1c", [["it's a=b", 1, "c", ""]]],
    ["C:\\=3GB", [["C:\\", 3, "GB", ""]]],
    ["x=-.5e-3ms", [["x", -0.0005, "ms", ""]]],
    ["x=+5.", [["x", 5, "", ""]]],
    ["x=-0", [["x", 0, "", ""]]],
    ["x=12m3/h", [["x", 12, "m3/h", ""]]],
    ["x=3µs", [["x", 3, "µs", ""]]],
    [
      "x=U;1;2 y=;1;2 z=nan w=inf v=-Infinity",
      [
        ["x", NaN, "", "1;2"],
        ["y", NaN, "", "1;2"],
        ["z", NaN, "", ""],
        ["w", NaN, "", ""],
        ["v", NaN, "", ""],
      ],
    ],
    ["x=1e999", [["x", NaN, "", ""]]],
    ["x=1;@10:20;~:30;0;100", [["x", 1, "", "@10:20;~:30;0;100"]]],
  ])("%j", (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
    expect(faultsOf(text)).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ["load=,5 b=2", ["b"], ["0: a decimal comma"]],
    ["a=1,5s b=2", ["b"], ["0: a decimal comma"]],
    ["a=1.2.3 b=2", ["b"], ["0: no unit after the number"]],
    ["a=x5 b=2", ["b"], ["0: no number"]],
    [
      "a = 5 b=2",
      ["b"],
      ["0: no equals sign after the label", "2: an empty label", "4: no equals sign after the label"],
    ],
    ["a=1 a=2 b=3", ["a", "b"], ["4: the label comes twice"]],
    ["a=1 'b=2 c=3", ["a", "c"], ["4: a quote that is not closed"]],
    ["''=1 b=2", ["b"], ["0: an empty label"]],
    [`${"x".repeat(MAX_LABEL_BYTES + 1)}=1 b=2`, ["b"], ["0: a label longer than 255 bytes"]],
    [`${"ä".repeat(128)}=1 b=2`, ["b"], ["0: a label longer than 255 bytes"]],
    [`a=1${"u".repeat(33)} b=2`, ["b"], ["0: no unit after the number"]],
  ])("%j loses only the items that do not fit", (text, labels, faults) => {
    expect(parsePerfdata(text).items.map(({ label }) => label)).toEqual(labels);
    expect(faultsOf(text)).toEqual(faults);
  });

  it("has a limit of values and of characters", () => {
    const many = Array.from({ length: MAX_ITEMS + 1 }, (_, index) => `m${index}=1`).join(" ");
    const long = `a=1 ${" ".repeat(MAX_TEXT)}b=2`;

    expect(parsePerfdata(many).items.length).toBe(MAX_ITEMS);
    expect(faultsOf(many)).toEqual([`${many.indexOf("m256")}: more than 256 values`]);
    expect(parsePerfdata(long).items.map(({ label }) => label)).toEqual(["a"]);
    expect(faultsOf(long)).toEqual([`${MAX_TEXT}: longer than 65536 characters`]);
  });

  it("takes any text", () => {
    const pieces = fc.constantFrom("a", "'", "=", ";", " ", "1", ".", ",", "-", "e", "U", "\n", "ä", "%", "nan");
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join("")),
        (text) => {
          const { items, faults } = parsePerfdata(text);

          for (const { label, value } of items) expect([label !== "", Object.is(value, -0)]).toEqual([true, false]);
          for (const { at } of faults) expect(at).toBeLessThan(Math.max(1, text.length));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("reads what the plugins of the field print", () => {
    for (const [kind, template] of Object.entries(PERFDATA_KINDS)) {
      const text = perfdataSource(template, () => 0.4)();

      expect([kind, faultsOf(text), parsePerfdata(text).items.length]).toEqual([
        kind,
        [],
        template.split(/=\{|=-?\d/).length - 1,
      ]);
    }
  });
});
