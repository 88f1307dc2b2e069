import type { MessagePort } from "node:worker_threads";
import type { RemoteTarget, RequestHeaders } from "./remote-target.ts";
import type { PackedNames } from "./resource-names.ts";
import type { TargetCounts, TargetReport } from "./target-report.ts";

export interface SenderThreadOptions {
  /** Of the time series. */
  readonly folder: string;
  /** Offers `HeaderFunctions`: the files of secrets are read by the main thread. */
  readonly port: MessagePort;
}

export type HeaderFunctions = {
  headers(target: string): Promise<RequestHeaders>;
};

/** What the thread that sends does for others. */
export type SenderFunctions = {
  configure(settings: { readonly targets: readonly RemoteTarget[]; readonly names: PackedNames }): void;
  status(nothing: null): readonly TargetStatus[];
  close(nothing: null): void;
};

export interface TargetStatus extends Readonly<TargetCounts> {
  readonly name: string;
  readonly isFailing: boolean;
}

export type SenderMessage =
  | { readonly target: string; readonly report: TargetReport }
  /** The log is needed from this segment on. */
  | { readonly keepLogFrom: number };
