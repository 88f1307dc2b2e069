import { expect, test } from "vitest";
import type { NotificationKind } from "../../model/history-event.ts";
import { titleOf } from "./title.ts";

test.each<[NotificationKind, string]>([
  ["problem", "Problem: host web is DOWN"],
  ["recovery", "Recovered: host web is DOWN"],
  ["acknowledgement", "Acknowledged: host web is DOWN"],
  ["custom", "Message about host web, which is DOWN"],
  ["flapping-start", "Flapping began: host web"],
  ["flapping-stop", "Flapping ended: host web is DOWN"],
  ["flapping-disabled", "Flap detection disabled: host web is DOWN"],
  ["acknowledgement-expiring", "Acknowledgement ends soon: host web is DOWN"],
  ["downtime-start", "Downtime began: host web"],
  ["downtime-ending", "Downtime ends soon: host web is DOWN"],
  ["downtime-end", "Downtime ended: host web is DOWN"],
  ["downtime-cancelled", "Downtime cancelled: host web is DOWN"],
])("the title of %s is %s", (kind, title) => {
  expect(titleOf(kind, "host web", "DOWN")).toBe(title);
});
