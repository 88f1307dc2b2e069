import { expect, test } from "vitest";
import { shownOutcome } from "./shown-outcome.ts";

const message = (status: "told" | "being-tried" | "failed", failed_attempts = 0) => ({ status, failed_attempts });

test.each([
  ["not-told", [], "not-told"],
  ["waiting", [], "waiting"],
  ["told", [], "told"],
  ["told", [message("told"), message("told")], "told"],
  ["told", [message("told"), message("being-tried")], "sending"],
  ["told", [message("being-tried", 2)], "failed"],
  ["told", [message("told"), message("failed")], "failed"],
] as const)("%s with %j is shown as %s", (outcome, messages, shown) => {
  expect(shownOutcome(outcome, messages)).toBe(shown);
});
