import fc from "fast-check";
import "../../../test/support/property-seed.ts";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, formatPolicy, parsePolicy, STATUSES, VERDICTS, type Policy } from "./policy.ts";

const parsed = (text: string): Policy => {
  const policy = parsePolicy(text);
  if ("mistake" in policy) throw new Error(policy.mistake.message);
  return policy;
};

describe("the policy", () => {
  test("counts warnings as good and unknown as bad, and excludes what nobody saw and all downtime", () => {
    const outside = Object.fromEntries(STATUSES.map((status) => [status, DEFAULT_POLICY[status].outsideDowntime]));

    expect(outside).toEqual({
      ok: "good",
      warning: "good",
      up: "good",
      critical: "bad",
      unknown: "bad",
      down: "bad",
      unreachable: "bad",
      pending: "excluded",
      unmonitored: "excluded",
    });
    expect(STATUSES.map((status) => DEFAULT_POLICY[status].inDowntime)).toEqual(STATUSES.map(() => "excluded"));
    expect(parsed("")).toEqual(DEFAULT_POLICY);
  });

  test.each([
    ["warning=bad", "warning", "bad", "excluded"],
    ["downtime=good", "critical", "bad", "good"],
    ["downtime=counted", "critical", "bad", "bad"],
    ["downtime=counted, warning=bad", "warning", "bad", "bad"],
    ["downtime=counted,downtime.critical=excluded", "critical", "bad", "excluded"],
    ["downtime.critical=good", "critical", "bad", "good"],
    ["downtime.critical=good,downtime=counted", "critical", "bad", "bad"],
    ["downtime.ok=counted", "ok", "good", "good"],
  ] as const)("%s", (text, status, outsideDowntime, inDowntime) => {
    expect(parsed(text)[status]).toEqual({ outsideDowntime, inDowntime });
  });

  test.each([
    ["fine=good", "'fine' is none of ok, warning"],
    ["good", "'good' is none of"],
    ["ok=counted", "ok should be one of good, bad, excluded, not 'counted'"],
    ["downtime=", "downtime should be one of good, bad, excluded, counted, not ''"],
    ["downtime.downtime=good", "is none of"],
  ])("%s is refused", (text, mistake) => {
    expect(parsePolicy(text)).toMatchObject({ mistake: { message: expect.stringContaining(mistake) } });
  });

  test("is written as a text that says the same", () => {
    const verdict = fc.constantFrom(...VERDICTS);
    const policies = fc
      .array(fc.record({ outsideDowntime: verdict, inDowntime: verdict }), {
        minLength: STATUSES.length,
        maxLength: STATUSES.length,
      })
      .map((rows) => Object.fromEntries(STATUSES.map((status, index) => [status, rows[index]!])) as unknown as Policy);

    fc.assert(
      fc.property(policies, (policy) => {
        expect(parsed(formatPolicy(policy))).toEqual(policy);
      }),
    );
  });
});
