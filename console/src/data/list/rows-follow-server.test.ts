import fc from "fast-check";
import { test, expect } from "vitest";
import { createHandTimers, settle } from "../hand-timers.fixture.ts";
import { createLiveClient } from "../stream/live-client.ts";
import { StreamHub } from "../stream/stream-hub.ts";
import type { ToTab } from "../stream/tab-messages.ts";
import type { LiveRow, ResourceList } from "../wire.ts";
import type { RowsRequest } from "./list-options.ts";
import { ListStore } from "./list-store.ts";
import { rowOf } from "./rows.fixture.ts";

// A server of 230 rows whose changes, streams and answers the test holds back, cuts and lets go at will. Whatever the
// order, in the end the rows of the console are those of the server.

const COUNT = 230;

interface Commit {
  readonly id: number;
  readonly n: number;
}

class ModelServer {
  rows: LiveRow[] = Array.from({ length: COUNT }, (_, n) => rowOf(n));
  commits: Commit[] = [];
  head = 0;
  hasForgotten = false;
  streams: { send: (text: string) => void; cut: () => void; sent: number }[] = [];
  answers: (() => void)[] = [];

  commit(n: number): void {
    this.head++;
    this.rows[n] = rowOf(n, { output: `change ${this.head}` });
    this.commits.push({ id: this.head, n });
  }

  /** Sends the next change that the open stream lacks. */
  deliver(): void {
    const stream = this.streams.at(-1);
    const next = stream === undefined ? undefined : this.commits.find(({ id }) => id > stream.sent);
    if (stream === undefined || next === undefined) return;
    const row = this.rows[next.n]!;
    stream.sent = next.id;
    stream.send(
      `event: change\nid: ${next.id}\ndata: ${JSON.stringify({ kind: "hard-state", key: row.key, row })}\n\n`,
    );
  }

  readonly fetch = async (path: string, init: RequestInit): Promise<Response> => {
    if (path !== "/api/events") return new Response(null, { status: 204 });
    const asked = new Headers(init.headers).get("last-event-id");
    const after = asked === null ? this.head : Number(asked);
    const isResumed = asked !== null && !this.hasForgotten;
    this.hasForgotten = false;
    const encoder = new TextEncoder();
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (one) => void (controller = one) });
    let isOpen = true;
    const end = (): void => {
      if (isOpen) controller.error(new Error("cut"));
      isOpen = false;
    };
    init.signal?.addEventListener("abort", end);
    const send = (text: string): void => {
      if (isOpen) controller.enqueue(encoder.encode(text));
    };
    this.streams.push({ send, cut: end, sent: isResumed ? after : this.head });
    const hello = { stream: "st", epoch: "e", head: this.head, resumed: isResumed, now: "", beat_seconds: 15 };
    send(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
    if (asked !== null && !isResumed) send(`event: gap\ndata: {"from":${after},"oldest":0,"reason":"too-far"}\n\n`);
    return new Response(body);
  };

  /** The answer is of the moment of the request; it arrives when the test lets it. */
  readonly fetchRows = (request: RowsRequest, signal: AbortSignal): Promise<ResourceList> => {
    const { offset, limit, q } = request;
    const list: ResourceList = {
      result: this.rows.slice(offset, offset + limit),
      meta: { total: COUNT, total_unhandled: COUNT, offset, view: "v-1", as_of: this.head, counts: {}, q },
    };
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
      this.answers.push(() => resolve(list));
    });
  };
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("commit" as const), n: fc.nat(COUNT - 1) }) },
  { weight: 5, arbitrary: fc.constant({ do: "deliver" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "answer" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("scroll" as const), n: fc.nat(COUNT - 1) }) },
  { weight: 1, arbitrary: fc.constant({ do: "cut" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "cut and forget" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "new order" as const }) },
);

test("any sequence of changes, answers, cuts and resumes ends with the rows of the server", { timeout: 180_000 }, () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const timers = createHandTimers();
      const server = new ModelServer();
      const hub = new StreamHub({ timers, fetch: server.fetch, random: () => 0.5 });
      let hear: (message: ToTab) => void = () => {};
      const take = hub.join({ post: (message) => hear(message) });
      const live = createLiveClient({ post: take, onMessage: (listener) => (hear = listener) }, timers);
      const frames: (() => void)[] = [];
      const store = new ListStore({
        timers,
        live,
        fetchRows: server.fetchRows,
        isViewEnded: () => false,
        isMistake: () => false,
        beforeNextFrame: (run) => frames.push(run),
      });
      store.start();
      void store.open({ q: "", sort: "" });

      for (const one of steps) {
        if (one.do === "commit") server.commit(one.n);
        if (one.do === "deliver") server.deliver();
        if (one.do === "answer") server.answers.shift()?.();
        if (one.do === "scroll") store.setRange(one.n, one.n + 30);
        if (one.do === "new order") void store.takeNewOrder();
        if (one.do === "cut and forget") server.hasForgotten = true;
        if (one.do === "cut" || one.do === "cut and forget") {
          server.streams.at(-1)?.cut();
          await timers.advance(500);
        }
        await settle();
        frames.splice(0).forEach((run) => run());
      }

      store.setRange(0, COUNT - 1);
      for (let turn = 0; turn < 3; turn++) {
        await timers.advance(3_000);
        for (const _ of server.commits) server.deliver();
        await settle();
        while (server.answers.length > 0) {
          server.answers.shift()!();
          await settle();
        }
        frames.splice(0).forEach((run) => run());
      }
      store.stop();
      live.leave();

      const shown = Array.from({ length: COUNT }, (_, place) => store.cellAt(place)?.row.output);
      expect(shown).toEqual(server.rows.map(({ output }) => output));
    }),
    { numRuns: 40 },
  ),
);
