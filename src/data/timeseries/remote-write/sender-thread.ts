// Worker thread that sends the log of points to receivers of remote write. Nothing waits for it.
import { isDeepStrictEqual } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { answerCalls, createThreadCalls } from "../../../lib/thread-calls.ts";
import { SeriesFolder } from "../files/series-folder.ts";
import { PositionFiles } from "./position-file.ts";
import { RegistryLookup } from "./registry-lookup.ts";
import type { RemoteTarget } from "./remote-target.ts";
import { unpackNames, type LabelsOfResource } from "./resource-names.ts";
import { TargetSender } from "./target-sender.ts";
import { TargetSeries } from "./target-series.ts";
import type { HeaderFunctions, SenderFunctions, SenderMessage, SenderThreadOptions } from "./sender-functions.ts";

interface Running {
  readonly target: RemoteTarget;
  readonly series: TargetSeries;
  readonly sender: TargetSender;
  timer: NodeJS.Timeout | undefined;
  isClosed: boolean;
  /** A step failed: the disk, not the target. */
  hasFailed: boolean;
}

/** Not in a fast circle, should a step fail. */
const AFTER_FAILURE_SECONDS = 10;

const port = parentPort;
if (port === null) throw new Error("sender-thread.ts runs in a worker thread only.");
const options = workerData as SenderThreadOptions;
const main = createThreadCalls<HeaderFunctions>(options.port);
const folder = new SeriesFolder(options.folder);
const say = (message: SenderMessage): void => port.postMessage(message);
let positions: PositionFiles | undefined;
let registry: RegistryLookup | undefined;
const running = new Map<string, Running>();
let keptFrom: number | undefined;

const start = (target: RemoteTarget, labelsOf: LabelsOfResource): Running => {
  const series = new TargetSeries(
    target,
    (slot) => (registry ??= new RegistryLookup(folder.registry)).find(slot),
    labelsOf,
  );
  const sender = new TargetSender({
    target,
    log: folder.log,
    positions: (positions ??= new PositionFiles(folder.remoteWrite)),
    series,
    headers: () => main.call("headers", target.name),
    now: () => Date.now() / 1000,
    report: (report) => say({ target: target.name, report }),
  });
  const started: Running = { target, series, sender, timer: undefined, isClosed: false, hasFailed: false };
  turn(started, 0);
  return started;
};

function turn(each: Running, seconds: number): void {
  const next = (inSeconds: number): void => {
    if (each.isClosed) return;
    sayKept();
    turn(each, inSeconds);
  };
  each.timer = setTimeout(() => {
    const done = (wait: number): void => {
      if (each.hasFailed && !each.sender.isFailing) say({ target: each.target.name, report: { kind: "working" } });
      each.hasFailed = false;
      next(wait);
    };
    each.sender.step().then(done, (error: Error) => {
      each.hasFailed = true;
      say({ target: each.target.name, report: { kind: "failing", reason: error.message } });
      next(AFTER_FAILURE_SECONDS);
    });
  }, seconds * 1000);
}

/** One that waits for an answer is done with it: what it sent may be sent again. */
function stop(each: Running): void {
  each.isClosed = true;
  clearTimeout(each.timer);
  each.sender.close();
}

function sayKept(): void {
  const from = Math.min(...[...running.values()].map(({ sender }) => sender.segment));
  if (from !== keptFrom) say({ keepLogFrom: from });
  keptFrom = from;
}

const functions: SenderFunctions = {
  configure({ targets, names }) {
    const labelsOf = unpackNames(names);
    const wanted = new Map(targets.map((target) => [target.name, target]));
    for (const [name, each] of running) {
      if (isDeepStrictEqual(each.target, wanted.get(name))) {
        each.series.rename(labelsOf);
        continue;
      }
      stop(each);
      running.delete(name);
    }
    positions ??= new PositionFiles(folder.remoteWrite);
    positions.keepOnly([...wanted.keys()]);
    for (const [name, target] of wanted) if (!running.has(name)) running.set(name, start(target, labelsOf));
    sayKept();
  },
  status: () =>
    [...running.values()].map(({ target, sender }) => ({
      name: target.name,
      isFailing: sender.isFailing,
      ...sender.counts,
    })),
  close() {
    running.forEach(stop);
    registry?.close();
    // A request that waits for its answer is repeated after the next start.
    process.exit(0);
  },
};
answerCalls(port, functions);
