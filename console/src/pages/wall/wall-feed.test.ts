import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openWallFeed, type WallFeed } from "./wall-feed.ts";

class HandSource extends EventTarget {
  close(): void {}
  tell(type: string, data: object = { now: new Date().toISOString() }): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

let source: HandSource;
let fails: boolean;
let feed: WallFeed;
beforeEach(async () => {
  vi.useFakeTimers();
  fails = false;
  source = new HandSource();
  // `new` gives the object that the function returns.
  vi.stubGlobal("EventSource", function () {
    return source;
  });
  vi.stubGlobal("fetch", () =>
    Promise.resolve(fails ? Response.json({ code: 503, message: "away" }, { status: 503 }) : Response.json({})),
  );
  feed = openWallFeed({ q: "", sort: "" }, "1");
  await vi.advanceTimersByTimeAsync(0);
  source.tell("hello");
  await vi.advanceTimersByTimeAsync(1_000);
});
afterEach(() => {
  feed.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("is as old as the last rows while they cannot be read, although the stream lives; reads again every 3 s", async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  source.tell("beat");
  const presentAt = Date.now();
  expect(feed.picture.get()).toMatchObject({ presentAt: { date: presentAt }, unreadAt: null });

  fails = true;
  source.tell("change", {});
  await vi.advanceTimersByTimeAsync(1_000);
  const unreadAt = Date.now();
  for (let beat = 0; beat < 3; beat++) {
    await vi.advanceTimersByTimeAsync(15_000);
    source.tell("beat");
  }
  expect(feed.picture.get()).toMatchObject({ presentAt: { date: presentAt }, unreadAt: { date: unreadAt } });

  fails = false;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(feed.picture.get()).toMatchObject({ unreadAt: null });
  expect(Date.now() - feed.picture.get().presentAt!.date).toBeLessThan(3_000);
});
