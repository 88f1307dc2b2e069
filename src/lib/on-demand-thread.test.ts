import { afterEach, beforeEach, expect, test } from "vitest";
import { OnDemandThread } from "./on-demand-thread.ts";
import { CallFailure } from "./thread-calls.ts";

type Functions = {
  id(nothing: null): number;
  later(ms: number): Promise<number>;
  fail(message: string): never;
  crash(nothing: null): void;
  close(nothing: null): void;
};

const CALLS = new URL("thread-calls.ts", import.meta.url).href;
const module = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from "node:worker_threads";
    import { answerCalls } from ${JSON.stringify(CALLS)};
    answerCalls(
      parentPort,
      {
        id: () => threadId,
        later: (ms) => new Promise((resolve) => setTimeout(() => resolve(ms), ms)),
        fail(message) {
          throw new TypeError(message);
        },
        crash: () => process.exit(3),
        close: () => parentPort.close(),
      },
      (error) => ({ name: error.name }),
    );`)}`,
);

let thread: OnDemandThread<Functions>;
const started = (idleMs: number): OnDemandThread<Functions> =>
  new OnDemandThread<Functions>({ module, name: "test", workerData: null, onMessage: () => {} }, idleMs);
beforeEach(() => {
  thread = started(60_000);
});
afterEach(() => thread.close());

test("a thread starts with the first call, ends when it is not called, and starts again", async () => {
  thread = started(20);
  expect(thread.isRunning).toBe(false);
  const first = await thread.call("id", null);
  expect(thread.isRunning).toBe(true);

  await expect.poll(() => thread.isRunning).toBe(false);

  expect(await thread.call("id", null)).not.toBe(first);
});

test("what was asked before the end is answered; what is asked after it has another thread", async () => {
  const first = await thread.call("id", null);
  const open = thread.call("later", 50);
  const closed = thread.close();

  expect(await thread.call("id", null)).not.toBe(first);
  expect(await open).toBe(50);
  await closed;
});

test("an error has its message and what the thread says about it", async () => {
  const failure = await thread.call("fail", "no such day").catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(CallFailure);
  expect(failure).toMatchObject({ message: "no such day", details: { name: "TypeError" } });
});

test("what a thread that ended was asked is rejected, and the next call starts another", async () => {
  const open = thread.call("later", 60_000);
  const crash = thread.call("crash", null);

  await expect(open).rejects.toThrow("the thread has ended");
  await expect(crash).rejects.toThrow("the thread has ended");
  expect(await thread.call("later", 1)).toBe(1);
});

test("a thread that is ended now answers nothing more", async () => {
  const open = thread.call("later", 60_000);
  const rejected = expect(open).rejects.toThrow("the thread has ended");

  await thread.terminate();

  await rejected;
  expect(thread.isRunning).toBe(false);
});
