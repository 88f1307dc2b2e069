import { createHistogram, type HistogramValues } from "../../lib/histogram.ts";
import type { CheckResult } from "../../model/check-result.ts";
import { serviceIdOf } from "../../model/resource-key.ts";

/** Finished active checks since the start. */
export interface CheckMeasures {
  readonly ofHosts: number;
  readonly ofServices: number;
  /** Seconds from due to started. */
  readonly latency: HistogramValues;
  /** Seconds from started to finished. */
  readonly execution: HistogramValues;
}

// The machine's checks take milliseconds, those over the network up to the timeout of a minute.
const LATENCY_BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const EXECUTION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createCheckMeasures() {
  const latency = createHistogram(LATENCY_BOUNDS);
  const execution = createHistogram(EXECUTION_BOUNDS);
  let ofHosts = 0;
  let ofServices = 0;
  return {
    note({ key, dueAt, startedAt, finishedAt }: CheckResult): void {
      if (serviceIdOf(key) === 0) ofHosts++;
      else ofServices++;
      if (dueAt !== null) latency.note(Math.max(0, startedAt - dueAt));
      execution.note(Math.max(0, finishedAt - startedAt));
    },
    read: (): CheckMeasures => ({ ofHosts, ofServices, latency, execution }),
  };
}
