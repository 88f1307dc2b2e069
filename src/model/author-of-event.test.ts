import { expect, test } from "vitest";
import { authorOfEvent } from "./author-of-event.ts";

test.each([
  ["acknowledgement-set", "acknowledged by Ada by night", "Ada by night"],
  ["acknowledgement-cancelled", "cancelled by jdoe", "jdoe"],
  ["acknowledgement-ended", "the problem is over", null],
  ["downtime-scheduled", "downtime 12 scheduled by jdoe", "jdoe"],
  ["downtime-scheduled", "downtime 12 scheduled by null", null],
  ["downtime-cancelled", "downtime 12 cancelled by jdoe", "jdoe"],
  ["downtime-cancelled", "downtime 12 ends: what it was for left the configuration", null],
  ["comment-added", "comment 4 added by somebody", null],
  ["comment-deleted", "comment 4 by ada deleted by jdoe", "jdoe"],
  ["comment-deleted", "comment 4 by ada deleted with its acknowledgement", null],
  ["operator-action", "acknowledged by jdoe over the API from 10.1.2.3", "jdoe"],
  ["operator-action", "check scheduled by ada in the console from ::1", "ada"],
  ["operator-action", "submitted 3 results by the command file", null],
  ["hard-state", "OK before, CRITICAL now: by chance", null],
] as const)("%s: %s", (kind, reason, author) => {
  expect(authorOfEvent({ kind, reason })).toBe(author);
});
