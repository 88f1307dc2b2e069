import { describe, expect, test } from "vitest";
import { sampleHost, sampleInventory, sampleService } from "../check/sample-inventory.fixture.ts";
import type { CheckableOptions, MainSettings, Service } from "../../model/objects.ts";
import { newState } from "../../model/initial-state.ts";
import { staleFrom } from "./freshness-threshold.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import type { StateFields } from "../../model/state-fields.ts";

const STARTED = 10_000;
const HOST = sampleHost(1, "web");

interface Case {
  readonly threshold?: number;
  readonly service?: Partial<Service>;
  readonly state?: Partial<StateFields>;
  readonly main?: Partial<MainSettings>;
}

/**
 * Seconds after the start when the result is stale. The service is checked every five minutes, every minute while soft.
 */
function staleAfterStart({ threshold = 0, service, state, main }: Case): number | null {
  const sample = sampleService(HOST, 2, "page", { checkInterval: 5, retryInterval: 1, ...service });
  const options: CheckableOptions = { ...sample.options, checkFreshness: true, freshnessThresholdSeconds: threshold };
  const inventory = sampleInventory({
    main: { additionalFreshnessLatencySeconds: 15, maxServiceCheckSpreadMinutes: 30, ...main },
  });
  const from = staleFrom({ ...sample, options }, stateWith(newState(4), { state: 0, ...state }), inventory, STARTED);
  return from === null ? null : from - STARTED;
}

const checked = (at: number, more: Partial<StateFields> = {}): Partial<StateFields> => ({
  lastCheck: STARTED + at,
  ...more,
});
const passive = (at: number, more: Partial<StateFields> = {}): Partial<StateFields> =>
  checked(at, { checkType: 1, ...more });

describe("a result is stale", () => {
  test.each<[string, Case, number | null]>([
    ["after its threshold", { threshold: 90, state: passive(100) }, 190],
    [
      "after the check interval, the latency and an allowance, without a threshold",
      { state: passive(100, { latency: 2 }) },
      100 + 300 + 2 + 15,
    ],
    ["after the retry interval in a soft problem", { state: passive(100, { state: 2, stateType: 0 }) }, 100 + 60 + 15],
    ["after the check interval in a hard problem", { state: passive(100, { state: 2, stateType: 1 }) }, 100 + 300 + 15],
    ["never, without a threshold and an interval", { service: { checkInterval: 0 }, state: passive(100) }, null],
    [
      "after its threshold, even without an interval",
      { threshold: 90, service: { checkInterval: 0 }, state: passive(100) },
      190,
    ],
    ["one threshold after the start, without a result before", { threshold: 90 }, 90],
    [
      "one threshold after the start, if the server was down for most of it",
      { threshold: 90, state: passive(-60) },
      90,
    ],
    [
      "one threshold after the result, if the server was down for a moment only",
      { threshold: 90, state: passive(-50) },
      40,
    ],
    [
      "one threshold after an active result, however long the server was down",
      { threshold: 90, state: checked(-600) },
      -510,
    ],
    [
      "not before the first checks are done, if active checks are on and the threshold is computed",
      { state: checked(-600) },
      300 + 15 + 1800,
    ],
    [
      "one computed threshold after the result, if active checks are off",
      { service: { activeChecks: false }, state: checked(-100) },
      215,
    ],
    ["with a longer interval unit", { state: passive(100), main: { intervalLengthSeconds: 100 } }, 100 + 500 + 15],
  ])("%s", (_, given, expected) => {
    expect(staleAfterStart(given)).toBe(expected);
  });

  test("of a host uses the spread of hosts", () => {
    const inventory = sampleInventory({
      main: { additionalFreshnessLatencySeconds: 0, maxHostCheckSpreadMinutes: 1, maxServiceCheckSpreadMinutes: 30 },
    });
    const host = { ...HOST, checkInterval: 5 };

    expect(staleFrom(host, stateWith(newState(4), { lastCheck: STARTED - 1 }), inventory, STARTED)).toBe(
      STARTED + 300 + 60,
    );
  });
});
