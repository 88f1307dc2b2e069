import { expect, test } from "vitest";
import { createHandTimers } from "../data/hand-timers.fixture.ts";
import { HeldRefresh } from "./held-refresh.ts";

function setUp() {
  const timers = createHandTimers();
  let count = 0;
  const held = new HeldRefresh(timers, () => void count++);
  return { timers, held, count: () => count };
}

test("gathers the news of two seconds", async () => {
  const { timers, held, count } = setUp();
  held.noteNews();
  held.noteNews();
  await timers.advance(1_999);
  expect(count()).toBe(0);
  await timers.advance(60_000);
  expect(count()).toBe(1);
});

test("waits while a hand is there and moves, and refreshes as soon as it leaves", async () => {
  const { timers, held, count } = setUp();
  held.setHand({ isOver: true });
  held.noteNews();
  for (let second = 0; second < 30; second++) {
    await timers.advance(1_000);
    held.noteInput();
  }
  expect(count()).toBe(0);

  held.setHand({ isOver: false });
  expect(count()).toBe(1);
});

test.each([{ isOver: true }, { hasFocus: true }])(
  "goes on below a hand that rests for ten seconds: %j",
  async (hand) => {
    const { timers, held, count } = setUp();
    held.setHand(hand);
    held.noteNews();
    await timers.advance(9_999);
    expect(count()).toBe(0);
    await timers.advance(1);
    expect(count()).toBe(1);

    held.noteNews();
    await timers.advance(2_000);
    expect(count()).toBe(2);
  },
);
