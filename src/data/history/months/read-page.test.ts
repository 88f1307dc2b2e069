import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repetitions, seedsFor } from "../../../../test/support/repetitions.ts";
import { createRandom, type Random } from "../../../../test/support/random.ts";
import { serviceKey } from "../../../model/resource-key.ts";
import type { StoredEvent } from "../../store/store.ts";
import { migrate } from "../../store/sqlite/migrations.ts";
import { EVENT_KINDS } from "./event-kinds.ts";
import { newestFirst, type EventFilter, type Position } from "./event-query.ts";
import { storeSource, type EventSource } from "./event-source.ts";
import { fillFullText } from "./full-text.ts";
import { MonthConnections } from "./month-connections.ts";
import { fileOf, monthOf, type Month } from "./month.ts";
import { INSERT_EVENT, openMonthWriter, valuesOf } from "./month-file.ts";
import { countEvents, readPage, type Places } from "./read-page.ts";
import { IdRanges, newestId, readById } from "./read-by-id.ts";
import { hasWords, wordsOf } from "./words.ts";

const START = Date.UTC(2026, 6, 20) / 1000;
const SECONDS = 100 * 86_400;
const WORDS = ["load", "disk", "Überlast", "50%", "a_b", "full"];

let folder: string;
const closings: (() => void)[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-pages-"));
});
afterAll(() => {
  for (const close of closings) close();
  rmSync(folder, { recursive: true, force: true });
});

/** Events in order of id, whose times go back and ahead as those of a clock that is set. */
function eventsOf(random: Random, count: number): readonly StoredEvent[] {
  return Array.from({ length: count }, (_, place) => {
    const jump = random.chance(0.05) ? random.from([-3_600, 86_400, -40 * 86_400]) : 0;
    return {
      id: place + 1,
      key: serviceKey(random.between(1, 3), random.between(0, 40)),
      // Four have the same second.
      at: START + Math.floor(((place - (place % 4)) / count) * SECONDS) + jump,
      kind: random.from(EVENT_KINDS),
      state: random.between(0, 3),
      stateType: random.from([0, 1, null]),
      checkAttempt: random.from([1, null]),
      output: random.from(WORDS),
      reason: `${random.from(WORDS)} ${random.from(WORDS)}`,
    };
  });
}

/** Puts events where they would be: those before `cut` in months, the others in the store, and some in both. */
function placesOf(
  name: string,
  events: readonly StoredEvent[],
  cut: number,
  isInBoth: (id: number) => boolean,
  hasFullText: (month: Month) => boolean = () => false,
): Places {
  const path = join(folder, name);
  const months = `${path}-months`;
  const db = new DatabaseSync(path);
  migrate(db, path);
  const inStore = db.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  db.exec("BEGIN");
  for (const event of events) {
    const values = valuesOf(event);
    if (event.at >= cut || isInBoth(event.id)) inStore.run(...values.slice(0, 4), event.kind, ...values.slice(5));
  }
  db.exec("COMMIT");
  mkdirSync(months);
  for (const [month, moved] of Map.groupBy(
    events.filter(({ at }) => at < cut),
    ({ at }) => monthOf(at),
  )) {
    const file = openMonthWriter(fileOf(months, month));
    const insert = file.prepare(INSERT_EVENT);
    file.exec("BEGIN");
    for (const event of moved) insert.run(...valuesOf(event));
    file.exec("COMMIT");
    if (hasFullText(month)) while (!fillFullText(file, 150));
    file.close();
  }
  const connections = new MonthConnections(months, ({ message }) => {
    throw new Error(message);
  });
  const store: EventSource = storeSource(db);
  closings.push(() => {
    connections.close();
    db.close();
  });
  return { store: () => store, months: connections.months, read: connections.read };
}

const matches = ({ kinds, keys, from, to, text, words }: EventFilter, event: StoredEvent): boolean => {
  const texts = [event.output, event.reason];
  return (
    (kinds?.includes(event.kind) ?? true) &&
    (keys?.includes(event.key) ?? true) &&
    event.at >= (from ?? -Infinity) &&
    event.at < (to ?? Infinity) &&
    (text === undefined || texts.some((each) => each.toLowerCase().includes(text.toLowerCase()))) &&
    (words === undefined || hasWords(texts.join(" "), words))
  );
};
const byTime = (one: StoredEvent, other: StoredEvent): number =>
  newestFirst({ at: one.at, id: one.id }, { at: other.at, id: other.id });
const idsOf = (events: readonly StoredEvent[]): readonly number[] => events.map(({ id }) => id);

async function readAll(places: Places, filter: EventFilter, limit: number, lookedAt?: number): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for (let before: Position | null | undefined; before !== null;) {
    const page = await readPage(places, { ...filter, limit, ...(before && { before }) }, lookedAt);
    expect(page.events.length).toBeLessThanOrEqual(limit);
    if (before && page.next) expect(newestFirst(before, page.next)).toBeLessThan(0);
    found.push(...page.events);
    before = page.next;
  }
  return found;
}

test.each(seedsFor({ all: 12, quick: 4 }))(
  "pages by any filter are those of a plain filter over all events (seed %d)",
  async (seed) => {
    const random = createRandom(seed);
    const events = eventsOf(random, repetitions({ all: 1_500, quick: 500 }));
    const cut = START + random.between(0, 110) * 86_400;
    const places = placesOf(
      `seed-${seed}`,
      events,
      cut,
      () => random.chance(0.1),
      () => random.chance(0.5),
    );

    for (let round = 0; round < 12; round++) {
      const from = START + random.between(-10, 100) * 86_400;
      const filter: EventFilter = {
        ...(random.chance(0.4) && { kinds: EVENT_KINDS.filter(() => random.chance(0.2)) }),
        ...(random.chance(0.5) && {
          keys: [...new Set(events.map(({ key }) => key))].filter(() => random.chance(random.from([0.05, 0.9]))),
        }),
        ...(random.chance(0.4) && { from }),
        ...(random.chance(0.4) && { to: from + random.between(1, 50) * 86_400 }),
        ...(random.chance(0.3) && { text: random.from(["LOAD", "%", "_b", "sk"]) }),
        ...(random.chance(0.3) && { words: wordsOf(random.from(["disk", "load full", "uberlast", "nowhere"])) }),
      };
      const expected = events.filter((event) => matches(filter, event)).sort(byTime);

      expect(await readAll(places, filter, random.from([1, 7, 100, 1_000]))).toEqual(expected);
      expect(await countEvents(places, filter)).toEqual({ count: expected.length, isMore: false });
      const skip = random.between(0, 100);
      const page = await readPage(places, { ...filter, limit: 7, skip });
      expect(page.events).toEqual(expected.slice(skip, skip + 7));
    }
  },
);

test.each(seedsFor({ all: 6, quick: 3 }))("pages by id are in order of id (seed %d)", async (seed) => {
  const random = createRandom(seed);
  const events = eventsOf(random, 1_000);
  const places = placesOf(`ids-${seed}`, events, Infinity, () => false);
  const ranges = new IdRanges();
  expect(await newestId(places, ranges)).toBe(1_000);

  for (let round = 0; round < 20; round++) {
    const limit = random.from([1, 10, 400]);
    const id = random.between(0, 1_001);
    const key = random.chance(0.5) ? random.from(events).key : undefined;
    const ofKey = events.filter((event) => key === undefined || event.key === key);
    const query = { limit, ...(key !== undefined && { key }) };

    expect(idsOf(await readById(places, ranges, { ...query, bound: { before: id } }))).toEqual(
      idsOf(ofKey.filter((event) => event.id < id).reverse()).slice(0, limit),
    );
    expect(idsOf(await readById(places, ranges, { ...query, bound: { after: id } }))).toEqual(
      idsOf(ofKey.filter((event) => event.id > id)).slice(0, limit),
    );
  }
});

describe("of many events", () => {
  const events = Array.from({ length: 50_000 }, (_, place): StoredEvent => ({
    id: place + 1,
    key: serviceKey(1 + (place % 100), 1),
    at: START + place * 20,
    kind: place % 2 === 0 ? "notification" : "hard-state",
    state: 0,
    stateType: 1,
    checkAttempt: 1,
    output: place % 9_999 === 0 ? "a rare needle" : "common hay",
    reason: "",
  }));
  const needles = idsOf(events.filter(({ output }) => output.includes("needle"))).toReversed();
  let places: Places;
  beforeAll(() => {
    places = placesOf(
      "many",
      events,
      START + 45_000 * 20,
      () => false,
      (month) => month === "2026-07",
    );
  });

  test.each([{ text: "needle" }, { words: ["needle"] }, { words: ["hay"] }, { words: ["common", "hay"] }])(
    "%o is found over chunks",
    async (filter) => {
      const expected = events.filter((event) => matches(filter, event)).sort(byTime);

      expect(idsOf(await readAll(places, filter, 1_000))).toEqual(idsOf(expected));
    },
  );

  test("a search that has looked at enough events ends with a short page, and goes on with the next one", async () => {
    const page = await readPage(places, { text: "needle", limit: 10 }, 20_000);

    expect(page.events.length).toBeLessThan(needles.length);
    expect(page.next).not.toBeNull();
    expect(idsOf(await readAll(places, { text: "needle" }, 10, 20_000))).toEqual(needles);
    expect(idsOf(await readAll(places, { text: "needle", kinds: ["notification", "hard-state"] }, 10, 1))).toEqual(
      needles,
    );
  });

  test("are counted up to 10,000", async () => {
    expect(await countEvents(places, {})).toEqual({ count: 10_000, isMore: true });
    expect(await countEvents(places, { text: "needle" })).toEqual({ count: needles.length, isMore: false });
  });

  test("a search lets other requests take turns", async () => {
    let turns = 0;
    let isDone = false;
    const search = readPage(places, { text: "nowhere", limit: 10 }).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await readPage(places, { limit: 1 });
      await setImmediate();
      turns++;
    }
    await search;

    expect(turns).toBeGreaterThanOrEqual(2);
  });
});
