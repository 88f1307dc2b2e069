import { expect, test } from "vitest";
import { messageAnswer } from "./message-answer.ts";

test.each([
  [null, "", 0, ""],
  ["delivered", "", 0, ""],
  ["delivered: 250 2.0.0", "250 2.0.0", 0, ""],
  ["delivered: 250 queued; 2 failed attempts before, the last: HTTP 503", "250 queued", 2, "HTTP 503"],
  ["delivered; 1 failed attempt before, the last: refused", "", 1, "refused"],
  ["failed: no such channel", "no such channel", 0, ""],
  ["given up after 9 attempts: connect ECONNREFUSED", "connect ECONNREFUSED", 9, ""],
  ["skipped: in doubt", "skipped: in doubt", 0, ""],
] as const)("%s", (outcome, answer, failedBefore, lastFailure) => {
  expect(messageAnswer(outcome)).toEqual({ answer, failedBefore, lastFailure });
});
