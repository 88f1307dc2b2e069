// Worker thread that sends the log of points to receivers of remote write. Nothing waits for it.
import { isDeepStrictEqual } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { answerCalls, createThreadCalls } from "../../../lib/thread-calls.ts";
import { SeriesFolder } from "../files/series-folder.ts";
import { PositionFiles } from "./position-file.ts";
import { RegistryLookup } from "./registry-lookup.ts";
import type { RemoteTarget } from "./remote-target.ts";
import { unpackNames, type LabelsOfResource } from "./resource-names.ts";
import type { TargetCounts } from "./target-report.ts";
import { TargetSender } from "./target-sender.ts";
import { TargetSeries } from "./target-series.ts";
import type { HeaderFunctions, SenderFunctions, SenderMessage, SenderThreadOptions } from "./sender-functions.ts";

/** What belongs to the folder as it was found. */
interface Sending {
  readonly series: TargetSeries;
  readonly sender: TargetSender;
  /** Opened by the first step. */
  registry: { readonly file: number; readonly lookup: RegistryLookup } | null;
}

interface Running {
  readonly target: RemoteTarget;
  sending: Sending;
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
let labelsOf: LabelsOfResource = () => null;
const running = new Map<string, Running>();
let keptFrom: number | undefined;

function start(target: RemoteTarget): Running {
  const sending = sendingTo(target);
  const started: Running = { target, sending, timer: undefined, isClosed: false, hasFailed: false };
  turn(started, 0);
  return started;
}

function sendingTo(target: RemoteTarget, counts?: TargetCounts): Sending {
  const files = (positions ??= new PositionFiles(folder.remoteWrite));
  const series = new TargetSeries(target, (slot) => sending.registry?.lookup.find(slot) ?? null, labelsOf);
  const sender = new TargetSender({
    target,
    log: folder.log,
    positions: {
      read: (name) => files.read(name),
      write(name, progress) {
        // A position in the log of another folder means nothing.
        if (folder.registryFile() !== sending.registry?.file)
          throw new Error("the folder of the performance data was replaced");
        files.write(name, progress);
      },
    },
    series,
    headers: () => main.call("headers", target.name),
    now: () => Date.now() / 1000,
    report: (report) => say({ target: target.name, report }),
    ...(counts && { counts }),
  });
  const sending: Sending = { series, sender, registry: null };
  return sending;
}

async function step(each: Running): Promise<number> {
  const file = folder.registryFile();
  if (file === undefined) throw new Error("there is no folder of performance data");
  if (each.sending.registry !== null && each.sending.registry.file !== file) beginAnew(each);
  each.sending.registry ??= { file, lookup: new RegistryLookup(folder.registry) };
  return each.sending.sender.step();
}

/** Goes on with another folder, whose log, positions and numbers have nothing to do with those before. */
function beginAnew(each: Running): void {
  const { target, sending } = each;
  say({ target: target.name, report: { kind: "log-replaced", loss: sending.sender.abandon() } });
  each.hasFailed ||= sending.sender.isFailing;
  sending.registry?.lookup.close();
  positions?.prepare();
  each.sending = sendingTo(target, sending.sender.counts);
}

function turn(each: Running, seconds: number): void {
  const next = (inSeconds: number): void => {
    if (each.isClosed) return;
    sayKept();
    turn(each, inSeconds);
  };
  each.timer = setTimeout(() => {
    const done = (wait: number): void => {
      if (each.hasFailed && !each.sending.sender.isFailing)
        say({ target: each.target.name, report: { kind: "working" } });
      each.hasFailed = false;
      next(wait);
    };
    step(each).then(done, (error: Error) => {
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
  each.sending.sender.close();
  each.sending.registry?.lookup.close();
}

function sayKept(): void {
  const from = Math.min(...[...running.values()].map(({ sending }) => sending.sender.segment));
  if (from !== keptFrom) say({ keepLogFrom: from });
  keptFrom = from;
}

const functions: SenderFunctions = {
  configure({ targets, names }) {
    labelsOf = unpackNames(names);
    const wanted = new Map(targets.map((target) => [target.name, target]));
    for (const [name, each] of running) {
      if (isDeepStrictEqual(each.target, wanted.get(name))) {
        each.sending.series.rename(labelsOf);
        continue;
      }
      stop(each);
      running.delete(name);
    }
    positions ??= new PositionFiles(folder.remoteWrite);
    positions.keepOnly([...wanted.keys()]);
    for (const [name, target] of wanted) if (!running.has(name)) running.set(name, start(target));
    sayKept();
  },
  status: () =>
    [...running.values()].map(({ target, sending: { sender } }) => ({
      name: target.name,
      isFailing: sender.isFailing,
      ...sender.counts,
    })),
  close() {
    running.forEach(stop);
    // A request that waits for its answer is repeated after the next start.
    process.exit(0);
  },
};
answerCalls(port, functions);
