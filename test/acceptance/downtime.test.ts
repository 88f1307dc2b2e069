import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dateOf, startOneService, type OneService } from "../support/one-service.ts";

interface DowntimeAnswer {
  readonly id: number;
  readonly is_started: boolean;
  readonly is_cancelled: boolean;
  readonly actual_start_time: string | null;
  readonly actual_end_time: string | null;
  readonly deletion_time: string | null;
  readonly duration: number;
  readonly service_id: number | null;
}
interface Listing {
  readonly result: readonly DowntimeAnswer[];
}

describe("a downtime set through the API", () => {
  let one: OneService;

  beforeEach(async () => {
    one = await startOneService({ maxCheckAttempts: 1 });
    await one.nextCheck(0, "fine");
  });
  afterEach(() => one.site.remove());

  const inSeconds = (seconds: number): number => Math.floor(one.clock.now()) + seconds;
  const schedule = (from: number, to: number, more: object = {}): Promise<number> =>
    one.server().send("POST", "/monitoring/hosts/1/services/2/downtimes", {
      start_time: dateOf(inSeconds(from)),
      end_time: dateOf(inSeconds(to)),
      is_fixed: true,
      duration: 0,
      comment: "kernel",
      ...more,
    });
  const downtimes = async (): Promise<readonly DowntimeAnswer[]> =>
    (await one.server().get<Listing>("/monitoring/downtimes")).result;
  const latest = async (): Promise<DowntimeAnswer> => (await downtimes())[0]!;
  const cancel = (id: number): Promise<number> => one.server().send("DELETE", `/monitoring/downtimes/${id}`);
  const depth = async (): Promise<number> => (await one.service()).scheduled_downtime_depth;
  const changed = (satisfies: (downtime: DowntimeAnswer) => boolean): Promise<unknown> =>
    one.server().eventually<Listing>("/monitoring/downtimes", ({ result }) => satisfies(result[0]!));

  test("fixed: runs from its start to its end without a request", async () => {
    expect(await schedule(60, 120)).toBe(204);
    const start = inSeconds(60);
    const end = inSeconds(120);
    expect(await latest()).toMatchObject({
      is_started: false,
      is_cancelled: false,
      actual_start_time: null,
      deletion_time: null,
      duration: 60,
    });
    expect(await depth()).toBe(0);

    await one.clock.advanceTo(start);
    await changed((downtime) => downtime.is_started);
    expect(await latest()).toMatchObject({ actual_start_time: dateOf(start), actual_end_time: null });
    expect(await depth()).toBe(1);

    await one.clock.advanceTo(end);
    await changed((downtime) => downtime.deletion_time !== null);
    expect(await latest()).toMatchObject({
      is_started: true,
      is_cancelled: false,
      actual_end_time: dateOf(end),
      deletion_time: dateOf(end),
    });
    expect(await depth()).toBe(0);
  });

  test("fixed with a start in the past: runs when the request is answered", async () => {
    await schedule(-60, 60);

    expect(await latest()).toMatchObject({ is_started: true, actual_start_time: dateOf(inSeconds(0)) });
    expect(await depth()).toBe(1);
  });

  test("overlapping ones are counted separately", async () => {
    await schedule(0, 60);
    await schedule(0, 120);
    expect(await depth()).toBe(2);

    await one.clock.advanceBy(60);
    await one
      .server()
      .eventually(
        "/monitoring/hosts/1/services/2",
        (answer: { scheduled_downtime_depth: number }) => answer.scheduled_downtime_depth === 1,
      );
  });

  test("cancelled while running: ends immediately", async () => {
    await schedule(0, 600);
    const { id } = await latest();

    expect(await cancel(id)).toBe(204);

    const now = dateOf(inSeconds(0));
    expect(await latest()).toMatchObject({
      is_cancelled: true,
      is_started: true,
      actual_end_time: now,
      deletion_time: now,
    });
    expect(await depth()).toBe(0);
    expect(await cancel(id)).toBe(500);
  });

  test("cancelled before its start: never starts", async () => {
    await schedule(60, 600);
    const { id } = await latest();

    await cancel(id);
    await one.clock.advanceBy(120);

    expect(await latest()).toMatchObject({
      is_cancelled: true,
      is_started: false,
      actual_start_time: null,
      deletion_time: expect.any(String),
    });
    expect(await depth()).toBe(0);
  });

  test("flexible: begins with the problem and lasts its duration", async () => {
    await schedule(0, 3600, { is_fixed: false, duration: 900 });
    expect(await latest()).toMatchObject({ is_started: false });

    await one.nextCheck(2, "down");
    expect(await latest()).toMatchObject({ is_started: true, actual_end_time: null });
    expect(await depth()).toBe(1);

    await one.clock.advanceBy(900);
    await changed((downtime) => downtime.deletion_time !== null);
    expect(await latest()).toMatchObject({ is_cancelled: false });
  });

  test("flexible and never triggered: expires at its end as cancelled", async () => {
    await schedule(0, 60, { is_fixed: false, duration: 30 });

    await one.clock.advanceBy(60);
    await changed((downtime) => downtime.deletion_time !== null);

    expect(await latest()).toMatchObject({ is_started: false, is_cancelled: true });
  });

  test.each([
    ["the end before the start", 60, 30, {}],
    ["an end in the past", -60, -30, {}],
    ["a flexible one without a duration", 0, 60, { is_fixed: false, duration: 0 }],
    ["an empty comment", 0, 60, { comment: "" }],
  ])("%s is accepted and leaves no record", async (_, from, to, more) => {
    expect(await schedule(from, to, more)).toBe(204);

    expect(await downtimes()).toEqual([]);
  });

  test("longer than 366 days or beyond 2100 is shortened", async () => {
    await schedule(0, 500 * 86_400);
    expect(await latest()).toMatchObject({ duration: 366 * 86_400 });

    await one.server().send("POST", "/monitoring/hosts/1/services/2/downtimes", {
      start_time: dateOf(inSeconds(0)),
      end_time: "2150-01-01T00:00:00Z",
      is_fixed: false,
      duration: 60,
      comment: "long",
    });
    expect(await latest()).toMatchObject({ end_time: "2100-01-01T00:00:00Z" });
  });

  test("with_services: one record for the host and one for each service", async () => {
    await one.server().send("POST", "/monitoring/hosts/1/downtimes", {
      start_time: dateOf(inSeconds(0)),
      end_time: dateOf(inSeconds(60)),
      is_fixed: true,
      duration: 60,
      comment: "all",
      with_services: true,
    });

    expect((await downtimes()).map((downtime) => downtime.service_id).sort()).toEqual([2, null]);
    expect(await depth()).toBe(1);
  });

  test("whose start passed while the server was down runs afterwards", async () => {
    await schedule(60, 600);

    await one.restart(120);

    await changed((downtime) => downtime.is_started);
    expect(await depth()).toBe(1);
  });

  test("whose end passed while the server was down has ended, with the planned end", async () => {
    await schedule(0, 60);
    const end = inSeconds(60);

    await one.restart(120);

    await changed((downtime) => downtime.deletion_time !== null);
    expect(await latest()).toMatchObject({ is_cancelled: false, actual_end_time: dateOf(end) });
    expect(await depth()).toBe(0);
  });

  test("that passed while the server was down has ended, with the planned times", async () => {
    await schedule(60, 120);
    const [start, end] = [inSeconds(60), inSeconds(120)];

    await one.restart(600);

    await changed((downtime) => downtime.deletion_time !== null);
    expect(await latest()).toMatchObject({
      is_started: true,
      actual_start_time: dateOf(start),
      actual_end_time: dateOf(end),
    });
    expect(await depth()).toBe(0);
  });
});
