import { expect, test } from "vitest";
import { en } from "../../words/en.ts";
import { fr } from "../../words/fr.ts";
import { eventText } from "./event-text.ts";

test.each([
  ["the output of a state", "hard-state", "DISK CRITICAL", "3 of 3", "DISK CRITICAL", "DISK CRITICAL"],
  [
    "who was notified of a problem",
    "notification",
    "",
    "notified anna, bob: problem, notification 2",
    "notified anna, bob: problem, notification 2",
    "notifié anna, bob : problème, notification 2",
  ],
  [
    "who was notified of something else",
    "notification",
    "",
    "notified anna: acknowledgement",
    "notified anna: acknowledgement",
    "notifié anna : acquittement",
  ],
  ["other words as they are", "notification", "", "told nobody", "told nobody", "told nobody"],
  [
    "the reason of other kinds",
    "operator-action",
    "",
    "notified x: problem",
    "notified x: problem",
    "notified x: problem",
  ],
  [
    "what somebody did",
    "operator-action",
    "",
    "check result submitted by admin over the API from 127.0.0.1",
    "check result submitted by admin over the API from 127.0.0.1",
    "résultat de contrôle transmis par admin, par l’API (127.0.0.1)",
  ],
  [
    "what somebody did, without an address",
    "operator-action",
    "",
    "acknowledged by the night shift in the console",
    "acknowledged by the night shift in the console",
    "acquitté par the night shift, dans la console",
  ],
])("says %s", (_case, kind, output, reason, english, french) => {
  expect(eventText({ kind, output, reason }, en)).toBe(english);
  expect(eventText({ kind, output, reason }, fr)).toBe(french);
});
