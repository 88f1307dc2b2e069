import type { Inventory, Resource } from "../../model/objects.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { RunCounts } from "./run-counts.ts";
import type { CheckResult } from "../../model/check-result.ts";

/** Runs the active check of a resource. Never rejects: an error becomes a result. */
export interface CheckRunner {
  start(): Promise<void>;
  /**
   * `inventory` resolves commands and macros; it may change between calls (reload). `signal` ends the check, whose result
   * then says nothing.
   */
  run(resource: Resource, inventory: Inventory, dueAt: UnixSeconds, signal?: AbortSignal): Promise<CheckResult>;
  /** Ends running plugins and the helper processes. */
  stop(): Promise<void>;
}

export interface CountingCheckRunner extends CheckRunner {
  runs(): RunCounts;
}
