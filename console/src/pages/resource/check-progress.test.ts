import { describe, expect, test } from "vitest";
import { accepted, afterResult, afterTime, askedFor, DONE_FOR_MS, IDLE, QUEUED_AFTER_MS } from "./check-progress.ts";

const before = { lastCheck: "2026-11-29T10:00:00Z", results: 7 };
const after = { lastCheck: "2026-11-29T10:00:05Z", results: 8 };

describe("a check that was asked for", () => {
  test("is asked, running, and done with the first other result", () => {
    const asked = askedFor(1_000, before);
    const running = accepted(asked);

    expect(asked.kind).toBe("asked");
    expect(running.kind).toBe("running");
    expect(afterResult(running, before, 1_500)).toBe(running);
    expect(afterResult(running, after, 1_800)).toEqual({ kind: "done", doneAt: 1_800, seconds: 0.8 });
  });

  test("is done also if the result comes before the answer to the request", () => {
    const done = afterResult(askedFor(0, { lastCheck: null, results: 0 }), after, 100);

    expect(accepted(done)).toBe(done);
  });

  test("is done with a result of the same second as the one before", () => {
    const running = accepted(askedFor(0, before));

    expect(afterResult(running, { ...before, results: 8 }, 300)).toMatchObject({ kind: "done", seconds: 0.3 });
  });

  test("is not done by a start of the server, and done by the first result after it", () => {
    const running = accepted(askedFor(0, before));

    expect(afterResult(running, { ...before, results: 0 }, 300)).toBe(running);
    expect(afterResult(running, { ...after, results: 1 }, 900)).toMatchObject({ kind: "done" });
  });

  test("is queued after a while without a result, and done all the same", () => {
    const running = accepted(askedFor(0, before));

    expect(afterTime(running, QUEUED_AFTER_MS - 1)).toBe(running);
    const queued = afterTime(running, QUEUED_AFTER_MS);
    expect(queued.kind).toBe("queued");
    expect(afterTime(queued, QUEUED_AFTER_MS * 2)).toBe(queued);
    expect(afterResult(queued, after, 40_000)).toMatchObject({ kind: "done", seconds: 40 });
  });

  test("shows its end for a while", () => {
    const done = afterResult(askedFor(0, before), after, 100);

    expect(afterTime(done, 100 + DONE_FOR_MS - 1)).toBe(done);
    expect(afterTime(done, 100 + DONE_FOR_MS)).toBe(IDLE);
  });

  test("results change nothing while none is asked for", () => {
    expect(afterResult(IDLE, after, 0)).toBe(IDLE);
  });
});
