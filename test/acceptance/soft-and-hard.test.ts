import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { secondsOf, startOneService, type OneService } from "../support/one-service.ts";

describe("a service checked by a plugin", () => {
  let one: OneService;

  beforeEach(async () => {
    one = await startOneService({ maxCheckAttempts: 3 });
  });
  afterEach(() => one.site.remove());

  test("goes through soft states a minute apart to the hard one, and back", async () => {
    const seen: string[] = [];
    const times: number[] = [];
    for (const [code, text] of [
      [0, "OK"],
      [2, "DOWN 1"],
      [2, "DOWN 2"],
      [2, "DOWN 3"],
      [2, "DOWN 4"],
      [0, "OK again"],
    ] as const) {
      const { state, state_type, check_attempt, last_check, output } = await one.nextCheck(code, text);
      seen.push(`${state}/${state_type}/${check_attempt} ${output.trim()}`);
      times.push(secondsOf(last_check));
    }

    expect(seen).toEqual([
      "0/1/1 OK",
      "2/0/1 DOWN 1",
      "2/0/2 DOWN 2",
      "2/1/3 DOWN 3",
      "2/1/3 DOWN 4",
      "0/1/1 OK again",
    ]);
    expect(times.slice(1).map((time, index) => Math.round((time - times[index]!) / 60))).toEqual([5, 1, 1, 5, 5]);
  });

  test("shows the times of its soft and hard changes", async () => {
    const first = await one.service();
    const soft = await one.nextCheck(2, "DOWN");
    await one.nextCheck(2, "DOWN");
    const hard = await one.nextCheck(2, "DOWN");

    expect(soft).toMatchObject({ last_state_change: soft.last_check, last_hard_state_change: first.last_check });
    expect(hard).toMatchObject({ last_state_change: soft.last_check, last_hard_state_change: hard.last_check });
  });

  test("keeps its state and the time of its next check across a restart", async () => {
    const before = await one.nextCheck(1, "WARN");

    await one.restart();

    expect(await one.service()).toEqual(before);
    expect(secondsOf(before.next_check) - secondsOf(before.last_check)).toBe(60);
  });
});
