import { expect, test } from "vitest";
import { attackConfigurations } from "./configurations.ts";

// At full size: npm run attack.
test("a configuration with random faults is accepted or refused with file and line, never a crash", async () => {
  const { configurations, accepted, refused } = await attackConfigurations(200, 7);

  expect(configurations).toBe(200);
  expect([accepted > 0, refused > 0]).toEqual([true, true]);
}, 60_000);
