import { expandFileText } from "../../engine/check/macros.ts";
import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import type { CommandCall, Inventory, PerfdataOutput, Resource } from "../../model/objects.ts";
import type { PerfdataCounts } from "../../model/perfdata-counts.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { ResourceKind } from "../../model/state-code.ts";
import type { CommandRunner } from "../delivery/command-runner.ts";
import { NO_RESOURCE } from "./no-resource.ts";
import { PerfdataFile } from "./perfdata-file.ts";

/**
 * Gives performance data to external graphers, as Nagios does: a command for each result, and lines of a file that a
 * command takes away at an interval.
 */
export interface PerfdataOutputs {
  /** Takes an accepted result. Never waits: what cannot be written or run in time is dropped and logged. */
  accept(resource: Resource, state: ResourceState): void;
  /** Opens the files of the configuration in effect, also after a reload. */
  configure(): void;
  counts(): PerfdataCounts;
  /** Ends running commands and closes the files, when what they take is written. */
  stop(): Promise<void>;
}

export interface PerfdataOutputsOptions {
  readonly runner: CommandRunner;
  readonly inventory: () => Inventory;
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly processMacros: ReadonlyMap<string, string>;
}

/** Commands that run or wait; a grapher that hangs fills this. */
const MAX_COMMANDS = 1_000;
const KINDS: readonly ResourceKind[] = ["host", "service"];

export function createPerfdataOutputs(options: PerfdataOutputsOptions): PerfdataOutputs {
  const { runner, inventory, stateOf, clock, log, processMacros } = options;
  const failed = createRateLimitedLog(log, clock, "a command for performance data failed");
  const skipped = createRateLimitedLog(log, clock, "a command for performance data was not run");
  const files = new Map<ResourceKind, PerfdataFile>();
  const lastOf = new Map<ResourceKey, Promise<void>>();
  const commands = { done: 0, failed: 0, skipped: 0 };
  let waiting = 0;
  let droppedBefore = 0;
  let isStopping = false;

  const runCommand = async (call: CommandCall, context: MacroContext): Promise<void> => {
    if (isStopping) return;
    const seconds = inventory().main.perfdataTimeoutSeconds;
    const ending = await runner.run(call, context, seconds).catch((error: unknown) => {
      commands.skipped++;
      skipped.error(error);
      return null;
    });
    if (ending === null) return;
    commands[ending.kind]++;
    if (ending.kind === "failed" && !isStopping) failed.error(new Error(`${call.name}: ${ending.reason}`));
  };

  /** Commands of one resource run in the order of its results: a grapher refuses what is older than the newest. */
  const runInOrder = async (call: CommandCall, context: MacroContext): Promise<void> => {
    if (waiting >= MAX_COMMANDS) {
      commands.skipped++;
      return skipped.error(new Error(`${waiting} of them run or wait`));
    }
    waiting++;
    const { key } = context.resource;
    const before = lastOf.get(key);
    const done = before === undefined ? runCommand(call, context) : before.then(() => runCommand(call, context));
    lastOf.set(key, done);
    await done;
    if (lastOf.get(key) === done) lastOf.delete(key);
    waiting--;
  };

  const processFile = (call: CommandCall): Promise<void> =>
    runCommand(call, { resource: NO_RESOURCE, inventory: inventory(), stateOf, now: clock.now(), processMacros });

  return {
    accept(resource, state) {
      const { main } = inventory();
      if (!main.processPerformanceData || !resource.options.processPerfData || isStopping) return;
      const output = outputOf(resource.kind, inventory());
      if (output.command === null && output.file === null) return;
      if (!output.takesEmptyResults && (state.check.perfdata ?? "") === "") return;
      const context: MacroContext = {
        resource,
        inventory: inventory(),
        stateOf: (key) => (key === resource.key ? state : stateOf(key)),
        now: clock.now(),
        processMacros,
      };
      if (output.file !== null) files.get(resource.kind)?.write(`${expandFileText(output.template, context)}\n`);
      if (output.command !== null) void runInOrder(output.command, context);
    },
    configure() {
      for (const kind of KINDS) {
        const { file, mode } = outputOf(kind, inventory());
        const known = files.get(kind);
        if (known?.path === (file ?? undefined) && known?.mode === mode) {
          known?.schedule();
          continue;
        }
        droppedBefore += known?.dropped ?? 0;
        void known?.close();
        files.delete(kind);
        if (file === null) continue;
        const opened = new PerfdataFile({
          path: file,
          mode,
          clock,
          log,
          plan: () => {
            const { processingIntervalSeconds, processingCommand } = outputOf(kind, inventory());
            return { seconds: processingIntervalSeconds, call: processingCommand };
          },
          process: processFile,
        });
        files.set(kind, opened);
        opened.start();
      }
    },
    counts: () => ({
      commands,
      droppedEntries: [...files.values()].reduce((sum, file) => sum + file.dropped, droppedBefore),
    }),
    async stop() {
      isStopping = true;
      await Promise.all([...files.values()].map((file) => file.close()));
      await runner.stop();
      failed.stop();
      skipped.stop();
    },
  };
}

const outputOf = (kind: ResourceKind, { main }: Inventory): PerfdataOutput =>
  kind === "host" ? main.hostPerfdata : main.servicePerfdata;
