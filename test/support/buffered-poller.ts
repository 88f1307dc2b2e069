import { setImmediate as turn } from "node:timers/promises";
import { CentreLink, type LinkParts } from "../../src/cluster/poller/centre-link.ts";
import { dial } from "../../src/cluster/poller/dial.ts";
import type { Unnumbered } from "../../src/cluster/protocol/frames.ts";
import { ResultBuffer } from "../../src/data/result-buffer/result-buffer.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { silentLog, type Log } from "../../src/lib/log.ts";
import type { CheckResult } from "../../src/model/check-result.ts";
import { hostIdOf, serviceIdOf } from "../../src/model/resource-key.ts";

export interface BufferedPollerOptions {
  /** File of its results. */
  readonly path: string;
  readonly name: string;
  readonly privateKey: string;
  readonly clock: Clock;
  /** Where its centre listens at present. */
  readonly url: () => URL;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Default: those of this release. */
  readonly protocols?: readonly string[];
  /** Default: none. */
  readonly log?: Log;
  /** What the link gets in the place of the buffer. */
  readonly seenBy?: (buffer: ResultBuffer<Unnumbered>) => LinkParts["buffer"];
  /** Called with each number up to which the results are durable at the centre. */
  readonly onSeen?: (number: number) => void;
}

/** A poller's buffer, and its link to whichever centre runs; a test makes the results. */
export interface BufferedPoller {
  readonly buffer: ResultBuffer<Unnumbered>;
  readonly link: CentreLink;
  add(results: readonly CheckResult[]): void;
  close(): void;
}

export function openBufferedPoller(options: BufferedPollerOptions): BufferedPoller {
  const { path, name, privateKey, clock, url, random, seenBy = withOnSeen(options.onSeen) } = options;
  const protocols = options.protocols === undefined ? {} : { protocols: options.protocols };
  const buffer = ResultBuffer.open<Unnumbered>({ path, clock, bootId: "a" });
  const link = new CentreLink({
    clock,
    log: options.log ?? silentLog,
    ...protocols,
    name,
    version: "1.0.0",
    keys: { privateKeys: () => [privateKey], useNextKey: () => {} },
    buffer: seenBy(buffer),
    dial: (handlers) => dial({ url: url(), pin: null, ...protocols }, handlers),
    random,
    configurationId: () => "",
    onConfiguration: async () => [],
    lease: { heard: () => {}, current: () => {}, gone: () => {} },
    onAsk: () => {},
    onStates: () => {},
    counts: () => ({ running: 0, late: 0 }),
    waiting: () => 0,
  });
  return {
    buffer,
    link,
    add(results) {
      buffer.add(results.map((result) => ({ row: rowOf(result), isNews: false })));
      link.wake();
    },
    close() {
      link.stop();
      buffer.close();
    },
  };
}

const withOnSeen =
  (onSeen: BufferedPollerOptions["onSeen"]) =>
  (buffer: ResultBuffer<Unnumbered>): LinkParts["buffer"] =>
    onSeen === undefined
      ? buffer
      : {
          epoch: buffer.epoch,
          get last() {
            return buffer.last;
          },
          get size() {
            return buffer.size;
          },
          after: (...what) => buffer.after(...what),
          seen(number) {
            buffer.seen(number);
            onSeen(number);
          },
        };

/**
 * Lets frames and commits come through, without time of a fake clock going on. Threads pack the frames and write the
 * store, so they get some real time; little of it while there is no connection, which may come with the clock alone.
 */
export async function untilThrough(isDone: () => boolean, isConnected: () => boolean): Promise<void> {
  const begun = performance.now();
  for (let turns = 0; !isDone(); turns++) {
    if (turns > 500 && performance.now() - begun > (isConnected() ? 5_000 : 20)) return;
    await turn();
  }
}

const rowOf = (result: CheckResult): Unnumbered => [
  hostIdOf(result.key),
  serviceIdOf(result.key),
  result.returnCode,
  result.checkType,
  result.dueAt,
  result.startedAt,
  result.finishedAt,
  result.output.text,
  result.output.longText,
  result.output.perfdata,
  result.commandLine,
];
