import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { ResultBuffer } from "../../data/result-buffer/result-buffer.ts";
import { silentLog } from "../../lib/log.ts";
import { EMPTY_CONFIGURATION } from "../door/poller-configuration.fixture.ts";
import { PollerConnection } from "../door/poller-connection.ts";
import { newKeyPair } from "../protocol/identity.ts";
import type { Unnumbered } from "../protocol/frames.ts";
import { CentreLink, type DialHandlers } from "./centre-link.ts";

const START = 1_800_000_000;
const keys = newKeyPair();
const PARIS = { id: 2, name: "paris", publicKey: keys.publicKey };

let folder: string;
let clock: FakeClock;
let buffer: ResultBuffer<Unnumbered>;
let link: CentreLink;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-centre-link-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A centre that keeps what it took, and how far it is durable; killed, it forgets what is not. */
function createCentre() {
  const durable = { seen: 0, texts: [] as string[], lost: 0 };
  let nonces = 0;
  let cut: (() => void) | null = null;
  let isRefusing = false;
  /** Frames on the way, each with who takes it. */
  let onTheWay: (() => void)[] = [];
  let waiting: (() => void)[] = [];
  let connections: PollerConnection[] = [];

  return {
    durable,
    refuse(refuses: boolean): void {
      isRefusing = refuses;
    },
    dial(handlers: DialHandlers) {
      const mine = onTheWay;
      let isOpen = true;
      const end = (reason: string): void => {
        if (!isOpen) return;
        isOpen = false;
        connection.closed();
        handlers.closed(reason);
      };
      const pass = (take: () => void): void => {
        if (mine === onTheWay) onTheWay.push(() => isOpen && take());
      };
      const connection = new PollerConnection(
        {
          clock,
          log: silentLog,
          centre: "centre-1",
          newNonce: () => `nonce-${nonces++}`,
          pollerByName: () => PARIS,
          seenOf: () => durable.seen,
          configurationOf: async () => EMPTY_CONFIGURATION,
          statesOf: () => [],
          statesFromElsewhere: () => [],
          onWelcome: () => {},
          onBeat: () => {},
          settled: async () => void (await Promise.all(connections.map(({ settled }) => settled))),
          onConnected: (_poller, connected) => void (connections = [...connections, connected]),
          onClosed: () => {},
          take: (_poller, { number }, { results, gaps }) =>
            new Promise((resolve, reject) => {
              if (isRefusing) return reject(new Error("full"));
              waiting.push(() => {
                durable.seen = number;
                durable.texts.push(...results.map((row) => row[8]));
                durable.lost += gaps.reduce((sum, { count }) => sum + count, 0);
                resolve();
              });
            }),
          onConfiguration: () => {},
        },
        { send: async (text) => pass(() => handlers.received(text)), close: (_code, reason) => end(reason) },
      );
      cut = () => end("cut");
      return {
        send: async (text: string) => pass(() => connection.received(text)),
        close: (_code: number, reason: string) => end(reason),
      };
    },
    /** Delivers up to so many frames. */
    async deliver(most: number): Promise<void> {
      for (let count = 0; count < most && onTheWay.length > 0; count++) {
        onTheWay.shift()!();
        await flush();
      }
    },
    /** Makes up to so many frames durable. */
    async store(most: number): Promise<void> {
      for (const settle of waiting.splice(0, most)) settle();
      await flush();
    },
    /** Cuts the connection; what is on the way is lost. */
    cut(): void {
      onTheWay = [];
      cut?.();
    },
    /** What was not durable is forgotten. */
    kill(): void {
      waiting = [];
      connections = [];
      this.cut();
    },
  };
}

const flush = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};
const result = (text: string, isNews: boolean) => ({
  row: [1, 2, 0, "active", START, START, START, text, "", "", null] satisfies Unnumbered,
  isNews,
});

function open(centre: ReturnType<typeof createCentre>, maxBytes = 2 ** 30): void {
  clock = createFakeClock(START);
  rmSync(join(folder, "results.sqlite"), { force: true });
  const path = join(mkdtempSync(join(folder, "buffer-")), "results.sqlite");
  buffer = ResultBuffer.open({ path, clock, bootId: "a", limits: { maxBytes, maxSeconds: 86_400 } });
  link = new CentreLink({
    clock,
    log: silentLog,
    name: "paris",
    version: "1.0.0",
    keys: { privateKeys: () => [keys.privateKey], useNextKey: () => {} },
    buffer,
    dial: (handlers) => centre.dial(handlers),
    random: () => 0.5,
    configurationId: () => "",
    onConfiguration: async () => [],
    lease: { heard: () => {}, current: () => {}, gone: () => {} },
    onAsk: () => {},
    onStates: () => {},
    counts: () => ({ running: 0, late: 0 }),
    waiting: () => 0,
  });
  link.start();
}

async function settleAll(centre: ReturnType<typeof createCentre>): Promise<void> {
  centre.refuse(false);
  for (let round = 0; round < 200; round++) {
    await clock.advanceBy(1);
    await centre.deliver(1_000);
    await centre.store(1_000);
    if (buffer.size.count === 0 && link.isConnected) return;
  }
}

type Step =
  | { readonly kind: "results"; readonly count: number; readonly isNews: boolean }
  | { readonly kind: "deliver" | "store"; readonly count: number }
  | { readonly kind: "cut" | "kill" | "wait" }
  | { readonly kind: "refuse"; readonly refuses: boolean };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("results" as const),
        count: fc.integer({ min: 1, max: 40 }),
        isNews: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom("deliver" as const, "store" as const),
        count: fc.integer({ min: 1, max: 6 }),
      }),
    },
    fc.record({ kind: fc.constantFrom("cut" as const, "kill" as const, "wait" as const) }),
    fc.record({ kind: fc.constant("refuse" as const), refuses: fc.boolean() }),
  ),
  { maxLength: 60 },
);

test.each([
  ["with room for all", 2 ** 30],
  ["with a buffer that is too small", 3_000],
])(
  "whatever is cut, killed and refused: each result is taken once, in order, or counted as lost, %s",
  async (_what, maxBytes) => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const centre = createCentre();
        open(centre, maxBytes);
        let made = 0;
        for (const step of all) {
          switch (step.kind) {
            case "results":
              buffer.add(Array.from({ length: step.count }, () => result(String(++made), step.isNews)));
              link.wake();
              break;
            case "deliver":
              await centre.deliver(step.count);
              break;
            case "store":
              await centre.store(step.count);
              break;
            case "wait":
              await clock.advanceBy(40);
              break;
            case "refuse":
              centre.refuse(step.refuses);
              break;
            default:
              centre[step.kind]();
          }
        }
        await settleAll(centre);
        // A result after all, so that gaps at the end are told, too.
        buffer.add([result(String(++made), true)]);
        link.wake();
        await settleAll(centre);

        const taken = centre.durable.texts.map(Number);
        expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
        expect(taken.length + centre.durable.lost).toBe(made);
        if (maxBytes > 1e6) expect(centre.durable.lost).toBe(0);
        link.stop();
        buffer.close();
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);

test.each<[string, string]>([
  ["a type that is no text", '{"type":{"toString":1}}'],
  ["a type that is nested too deep", `{"type":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ["a state that is none", '{"type":"states","configuration":"","states":[[1,0,null]]}'],
  ["a number that no result can follow", `{"type":"seen","number":${Number.MAX_SAFE_INTEGER}}`],
])("a centre that says %s is left, and the poller goes on", async (_what, text) => {
  const centre = createCentre();
  let hear: DialHandlers["received"] = () => {};
  open({ ...centre, dial: (handlers) => ((hear = handlers.received), centre.dial(handlers)) });
  await centre.deliver(10);
  expect(link.isConnected).toBe(true);

  hear(text);
  expect(link.isConnected).toBe(false);
  buffer.add([result("kept", true)]);
  await settleAll(centre);
  expect(centre.durable.texts).toEqual(["kept"]);
  link.stop();
  buffer.close();
});
