import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDueQueue } from "./due-queue.ts";

const emptied = (queue: ReturnType<typeof createDueQueue>): number[] => {
  const keys: number[] = [];
  for (let due = queue.take(Infinity); due !== undefined; due = queue.take(Infinity)) keys.push(due.key);
  return keys;
};

describe("due queue", () => {
  test("returns keys in the order of their due times", () => {
    const queue = createDueQueue();
    queue.set(1, 30);
    queue.set(2, 10);
    queue.set(3, 20);

    expect(queue.nextDueAt()).toBe(10);
    expect(emptied(queue)).toEqual([2, 3, 1]);
    expect(queue.nextDueAt()).toBeUndefined();
  });

  test("returns keys of one due time in the order of the keys", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(3))), (entries) => {
        const queue = createDueQueue();
        for (const [key, dueAt] of entries) queue.set(key, dueAt);
        const timeOf = new Map(entries);

        expect(emptied(queue)).toEqual(
          [...timeOf.keys()].toSorted((one, other) => timeOf.get(one)! - timeOf.get(other)! || one - other),
        );
      }),
    );
  });

  test("returns nothing before it is due", () => {
    const queue = createDueQueue();
    queue.set(1, 30);

    expect(queue.take(29.9)).toBeUndefined();
    expect(queue.take(30)).toEqual({ key: 1, dueAt: 30 });
  });

  test("counts the keys that are due, up to a limit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 0, max: 50 }), (times, now) => {
        const queue = createDueQueue();
        for (const [key, dueAt] of times.entries()) queue.set(key, dueAt);
        const due = times.filter((time) => time <= now).length;

        expect(queue.countDue(now, Infinity)).toBe(due);
        expect(queue.countDue(now, 5)).toBe(Math.min(due, 5));
      }),
    );
  });

  test("holds a key once: setting it again moves it", () => {
    const queue = createDueQueue();
    queue.set(1, 30);
    queue.set(2, 20);
    queue.set(1, 10);

    expect(queue.size).toBe(2);
    expect(queue.dueAt(1)).toBe(10);
    expect(emptied(queue)).toEqual([1, 2]);
  });

  test("keeps its order when every due time moves", () => {
    const queue = createDueQueue();
    queue.set(1, 30);
    queue.set(2, 10);

    queue.shift(-5);

    expect(queue.take(Infinity)).toEqual({ key: 2, dueAt: 5 });
    expect(queue.take(Infinity)).toEqual({ key: 1, dueAt: 25 });
  });

  test("behaves like a sorted list for any sequence of changes", () => {
    const change = fc.oneof(
      fc.record({
        what: fc.constant("set" as const),
        key: fc.integer({ min: 1, max: 30 }),
        dueAt: fc.integer({ min: 0, max: 100 }),
      }),
      fc.record({ what: fc.constant("remove" as const), key: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ what: fc.constant("take" as const), now: fc.integer({ min: 0, max: 100 }) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const queue = createDueQueue();
        const plain = new Map<number, number>();
        for (const each of changes) {
          if (each.what === "set") {
            queue.set(each.key, each.dueAt);
            plain.set(each.key, each.dueAt);
          } else if (each.what === "remove") {
            queue.remove(each.key);
            plain.delete(each.key);
          } else {
            const taken = queue.take(each.now);
            const earliest = Math.min(...plain.values());
            expect(taken?.dueAt).toBe(earliest <= each.now ? earliest : undefined);
            if (taken !== undefined) {
              expect(plain.get(taken.key)).toBe(taken.dueAt);
              plain.delete(taken.key);
            }
          }
          expect(queue.size).toBe(plain.size);
          expect(queue.nextDueAt()).toBe(plain.size === 0 ? undefined : Math.min(...plain.values()));
        }
      }),
    );
  });
});
