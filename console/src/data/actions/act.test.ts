import { describe, expect, test } from "vitest";
import { ApiError } from "../client.ts";
import type { ActionAnswer } from "../wire.ts";
import { act } from "./act.ts";

type Body = Record<string, unknown> & { on?: readonly string[]; request_id?: string };

const answer = (changes: Partial<ActionAnswer> = {}): ActionAnswer => ({
  done: [],
  skipped: [],
  ids: {},
  undo: null,
  ...changes,
});
const noAnswer = new ApiError(0, { message: "The server does not answer" });
const keys = (count: number) => Array.from({ length: count }, (_, index) => `h${index + 1}`);

/** Sends to these answers in turn; an error is thrown. Returns what was sent and what came of it. */
async function acting(request: Parameters<typeof act>[0], ...answers: readonly (ActionAnswer | Error)[]) {
  const sent: Body[] = [];
  const left = [...answers];
  const outcome = act(
    request,
    "id",
    async (body) => {
      sent.push(body as Body);
      const next = left.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error("one request too many");
      return next;
    },
    async () => {},
  );
  return { sent, outcome: await outcome.catch((error: unknown) => error) };
}

describe("a request without an answer", () => {
  test("is sent again under the same id", async () => {
    const { sent, outcome } = await acting(
      { action: "check", on: ["h1"] },
      noAnswer,
      noAnswer,
      answer({ done: ["h1"] }),
    );

    expect(outcome).toEqual(answer({ done: ["h1"] }));
    expect(new Set(sent.map((body) => body.request_id)).size).toBe(1);
    expect(sent[0]!.request_id).toBe("id-0");
  });

  test("fails after four", async () => {
    const { outcome } = await acting({ action: "check", on: ["h1"] }, noAnswer, noAnswer, noAnswer, noAnswer);

    expect(outcome).toBe(noAnswer);
  });
});

test("a refused one is not sent again", async () => {
  const refused = new ApiError(400, { message: "Error on 'options.comment'" });

  expect(await acting({ action: "comment", on: ["h1"] }, refused)).toMatchObject({
    sent: { length: 1 },
    outcome: refused,
  });
});

test("more than 2,000 keys are sent in parts, whose answers are one", async () => {
  const undo = (ids: readonly number[]) => ({ action: "end-acknowledgement", ids }) as const;
  const { sent, outcome } = await acting(
    { action: "acknowledge", on: keys(4_001) },
    answer({ done: ["h1"], ids: { h1: 1 }, undo: undo([1]) }),
    answer({ skipped: [{ key: "h2001", code: "no-problem", message: "up", params: {} }] }),
    answer({ done: ["h4001"], ids: { h4001: 2 }, undo: undo([2]) }),
  );

  expect(sent.map(({ on }) => on?.length)).toEqual([2_000, 2_000, 1]);
  expect(outcome).toEqual({
    done: ["h1", "h4001"],
    skipped: [{ key: "h2001", code: "no-problem", message: "up" }],
    ids: { h1: 1, h4001: 2 },
    undo: undo([1, 2]),
  });
});
