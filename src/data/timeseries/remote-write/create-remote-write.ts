import { rm } from "node:fs/promises";
import { MessageChannel } from "node:worker_threads";
import type { Clock } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import { closeThread, startThread, type Thread } from "../../../lib/start-thread.ts";
import { moduleBeside } from "../../../lib/module-beside.ts";
import { answerCalls } from "../../../lib/thread-calls.ts";
import { SeriesFolder } from "../files/series-folder.ts";
import type { HeaderFunctions, SenderFunctions, SenderMessage, SenderThreadOptions } from "./sender-functions.ts";
import { createRemoteWriteLog } from "./remote-write-log.ts";
import type { RemoteWrite } from "./remote-write.ts";
import type { ConfiguredTarget, RemoteTarget } from "./remote-target.ts";
import { packNames, type PackedNames } from "./resource-names.ts";

export interface RemoteWriteOptions {
  /** Of the time series. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Segments of the log from this one on are needed; Infinity: none. */
  readonly keepLogFrom: (segment: number) => void;
  readonly onLost: (reason: string) => void;
  /** Settles when the files of the time series are there, or when they cannot be opened. */
  readonly isReady: () => Promise<unknown>;
}

/** After its thread has ended unexpectedly. */
const RESTART_SECONDS = 10;
const SENDER = moduleBeside(import.meta.url, "./sender-thread");

/** Makes remote write; its thread runs while there are targets. */
export function createRemoteWrite({
  folder,
  clock,
  log,
  keepLogFrom,
  onLost,
  isReady,
}: RemoteWriteOptions): RemoteWrite {
  const senderLog = createRemoteWriteLog({ clock, log, onLost });
  let targets: readonly ConfiguredTarget[] = [];
  let names: PackedNames = packNames([]);
  let sender: Thread<SenderFunctions> | undefined;
  let forgotten: Promise<unknown> = Promise.resolve();

  const headers: HeaderFunctions["headers"] = async (name) => {
    const target = targets.find((each) => each.name === name);
    if (target === undefined) throw new Error("not configured any more");
    return target.headers();
  };

  function startSender(): Thread<SenderFunctions> {
    const { port1, port2 } = new MessageChannel();
    answerCalls(port1, { headers });
    const workerData: SenderThreadOptions = { folder, port: port2 };
    const onMessage = (message: unknown): void => take(message as SenderMessage);
    const thread = startThread<SenderFunctions>({
      module: SENDER,
      name: "time-series-sender",
      workerData,
      onMessage,
      transferList: [port2],
    });
    thread.worker.on("error", (error) => log.error({ err: error }, "the thread of remote write has ended"));
    thread.worker.on("exit", () => {
      port1.close();
      thread.calls.end(new Error("the thread of remote write has ended"));
      if (sender !== thread) return;
      for (const { name } of targets) senderLog.report(name, { kind: "failing", reason: "its thread has ended" });
      clock.runAt(clock.now() + RESTART_SECONDS, () => {
        if (sender !== thread) return;
        sender = startSender();
        sendSettings(sender);
      });
    });
    return thread;
  }

  function take(message: SenderMessage): void {
    if ("keepLogFrom" in message) keepLogFrom(targets.length === 0 ? Infinity : message.keepLogFrom);
    else if (targets.some(({ name }) => name === message.target)) senderLog.report(message.target, message.report);
  }

  function sendSettings({ calls }: Thread<SenderFunctions>): void {
    const send = (): void => calls.send("configure", { targets: targets.map(sendable), names });
    void Promise.allSettled([isReady(), forgotten]).then(send);
  }

  async function stop(): Promise<void> {
    const stopped = sender;
    sender = undefined;
    if (stopped !== undefined) await closeThread(stopped);
  }

  return {
    configure(next, nextNames) {
      targets = next;
      senderLog.keepOnly(targets.map(({ name }) => name));
      if (targets.length === 0) {
        keepLogFrom(Infinity);
        // A target that comes back begins anew.
        const forget = (): Promise<void> => rm(new SeriesFolder(folder).remoteWrite, { recursive: true, force: true });
        forgotten = stop()
          .then(forget)
          .catch((error: Error) =>
            log.warn({ reason: error.message }, "old positions of remote write were not deleted"),
          );
        return;
      }
      names = nextNames();
      sender ??= startSender();
      sendSettings(sender);
    },
    status: async () => (sender === undefined ? [] : sender.calls.call("status", null)),
    problem: senderLog.problem,
    close: stop,
  };
}

const sendable = ({ name, url, labels, keep, drop, buffer }: ConfiguredTarget): RemoteTarget => ({
  name,
  url,
  labels,
  keep,
  drop,
  buffer,
});
