import type { LimitsSince } from "../metric.ts";
import type { ReadAnswer, ReadRequest } from "../read/request.ts";
import type { SampleAnswer, SampleRequest } from "../read/read-samples.ts";

export interface ReaderThreadOptions {
  readonly folder: string;
}

/** What the thread that reads does for others. */
export type ReaderFunctions = {
  buckets(request: ReadRequest): ReadAnswer;
  limits(of: {
    readonly metricIds: readonly number[];
    readonly from: number;
    readonly to: number;
  }): ReadonlyMap<number, readonly LimitsSince[]>;
  samples(request: SampleRequest): SampleAnswer;
  close(nothing: null): void;
};

export interface DamageMessage {
  readonly damaged: { readonly path: string; readonly slot: number | null; readonly reason: string };
}
