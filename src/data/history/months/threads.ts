import { moduleBeside } from "../../../lib/module-beside.ts";
import { OnDemandThread } from "../../../lib/on-demand-thread.ts";
import type { ArchiveFunctions } from "./archive-thread.ts";
import type { Damaged } from "./month-connections.ts";
import type { ReadFunctions } from "./read-thread.ts";
import type { DamageMessage, ThreadOptions } from "./thread-messages.ts";

export type ReadThread = OnDemandThread<ReadFunctions>;
export type ArchiveThread = OnDemandThread<ArchiveFunctions>;

export const createReadThread = (
  workerData: ThreadOptions,
  idleMs: number,
  onDamage: (damaged: Damaged) => void,
): ReadThread =>
  new OnDemandThread(
    {
      module: moduleBeside(import.meta.url, "read-thread"),
      name: "history-reader",
      workerData,
      onMessage: (message) => onDamage((message as DamageMessage).damaged),
    },
    idleMs,
  );

export const createArchiveThread = (workerData: ThreadOptions, idleMs: number): ArchiveThread =>
  new OnDemandThread(
    {
      module: moduleBeside(import.meta.url, "archive-thread"),
      name: "history-archiver",
      workerData,
      onMessage: () => {},
    },
    idleMs,
  );
