import { expect, test } from "vitest";
import { ATTACK_PARTS } from "./attack-parts.ts";
import { runPart } from "./run-part.ts";

// A small fixed share, so that a failure is due to a change; `npm run attack` draws new ones.
const SEED = 4_711;

test.each(ATTACK_PARTS)("the server holds: $name", { timeout: 180_000 }, async (part) => {
  const { counts, failures } = await runPart(part, "small", SEED);

  expect(failures).toEqual([]);
  expect(Object.values(counts).some((count) => count > 0)).toBe(true);
});
