import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dateOf, startOneService, type OneService } from "../support/one-service.ts";

interface Listing {
  readonly result: readonly Record<string, unknown>[];
}

const REQUEST = {
  host_id: 1,
  service_id: 2,
  comment: "looking at it",
  is_notify_contacts: false,
  is_persistent_comment: true,
};

describe("an acknowledgement set through the API", () => {
  let one: OneService;

  beforeEach(async () => {
    one = await startOneService({ maxCheckAttempts: 1 });
    await one.nextCheck(1, "slow");
  });
  afterEach(() => one.site.remove());

  const acknowledge = (isSticky: boolean): Promise<number> =>
    one.server().send("POST", "/acknowledgments/services", { ...REQUEST, is_sticky: isSticky });
  const cancel = (): Promise<number> => one.server().send("DELETE", "/acknowledgments/hosts/1/services/2");
  const records = async (): Promise<readonly Record<string, unknown>[]> =>
    (await one.server().get<Listing>("/acknowledgments/services")).result;
  const isAcknowledged = async (): Promise<boolean> => (await one.service()).is_acknowledged;

  test("exists when the request is answered, with its author and the state it was set in", async () => {
    expect(await acknowledge(true)).toBe(204);

    expect(await isAcknowledged()).toBe(true);
    expect(await records()).toEqual([
      expect.objectContaining({
        host_id: 1,
        service_id: 2,
        state: 1,
        is_sticky: true,
        comment: "looking at it",
        deletion_time: null,
        entry_time: dateOf(one.clock.now()),
        author_id: expect.any(Number),
      }),
    ]);
  });

  test("normal: ends when the problem changes, and its record is not marked deleted", async () => {
    await acknowledge(false);

    await one.nextCheck(2, "worse");

    expect(await isAcknowledged()).toBe(false);
    expect(await records()).toEqual([expect.objectContaining({ deletion_time: null })]);
  });

  test("sticky: stays while the problem changes, and ends with it", async () => {
    await acknowledge(true);

    await one.nextCheck(2, "worse");
    expect(await isAcknowledged()).toBe(true);
    await one.nextCheck(0, "fine");
    expect(await isAcknowledged()).toBe(false);
  });

  test("cancelled: ends immediately, and its record has the time", async () => {
    await acknowledge(true);

    expect(await cancel()).toBe(204);
    expect(await isAcknowledged()).toBe(false);
    expect(await records()).toEqual([expect.objectContaining({ deletion_time: dateOf(one.clock.now()) })]);
    expect(await cancel()).toBe(500);
  });

  test("after the problem it can still be cancelled, without visible effect", async () => {
    await acknowledge(true);
    await one.nextCheck(0, "fine");

    expect(await cancel()).toBe(204);
    expect(await isAcknowledged()).toBe(false);
    expect(await records()).toEqual([expect.objectContaining({ deletion_time: null })]);
    expect(await cancel()).toBe(204);
  });

  test("of a service without a problem is accepted and does nothing", async () => {
    await one.nextCheck(0, "fine");

    expect(await acknowledge(true)).toBe(204);

    expect(await isAcknowledged()).toBe(false);
    expect(await records()).toEqual([]);
    expect(await cancel()).toBe(500);
  });

  test("a second one adds a second record, and the listing shows the latest", async () => {
    await acknowledge(false);
    await acknowledge(true);

    expect(await records()).toEqual([expect.objectContaining({ is_sticky: true })]);
  });

  test("survives a restart, and still ends with the problem", async () => {
    await acknowledge(true);

    await one.restart();

    expect(await isAcknowledged()).toBe(true);
    await one.nextCheck(0, "fine");
    expect(await isAcknowledged()).toBe(false);
  });
});
