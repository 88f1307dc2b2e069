import { describe, expect, it } from "vitest";
import { fixed, perfdata } from "./perfdata-format.ts";

describe("perfdata", () => {
  it("keeps all semicolons", () => {
    expect(perfdata({ label: "load1", value: "0.390" })).toBe("load1=0.390;;;;");
    expect(
      perfdata({ label: "size", value: "51", unit: "B", warning: "10", critical: "5", min: "0", max: "100" }),
    ).toBe("size=51B;10;5;0;100");
  });

  it.each<[string, string]>([
    ["/", "/=1;;;;"],
    ["/a b", "'/a b'=1;;;;"],
    ["a=b", "'a=b'=1;;;;"],
    ["it's", "'it''s'=1;;;;"],
  ])("quotes the label %s if necessary", (label, text) => {
    expect(perfdata({ label, value: "1" })).toBe(text);
  });
});

describe("fixed", () => {
  it.each<[number, number, string]>([
    [0.125, 2, "0.12"],
    [0.375, 2, "0.38"],
    [0.5, 0, "0"],
    [1.5, 0, "2"],
    [2.5, 0, "2"],
    [1.005, 2, "1.00"],
    [0.195, 3, "0.195"],
    [4, 2, "4.00"],
    [0.1, 3, "0.100"],
  ])("prints %d with %i digits like the C library", (value, digits, text) => {
    expect(fixed(value, digits)).toBe(text);
  });
});
