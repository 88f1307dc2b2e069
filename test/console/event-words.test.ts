import { describe, expect, test } from "vitest";
import { actorText, eventText } from "../../console/src/parts/history/event-text.ts";
import { FORGOTTEN } from "../../src/app/retained-state.ts";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import { reloadedWords } from "../../src/config/reload-outcome.ts";
import { EVENT_KINDS } from "../../src/data/history/months/event-kinds.ts";
import { flapReason } from "../../src/engine/state/flap-change.ts";
import type { Change } from "../../src/model/change.ts";
import {
  backedUp,
  BY_CONFIGURATION,
  monitoringInterrupted,
  monitoringStarted,
  monitoringStopped,
  groupHostsMoved,
  pollerAway,
  pollerBack,
  pollerResultsLost,
} from "../../src/model/history-changes.ts";
import { acknowledgedBy, type HistoryEvent, stateChangeReason } from "../../src/model/history-event.ts";
import { actorWords } from "../../src/operations/audit/actor.ts";
import { submittedWords } from "../../src/operations/audit/submitted-words.ts";
import { ENGLISH } from "./support/english.ts";

const MOVED = { group: "europe", hosts: 1, generation: 1_764_512_345 };
const reasonOf = (changes: Change | readonly Change[]): string =>
  [changes].flat().flatMap((change) => (change.kind === "event" ? [change.event.reason] : []))[0]!;

const BY = actorWords({ name: "jdoe", source: "api", address: "10.1.2.3" });
const BY_FILE = actorWords({ name: "command file", source: "command-file", address: null });
const flaps = (isFlapping: boolean): string =>
  flapReason(
    { isFlapping, percentStateChange: 31.6 } as never,
    { lowFlapThreshold: 5, highFlapThreshold: 20 } as never,
  );

/** What the server says of an event, by its kind. */
const REASONS: Readonly<Record<HistoryEvent["kind"], readonly string[]>> = {
  "first-result": ["the first result: CRITICAL"],
  "soft-state": ["CRITICAL, attempt 1: soft until the last attempt"],
  "hard-state": ["CRITICAL at the last attempt: hard", stateChangeReason("OK", "CRITICAL", "hard")],
  recovery: [stateChangeReason("CRITICAL", "OK", "the problem is over")],
  "stalked-output": [],
  "check-skipped": [
    "not checked: it depends on others, and service web/disk is CRITICAL",
    "not checked: it has parents, and service web/disk is CRITICAL",
    "not checked: host web is DOWN",
    "not checked: it depends on others, and another resource is CRITICAL",
    "not checked: it has parents, and another resource is CRITICAL",
  ],
  "flapping-started": [flaps(true)],
  "flapping-stopped": [flaps(false), FORGOTTEN],
  "event-handler": [
    "event handler restart: exit code 0",
    "global event handler restart: exit code 0",
    "event handler restart: exit code 3",
  ],
  notification: [],
  "acknowledgement-set": [acknowledgedBy("jdoe")],
  "acknowledgement-cancelled": ["cancelled by jdoe"],
  "acknowledgement-ended": [
    "a normal acknowledgement ends when the state changes: WARNING to CRITICAL",
    "the resource is OK again",
    "expired at 2026-11-30T08:00:00Z",
  ],
  "downtime-scheduled": ["downtime 12 scheduled by jdoe"],
  "downtime-started": [
    "downtime 12 starts as planned",
    "a problem begins the flexible downtime 12",
    "downtime 12 began while the server was away",
  ],
  "downtime-ended": ["downtime 12 ran its time", "downtime 12 began and ended while the server was away"],
  "downtime-cancelled": [
    "downtime 12 cancelled by jdoe",
    "no problem began the flexible downtime 12 before its end",
    "downtime 12 taken back: recurring downtime 3 no longer asks for it",
    "downtime 12 ends: what it was for left the configuration",
  ],
  "comment-added": ["comment 7 added by jdoe"],
  "comment-deleted": ["comment 7 by jdoe deleted by ada", "comment 7 by jdoe deleted with its acknowledgement"],
  "adaptive-changed": [
    "retry_interval set to 2",
    "event_handler set to none",
    "max_check_attempts is as configured again",
    "_SECRET changed",
    "contact ada: host_notifications_enabled set to 0",
  ],
  "operator-action": [
    ...[
      submittedWords(1),
      submittedWords(40),
      submittedWords(40, 39),
      "acknowledged",
      "acknowledgement removed",
      "check forced",
      "check scheduled",
      "downtime scheduled",
      "end of downtime 12 set to 2026-11-30T08:00:00Z",
      "downtime 12 cancelled",
      "recurring downtime 3 added",
      "recurring downtime 3 replaced",
      "recurring downtime 3 removed",
      "comment added",
      "comment 7 deleted",
      "all comments deleted",
      "custom notification requested",
      "next notification delayed until 2026-11-30T08:00:00Z",
      "notification number set to 4",
      "notification to ada sent again",
      "report to ada sent again",
      "flapping state cleared",
      "retry_interval set to 2, _SECRET changed",
      "contact ada: host_notifications_enabled set to 0",
    ].map((did) => `${did} ${BY}`),
    `acknowledged ${BY_FILE}`,
  ],
  "checks-enabled": [`active checks enabled ${BY}`, `active checks enabled ${BY_CONFIGURATION}`],
  "checks-disabled": [`active checks disabled ${BY}`, `active checks disabled ${BY_CONFIGURATION}`],
  "host-checks-enabled": [`active checks of all hosts enabled ${BY}`],
  "host-checks-disabled": [`active checks of all hosts disabled ${BY_FILE}`],
  "service-checks-enabled": [`active checks of all services enabled ${BY}`],
  "service-checks-disabled": [`active checks of all services disabled ${BY}`],
  "object-configured": ["added to the configuration"],
  "object-removed": ["removed from the configuration"],
  "configuration-reloaded": [
    reloadedWords({ total: 1, added: 1, removed: 0, changed: 0 }, { total: 1_234, added: 1, removed: 2, changed: 3 }),
  ],
  "monitoring-started": [reasonOf(monitoringStarted(0))],
  "monitoring-stopped": [reasonOf(monitoringStopped(0)), reasonOf(backedUp(0)), reasonOf(monitoringInterrupted(0))],
  "metrics-limited": [
    'metric "pid 4711" is not kept, since there are too many; labels that change with every result, such as process ' +
      "ids or dates, are the usual cause",
  ],
  "metrics-lost": ["performance data is lost: ENOSPC"],
  "remote-write-lost": [
    "remote write to http://10.0.0.9/write lost 1,234 points, of 2026-11-30T08:00:00Z to 2026-11-30T09:00:00Z: it was " +
      "away for longer than its buffer",
  ],
  "report-sent": ["report monthly for 2026-10-01 to 2026-10-31 to ada@example.com: 250 OK"],
  "report-failed": [
    "report monthly for 2026-10-01 to 2026-10-31 was due at 2026-11-01T06:00:00Z, when the server did not run: too " +
      "old to be sent",
  ],
  "poller-results-lost": [reasonOf(pollerResultsLost("paris", 1, 0)), reasonOf(pollerResultsLost("paris", 1_234, 0))],
  "poller-away": [reasonOf(pollerAway("paris", 0, 90))],
  "poller-back": [reasonOf(pollerBack("paris", 0, 90))],
  "poller-hosts-moved": [
    reasonOf(groupHostsMoved({ ...MOVED, because: { kind: "away", poller: "paris", seconds: 60 } }, 0)),
    reasonOf(groupHostsMoved({ ...MOVED, hosts: 1_234, because: { kind: "back", poller: "paris" } }, 0)),
    reasonOf(groupHostsMoved({ ...MOVED, because: { kind: "configuration" } }, 0)),
  ],
};

describe("what happened is said in the language of the page", () => {
  test.each(EVENT_KINDS)("%s", (kind) => {
    for (const reason of REASONS[kind]) {
      const event = { kind, output: "", reason };
      expect(eventText(event, en)).toBe(reason);
      const french = eventText(event, fr);
      expect(french).not.toBe(reason);
      expect(french.replaceAll(/\w+_\w+/g, "")).not.toMatch(ENGLISH);
    }
  });

  test("who asked for a reload", () => {
    expect(actorText(BY, fr.events)).toBe("par jdoe, par l’API (10.1.2.3)");
    expect(actorText(BY_FILE, fr.events)).toBe("par le fichier de commandes");
    expect(actorText("by SIGHUP", fr.events)).toBe("par SIGHUP");
    expect(actorText("by an external command", fr.events)).toBe("par une commande externe");
    expect(actorText("by SIGHUP", en.events)).toBe("by SIGHUP");
  });
});
