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
  [
    "what a downtime does",
    "downtime-scheduled",
    "kernel",
    "downtime 14 scheduled by jdoe",
    "downtime 14 scheduled by jdoe",
    "maintenance 14 planifiée par jdoe",
  ],
  [
    "what somebody did, with a number in it",
    "operator-action",
    "",
    "recurring downtime 1 added by admin in the console from 127.0.0.1",
    "recurring downtime 1 added by admin in the console from 127.0.0.1",
    "maintenance récurrente 1 ajoutée par admin, dans la console (127.0.0.1)",
  ],
  [
    "settings that were changed",
    "operator-action",
    "",
    "contact bob: host_notifications_enabled set to 0, _PAGER changed by admin over the API",
    "contact bob: host_notifications_enabled set to 0, _PAGER changed by admin over the API",
    "contact bob : host_notifications_enabled mis à 0, _PAGER changé par admin, par l’API",
  ],
  [
    "by whom checks were switched off",
    "checks-disabled",
    "",
    "active checks disabled by jdoe by the command file",
    "active checks disabled by jdoe by the command file",
    "contrôles actifs désactivés par jdoe, par le fichier de commandes",
  ],
  [
    "a setting that is as configured",
    "adaptive-changed",
    "",
    "retry_interval is as configured again",
    "retry_interval is as configured again",
    "retry_interval de nouveau comme configuré",
  ],
])("says %s", (_case, kind, output, reason, english, french) => {
  expect(eventText({ kind, output, reason }, en)).toBe(english);
  expect(eventText({ kind, output, reason }, fr)).toBe(french);
});
