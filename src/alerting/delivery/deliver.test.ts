import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { waitFor } from "../../../test/support/wait-for.ts";
import { inventoryOf } from "../../../test/support/access-inventory.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { sampleMessage } from "../../../test/support/record-samples.ts";
import type { Inventory } from "../../model/objects.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import { systemClock } from "../../lib/clock.ts";
import { silentLog, type Log } from "../../lib/log.ts";
import type { NotificationMessage } from "../../model/history-event.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import type { SendMessage } from "./attempts.ts";
import type { DeliverableMessage, DeliverableNotification, DeliveryOutcome, Doubt } from "./channel.ts";
import { createCommandRunner } from "./command-runner.ts";
import { createDeliverer, type Deliverer } from "./deliver.ts";
import { keys, site } from "./notification.fixture.ts";
import { createSender } from "./send-message.ts";

const START = 1_700_000_000;
const INVENTORY = inventoryOf({ hosts: { one: [], web: ["page"] } });
const inventory = (): Inventory => INVENTORY;
const DELIVERED: DeliveryOutcome = { delivered: true };
const LATER: DeliveryOutcome = { delivered: false, retry: true, reason: "rate-limited" };

let folder: string;
let store: Store;
let clock: FakeClock;
const deliverers: Deliverer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vigie-deliver-"));
  store = await openStore({ folder, log: silentLog, exclusive: true });
  clock = createFakeClock(START);
});
afterEach(async () => {
  for (const deliverer of deliverers.splice(0)) await deliverer.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

/** Sender that records messages with their times and gives scripted answers; default: delivered. */
function recordingSender(answers: Record<string, (DeliveryOutcome | Error)[]> = {}): {
  readonly got: string[];
  readonly send: SendMessage;
} {
  const got: string[] = [];
  return {
    got,
    send: ({ comment: text }) => {
      got.push(`${clock.now() - START} ${text}`);
      const answer = answers[text]?.shift() ?? DELIVERED;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}
const deliverBy = ({ send }: { readonly send: SendMessage }, log: Log = silentLog, maxPending = 5000): Deliverer => {
  const deliverer = createDeliverer({ store, clock, log, send, inventory, maxPending });
  deliverers.push(deliverer);
  deliverer.start();
  return deliverer;
};
const commit = (
  text: string,
  key: ResourceKey = hostKey(1),
  more: Partial<NotificationMessage> = {},
): Promise<unknown> =>
  store.commit([{ kind: "outbox", message: { ...sampleMessage(key), at: START, comment: text, ...more } }]);
const waitingTexts = async (): Promise<string[]> => (await store.readOutbox(0, 1_000)).map(({ comment }) => comment);
/** Waits for the writer thread, which runs in real time. */
const untilWaiting = (...texts: string[]): Promise<void> =>
  waitFor(async () => {
    expect(await waitingTexts()).toEqual(texts);
  });
/** Moves the clock through a wait, and gives each attempt time for its commits; ends early if nothing is pending. */
const advanceThrough = async (seconds: number): Promise<void> => {
  for (const end = clock.now() + seconds; clock.now() < end; await clock.advanceBy(Math.min(10, end - clock.now()))) {
    while (clock.waiting() === 0) {
      if ((await waitingTexts()).length === 0) return;
      // Reading SQLite alone would never let the answers of commits arrive.
      await setImmediate();
    }
  }
};
/** Reads outcomes from the file; the store does not return them yet. */
const outcomes = async (): Promise<unknown[]> => {
  const { DatabaseSync } = await import("node:sqlite");
  const db = new DatabaseSync(join(folder, "vigie.sqlite"), { readOnly: true });
  try {
    return db
      .prepare("SELECT comment_data, outcome FROM outbox WHERE done_time IS NOT NULL ORDER BY outbox_id")
      .all()
      .map((row) => `${String(row["comment_data"])}: ${String(row["outcome"])}`);
  } finally {
    db.close();
  }
};

test("delivers messages committed before and after the start, in order, each once", async () => {
  const sender = recordingSender();
  await commit("one");
  await commit("two", hostKey(2));

  const deliverer = deliverBy(sender);
  await untilWaiting();
  await commit("three");
  deliverer.wake();
  deliverer.wake();
  await untilWaiting();

  expect(sender.got).toEqual(["0 one", "0 two", "0 three"]);
  expect(await outcomes()).toEqual(["one: delivered", "two: delivered", "three: delivered"]);
});

test("delivers more than one page", async () => {
  const sender = recordingSender();
  await Promise.all(Array.from({ length: 250 }, (_, n) => commit(String(n), hostKey(n + 1))));

  deliverBy(sender);
  await untilWaiting();

  expect(sender.got).toEqual(Array.from({ length: 250 }, (_, n) => `0 ${n}`));
});

test("retries 10 s, 20 s, 40 s after a temporary failure, and stores the outcome", async () => {
  const sender = recordingSender({ down: [LATER, new Error("connection refused"), LATER] });
  await commit("down");

  deliverBy(sender);
  await waitFor(() => {
    expect(clock.waiting()).toBe(1);
  });
  await advanceThrough(300);
  await untilWaiting();

  expect(sender.got).toEqual(["0 down", "10 down", "30 down", "70 down"]);
  expect(await outcomes()).toEqual(["down: delivered; 3 failed attempts before, the last: rate-limited"]);
});

test("a message that is retried shows its failed attempts until it is settled", async () => {
  const sender = recordingSender({ down: [LATER, LATER] });
  await commit("down");
  const deliverer = deliverBy(sender);
  await waitFor(() => {
    expect(deliverer.failedAttemptsOf(1)).toEqual({
      count: 1,
      lastAt: START,
      reason: "rate-limited",
      nextAt: START + 10,
    });
  });

  await advanceThrough(10);
  await waitFor(() => {
    expect(deliverer.failedAttemptsOf(1)).toMatchObject({ count: 2, nextAt: START + 30 });
  });
  await advanceThrough(20);
  await untilWaiting();
  // The file has it before the answer of the commit arrives.
  await waitFor(() => expect(deliverer.failedAttemptsOf(1)).toBeNull());
});

test("does not retry after a permanent failure, and stores its reason", async () => {
  const sender = recordingSender({ down: [{ delivered: false, retry: false, reason: "no such address" }] });
  await commit("down");

  deliverBy(sender);
  await untilWaiting();
  await clock.advanceBy(3_600);

  expect(sender.got).toEqual(["0 down"]);
  expect(await outcomes()).toEqual(["down: failed: no such address"]);
});

test("gives up on a message that is a day old, after at least one attempt", async () => {
  const sender = recordingSender({ old: [LATER], young: Array.from({ length: 1_000 }, () => LATER) });
  await commit("old", hostKey(1), { at: START - 86_400 });
  await commit("young", hostKey(2));

  deliverBy(sender);
  await untilWaiting("young");
  await advanceThrough(86_400 + 900);
  await untilWaiting();

  // 10, 20, ... 640 s, then every 900 s: 8 attempts in 1,270 s, and one for each 900 s of the rest of the day.
  const tries = 8 + Math.ceil((86_400 - 1_270) / 900);
  expect(await outcomes()).toEqual([
    "old: given up after 1 attempt: rate-limited",
    `young: given up after ${tries === 1 ? "1 attempt" : `${tries} attempts`}: rate-limited`,
  ]);
});

test("later messages of a resource wait behind one that is retried, those of others do not", async () => {
  const sender = recordingSender({ problem: [LATER] });
  await commit("problem", hostKey(1));
  await commit("recovery", hostKey(1));
  await commit("elsewhere", hostKey(2));

  const deliverer = deliverBy(sender);
  await untilWaiting("problem", "recovery");
  expect(sender.got).toEqual(["0 problem", "0 elsewhere"]);
  await clock.advanceBy(10);
  await untilWaiting();
  await commit("next", hostKey(1));
  deliverer.wake();
  await untilWaiting();

  expect(sender.got).toEqual(["0 problem", "0 elsewhere", "10 problem", "10 recovery", "10 next"]);
});

test("other contacts and other commands do not wait behind one that is retried", async () => {
  const sender = recordingSender({ "to ada": [LATER] });
  await commit("to ada");
  await commit("to bob", hostKey(1), { contact: "bob" });
  await commit("to ada by pager", hostKey(1), { command: "notify-by-pager" });
  await commit("to ada again");

  deliverBy(sender);
  await untilWaiting("to ada", "to ada again");
  await clock.advanceBy(10);
  await untilWaiting();

  expect(sender.got).toEqual(["0 to ada", "0 to bob", "0 to ada by pager", "10 to ada", "10 to ada again"]);
});

test("waits as long as the receiver asks, at most an hour", async () => {
  const sender = recordingSender({
    busy: [
      { ...LATER, retryAfterSeconds: 120 },
      { ...LATER, retryAfterSeconds: 1e9 },
    ],
  });
  await commit("busy");

  deliverBy(sender);
  await waitFor(() => {
    expect(clock.waiting()).toBe(1);
  });
  await advanceThrough(4_000);
  await untilWaiting();

  expect(sender.got).toEqual(["0 busy", "120 busy", "3720 busy"]);
});

test("at most 16 messages of one command are in flight, and other commands do not wait for them", async () => {
  const open: (() => void)[] = [];
  const got: string[] = [];
  await Promise.all(Array.from({ length: 20 }, (_, n) => commit(`slow ${n}`, hostKey(n + 1), { command: "slow" })));
  await commit("quick", hostKey(1), { command: "quick" });

  deliverBy({
    send: ({ comment }) => {
      got.push(comment);
      return comment === "quick"
        ? Promise.resolve(DELIVERED)
        : new Promise((resolve) => {
            open.push(() => resolve(DELIVERED));
          });
    },
  });
  await waitFor(() => {
    expect(got).toContain("quick");
  });

  expect(got.filter((text) => text !== "quick")).toHaveLength(16);
  await waitFor(async () => {
    for (const end of open.splice(0)) end();
    expect(await waitingTexts()).toEqual([]);
  });
  expect(got).toHaveLength(21);
});

test("a stop ends promptly while messages are pending, and the next start continues where it stopped", async () => {
  const first = recordingSender({ two: [LATER] });
  await commit("one");
  await commit("two");
  await commit("three");
  const deliverer = deliverBy(first);
  await waitFor(() => {
    expect([first.got.length, clock.waiting()]).toEqual([2, 1]);
  });

  await deliverer.stop();
  expect(clock.waiting()).toBe(0);
  const second = recordingSender();
  deliverBy(second);
  await untilWaiting();

  expect(first.got).toEqual(["0 one", "0 two"]);
  expect(second.got).toEqual(["0 two", "0 three"]);
});

test("a stop does not wait for the retry of an attempt that fails meanwhile", async () => {
  const answer = Promise.withResolvers<DeliveryOutcome>();
  const send = vi.fn<SendMessage>(() => answer.promise);
  await commit("one");
  const deliverer = deliverBy({ send });
  await waitFor(() => expect(send).toHaveBeenCalledOnce());

  const stopped = deliverer.stop();
  answer.resolve(LATER);
  await stopped;

  expect([clock.waiting(), await waitingTexts()]).toEqual([0, ["one"]]);
});

test("of programs that the stop ends, one that ran is sent again in doubt, and one that waited as usual", async () => {
  const out = join(folder, "out");
  const line = `/bin/sh -c 'echo "$1 \${VIGIE_IN_DOUBT-new}" >> ${out}; [ -e ${out}.go ] || sleep 30' sh $HOSTNAME$`;
  const commands = new Map([["page", { name: "page", line, source: { file: "", line: 1 } }]]);
  const known: Inventory = { ...site, commands };
  const startWithPrograms = () => {
    const runner = createCommandRunner({
      clock: systemClock,
      log: silentLog,
      environment: { PATH: "/usr/bin:/bin" },
      plugins: { baseHelpers: 1, maxHelpers: 1 },
    });
    const sender = createSender({
      runner,
      clock,
      channels: () => [],
      inventory: () => known,
      stateOf: () => null,
      processMacros: new Map(),
      readRecipients: store.readRecipients,
      commandInDoubt: () => "send",
      beforeSending: () => {},
    });
    const send = (message: DeliverableMessage) => sender.send(message as DeliverableNotification);
    return { runner, deliverer: deliverBy({ send }) };
  };
  const told = async (): Promise<string[]> => (await readFile(out, "utf8")).trimEnd().split("\n");
  await commit("runs", keys.web, { command: "page" });
  await commit("waits", keys.db, { command: "page" });
  const first = startWithPrograms();
  await waitFor(async () => expect(await told()).toHaveLength(1));

  // As at the end of the time that a stop has for the deliverer.
  const stopped = first.deliverer.stop();
  await first.runner.stop();
  await stopped;
  expect(await outcomes()).toEqual([]);
  await writeFile(`${out}.go`, "");
  const second = startWithPrograms();
  onTestFinished(() => second.runner.stop());
  await untilWaiting();

  expect((await told()).toSorted()).toEqual(["db new", "web 1", "web new"]);
  expect((await outcomes()).toSorted()).toEqual([
    "runs: delivered (sent again after a restart, marked as in doubt)",
    "waits: delivered",
  ]);
});

test("a message whose outcome cannot be stored is not sent again before a restart", async () => {
  const sender = recordingSender();
  await commit("one");

  const deliverer = deliverBy({
    send: async (message) => {
      await store.close();
      return sender.send(message);
    },
  });
  await waitFor(() => {
    expect(clock.waiting()).toBe(1);
  });
  deliverer.wake();
  await clock.advanceBy(600);
  await deliverer.stop();
  expect(sender.got).toEqual(["0 one"]);

  store = await openStore({ folder, log: silentLog, exclusive: true });
  deliverBy(sender);
  await untilWaiting();
  expect(sender.got).toEqual(["0 one", "600 one"]);
});

test("after another server, what it may still try waits; what it certainly did not try is sent at once", async () => {
  const sender = recordingSender();
  await commit("claimed");
  await store.commit([{ kind: "outbox-claimed", ids: [1], at: START }]);
  await commit("behind it");
  await commit("elsewhere", hostKey(2));

  const deliverer = createDeliverer({ store, clock, log: silentLog, ...sender, inventory, othersTryUntil: START + 34 });
  deliverers.push(deliverer);
  deliverer.start();
  await untilWaiting("claimed", "behind it");
  await clock.advanceBy(33);
  expect(sender.got).toEqual(["0 elsewhere"]);
  await clock.advanceBy(1);
  await untilWaiting();

  expect(sender.got).toEqual(["0 elsewhere", "34 claimed", "34 behind it"]);
});

test("a channel that is down delays no other, and none of its many messages is lost or out of order", async () => {
  const down = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`down ${n}`, [LATER]]));
  const sender = recordingSender(down);
  for (let n = 0; n < 50; n++) await commit(`down ${n}`, hostKey(1 + (n % 7)), { command: "down" });
  await commit("up", hostKey(1), { command: "up" });

  deliverBy(sender, silentLog, 10);
  await waitFor(() => {
    expect(sender.got).toContain("0 up");
  });
  await waitFor(
    async () => {
      await clock.advanceBy(10);
      expect(await waitingTexts()).toEqual([]);
    },
    { interval: 5 },
  );

  const delivered = sender.got
    .map((line) => line.replace(/^\d+ /, ""))
    .filter((text, index, all) => text !== "up" && all.indexOf(text) !== index);
  expect(delivered.toSorted()).toEqual(Object.keys(down).toSorted());
  for (let host = 0; host < 7; host++) {
    const ofHost = delivered.filter((text) => Number(text.slice(5)) % 7 === host);
    expect(ofHost).toEqual(ofHost.toSorted((a, b) => Number(a.slice(5)) - Number(b.slice(5))));
  }
});

test("each attempt writes one line to the log", async () => {
  const lines: [string, object, string][] = [];
  const keep =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push([level, fields, message]);
    };
  const sender = recordingSender({
    first: [LATER, { delivered: true, answer: "250 queued" }],
    second: [{ delivered: false, retry: false, reason: "exit code 1" }],
  });
  const key = serviceKey(2, 101);
  await commit("first", key, { command: "notify-by-mail!-p!secret" });
  await commit("second", key, { contact: "bob", command: "notify-by-mail" });

  deliverBy(sender, { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") });
  await untilWaiting("first");
  await clock.advanceBy(10);
  await untilWaiting();

  const about = {
    area: "notification",
    host: "web",
    service: "page",
    hostId: 2,
    serviceId: 101,
    state: "CRITICAL",
    at: START,
    kind: "problem",
    command: "notify-by-mail",
  };
  const to = (contact: string): string =>
    `web/page is CRITICAL, problem notification to ${contact} by notify-by-mail: `;
  expect(lines).toEqual([
    [
      "warn",
      {
        ...about,
        event: "notification-delayed",
        notification: 1,
        contact: "ada",
        tries: 1,
        reason: "rate-limited",
        againInSeconds: 10,
      },
      `${to("ada")}not delivered, tried again in 10 s: rate-limited`,
    ],
    [
      "warn",
      {
        ...about,
        event: "notification-failed",
        notification: 2,
        contact: "bob",
        tries: 1,
        outcome: "failed: exit code 1",
      },
      `${to("bob")}failed: exit code 1`,
    ],
    [
      "info",
      {
        ...about,
        event: "notification-delivered",
        notification: 1,
        contact: "ada",
        tries: 2,
        outcome: "delivered: 250 queued",
      },
      `${to("ada")}delivered: 250 queued`,
    ],
  ]);
});

describe("a message is claimed before anything is sent", () => {
  const claimed = async (): Promise<boolean[]> =>
    (await store.readOutbox(0, 1_000)).map(({ claimedAt }) => claimedAt !== null);
  /** Sender that records the doubts of messages. */
  const doubtRecorder = (...answers: (DeliveryOutcome | Error)[]) => {
    const doubts: (Doubt | null)[] = [];
    const send: SendMessage = async ({ doubt }) => {
      doubts.push(doubt);
      const answer = answers.shift() ?? DELIVERED;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return { doubts, send };
  };
  /** Store of a server killed while the message was in flight: claimed, without an outcome. */
  const killedWhileSending = async (): Promise<void> => {
    await commit("one");
    const ids = (await store.readOutbox(0, 1)).map(({ id }) => id);
    await store.commit([{ kind: "outbox-claimed", ids, at: START }]);
  };
  const UNANSWERED: DeliveryOutcome = { ...LATER, reason: "no answer within 10 s", mayHaveArrived: true };

  test("durably, and one commit claims all messages of a burst", async () => {
    const seen: boolean[] = [];
    const claims: number[] = [];
    await store.commit(
      Array.from({ length: 200 }, (_, n) => ({ kind: "outbox", message: sampleMessage(hostKey(n + 1)) })),
    );
    const counting: Store = {
      ...store,
      commit: (changes) => {
        for (const change of changes) if (change.kind === "outbox-claimed") claims.push(change.ids.length);
        return store.commit(changes);
      },
    };
    const deliverer = createDeliverer({
      store: counting,
      clock,
      log: silentLog,
      inventory,
      send: async ({ id }) => {
        const [message] = await store.readOutbox(id - 1, 1);
        seen.push(message?.id === id && message.claimedAt !== null);
        return DELIVERED;
      },
    });
    deliverers.push(deliverer);
    deliverer.start();
    await untilWaiting();

    expect(seen).toEqual(Array.from({ length: 200 }, () => true));
    expect(claims.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(claims[0]).toBe(16);
  });

  test("one claimed by an earlier run is in doubt at every attempt, and its outcome says so", async () => {
    await killedWhileSending();
    const sender = doubtRecorder(LATER);

    deliverBy(sender);
    await advanceThrough(60);
    await untilWaiting();

    expect(sender.doubts).toEqual(["restart", "restart"]);
    expect(await outcomes()).toEqual([
      "one: delivered (sent again after a restart, marked as in doubt); 1 failed attempt before, the last: rate-limited",
    ]);
  });

  test("one that certainly did not arrive is released: after a restart it is not in doubt", async () => {
    const first = doubtRecorder(LATER, new Error("there is no file token"));
    await commit("one");
    const deliverer = deliverBy(first);
    await waitFor(async () => {
      expect([clock.waiting(), await claimed()]).toEqual([1, [false]]);
    });
    await clock.advanceBy(10);
    await waitFor(async () => {
      expect([first.doubts.length, clock.waiting(), await claimed()]).toEqual([2, 1, [false]]);
    });
    await deliverer.stop();

    const second = doubtRecorder();
    deliverBy(second);
    await untilWaiting();

    expect([first.doubts, second.doubts]).toEqual([[null, null], [null]]);
  });

  test("one without an answer is in doubt at the next attempt and stays so until it has an outcome", async () => {
    const first = doubtRecorder(UNANSWERED, LATER);
    await commit("one");
    const deliverer = deliverBy(first);
    await waitFor(() => {
      expect(clock.waiting()).toBe(1);
    });
    await clock.advanceBy(10);
    await waitFor(() => {
      expect([first.doubts.length, clock.waiting()]).toEqual([2, 1]);
    });
    expect(await claimed()).toEqual([true]);
    await deliverer.stop();

    const second = doubtRecorder();
    deliverBy(second);
    await untilWaiting();

    expect([first.doubts, second.doubts]).toEqual([[null, "unanswered"], ["restart"]]);
  });

  test("one that some addresses got stays claimed, also while the others refuse it", async () => {
    const sender = doubtRecorder({ ...LATER, onlyTo: ["b@example.org"] }, LATER);
    await commit("one");
    const deliverer = deliverBy(sender);
    await waitFor(() => expect(clock.waiting()).toBe(1));
    await clock.advanceBy(10);
    await waitFor(() => expect([sender.doubts.length, clock.waiting()]).toEqual([2, 1]));
    await deliverer.stop();

    expect([sender.doubts, await claimed()]).toEqual([[null, null], [true]]);
  });

  test("while a claim cannot be stored, nothing is sent", async () => {
    const sender = recordingSender();
    await commit("one");
    let isFull = true;
    const full: Store = {
      ...store,
      commit: (changes) =>
        isFull && changes.some(({ kind }) => kind === "outbox-claimed")
          ? Promise.reject(new Error("No space left"))
          : store.commit(changes),
    };
    const deliverer = createDeliverer({ store: full, clock, log: silentLog, send: sender.send, inventory });
    deliverers.push(deliverer);
    deliverer.start();
    await waitFor(() => {
      expect(clock.waiting()).toBe(1);
    });
    expect(sender.got).toEqual([]);

    isFull = false;
    await clock.advanceBy(10);
    await untilWaiting();

    expect(sender.got).toEqual(["10 one"]);
    expect(await outcomes()).toEqual([
      expect.stringMatching(/^one: delivered; 1 failed attempt before, .*No space left/),
    ]);
  });

  test("a stop before the attempt withdraws the claim", async () => {
    const sender = recordingSender();
    await commit("one");
    let stopping: Promise<void> | undefined;
    const stoppedAtClaim: Store = {
      ...store,
      commit: (changes) => {
        if (changes.some(({ kind }) => kind === "outbox-claimed")) stopping ??= deliverer.stop();
        return store.commit(changes);
      },
    };
    const deliverer = createDeliverer({ store: stoppedAtClaim, clock, log: silentLog, send: sender.send, inventory });
    deliverer.start();
    await waitFor(() => {
      expect(stopping).toBeDefined();
    });
    await stopping;

    expect([sender.got, await claimed()]).toEqual([[], [false]]);
  });
});

test("a message that failed is sent again at once when that is asked for, and no other", async () => {
  const sender = recordingSender({ one: [LATER], two: [LATER] });
  await commit("one");
  await commit("two", hostKey(2));
  const deliverer = deliverBy(sender);
  const [one, two] = await store.readOutbox(0, 2);
  await waitFor(() => expect(deliverer.waitingForRetry(two!.id)).toMatchObject({ comment: "two" }));
  await clock.advanceBy(1);

  deliverer.retryNow(one!.id);
  deliverer.retryNow(999);
  await untilWaiting("two");
  expect(deliverer.waitingForRetry(one!.id)).toBeNull();
  expect(sender.got).toEqual(["0 one", "0 two", "1 one"]);
  expect(await outcomes()).toEqual(["one: delivered; 1 failed attempt before, the last: rate-limited"]);
});

test("a message that waits behind a failed one is sent after it at once when that is asked for", async () => {
  const sender = recordingSender({ problem: [LATER], other: [LATER] });
  await commit("problem");
  await commit("recovery");
  await commit("other", hostKey(2));
  const deliverer = deliverBy(sender);
  const [problem, recovery, other] = await store.readOutbox(0, 3);
  await waitFor(() => expect(deliverer.waitingForRetry(other!.id)).toMatchObject({ comment: "other" }));
  await clock.advanceBy(1);

  expect([problem, recovery, other].map((one) => deliverer.waitsBehind(one!.id))).toEqual([null, problem!.id, null]);
  expect(deliverer.waitingForRetry(recovery!.id)).toMatchObject({ comment: "problem" });
  deliverer.retryNow(recovery!.id);
  await untilWaiting("other");
  expect(sender.got.toSorted()).toEqual(["0 other", "0 problem", "1 problem", "1 recovery"]);
  expect(sender.got.indexOf("1 problem")).toBeLessThan(sender.got.indexOf("1 recovery"));
  expect([deliverer.waitsBehind(recovery!.id), deliverer.waitingForRetry(recovery!.id)]).toEqual([null, null]);
});
