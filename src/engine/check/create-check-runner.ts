import { tmpdir } from "node:os";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Engine } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { createBuiltInRunner } from "./built-in-check.ts";
import type { CheckResult } from "../../model/check-result.ts";
import { programZone } from "../../model/time-zone.ts";
import { buildCommandLine } from "./command-line.ts";
import type { CommandLine } from "./command-line.ts";
import { knownSecrets } from "../../model/known-secrets.ts";
import type { CheckKind, KindContext } from "../built-in-checks/kind.ts";
import { kinds as builtInKinds } from "../built-in-checks/kinds.ts";
import { MAX_HELPERS, PluginPool } from "./plugin/plugin-pool.ts";
import type { PluginPoolOptions } from "./plugin/plugin-pool.ts";
import { plain, checkOutcomeOf } from "./plugin/plugin-result.ts";
import type { CheckRun, ResultRules, CheckOutcome } from "./plugin/plugin-result.ts";
import type { CountingCheckRunner } from "./run-check.ts";

export interface CheckRunnerOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Current states, for state macros. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null | undefined;
  /** Checks that run in this process, by name; default: all built-in checks. */
  readonly kinds?: ReadonlyMap<string, CheckKind>;
  /** Macros of the program by name without dollar signs (`VIGIEADDRESS`). */
  readonly processMacros: ReadonlyMap<string, string>;
  /** For `check_poller`; default: there are no pollers. */
  readonly pollerNamed?: KindContext["pollerNamed"];
  /** Environment of the plugins, see plugin-environment.ts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Limit of plugins that run in parallel; capped by the pool's `maxHelpers`. */
  readonly maxConcurrentChecks?: number;
  readonly plugins?: Partial<Omit<PluginPoolOptions, "clock" | "log" | "environment">>;
  /** Engine whose rules apply to out-of-bounds exit codes and timeouts; default: Centreon. */
  readonly engine?: Engine;
}

/**
 * Runs checks: replaces the macros of the check command, then runs it as a plugin, or in this process if its first word
 * is the name of a built-in check. An error in the configuration or the plugin becomes a result that describes it.
 */
export function createCheckRunner(options: CheckRunnerOptions): CountingCheckRunner {
  const { clock, log } = options;
  const kinds = options.kinds ?? builtInKinds;
  const maxHelpers = Math.min(options.plugins?.maxHelpers ?? MAX_HELPERS, options.maxConcurrentChecks || MAX_HELPERS);
  const pool = new PluginPool({
    temporaryFolder: tmpdir(),
    ...options.plugins,
    environment: options.environment,
    maxHelpers,
    clock,
    log,
  });
  const builtIns = createBuiltInRunner({ clock, log, pollerNamed: options.pollerNamed ?? (() => undefined) });
  const endings = { exited: 0, "timed-out": 0, flooded: 0, lost: 0, "not-started": 0 };
  let refused = 0;
  const isBuiltIn = (program: string): boolean => kinds.has(program);

  const runCommand = (
    command: CommandLine,
    resource: Resource,
    inventory: Inventory,
    signal: AbortSignal | undefined,
  ): Promise<CheckRun> | CheckRun => {
    if (command.start.kind === "unusable") {
      refused++;
      return immediateRun(clock, { returnCode: 3, output: plain(`(Check was not run - ${command.start.reason})`) });
    }
    const { argv, variables } = command.start;
    const { hostCheckTimeoutSeconds, serviceCheckTimeoutSeconds, serviceCheckTimeoutState } = inventory.main;
    const rules: ResultRules = {
      kind: resource.kind,
      engine: options.engine ?? "centreon",
      serviceTimeoutState: serviceCheckTimeoutState,
      secrets: knownSecrets(resource, inventory),
    };
    const timeoutSeconds = resource.kind === "host" ? hostCheckTimeoutSeconds : serviceCheckTimeoutSeconds;
    const kind = kinds.get(argv[0]);
    if (kind !== undefined) return builtIns.run(kind, argv.slice(1), timeoutSeconds, rules, signal);
    return pool
      .run({ argv, variables, timeoutSeconds, timeZone: programZone(inventory), ...(signal && { signal }) })
      .then((outcome) => {
        endings[outcome.ending.kind]++;
        return {
          ...checkOutcomeOf(outcome, rules),
          startedAt: outcome.startedAt,
          finishedAt: outcome.startedAt + outcome.durationSeconds,
        };
      });
  };

  const check = async (
    resource: Resource,
    inventory: Inventory,
    signal: AbortSignal | undefined,
  ): Promise<CheckRun & Pick<CheckResult, "commandLine">> => {
    const call = resource.checkCommand;
    if (call === null) return { ...immediateRun(clock, outcomeWithoutCommand(resource)), commandLine: null };
    const definition = inventory.commands.get(call.name);
    if (definition === undefined) {
      const text = `(Check was not run - the command '${call.name}' is not defined)`;
      return { ...immediateRun(clock, { returnCode: 3, output: plain(text) }), commandLine: null };
    }
    const { stateOf, processMacros } = options;
    const macros = { resource, inventory, stateOf, now: clock.now(), processMacros };
    const command = buildCommandLine(definition.line, call.args, macros, isBuiltIn);
    return { ...(await runCommand(command, resource, inventory, signal)), commandLine: command.shown };
  };

  return {
    start: () => pool.start(),
    async run(resource, inventory, dueAt, signal): Promise<CheckResult> {
      const run = await check(resource, inventory, signal).catch((error: unknown) => {
        // An internal error must not stop the schedule. Logged here only, without the command line and its secrets.
        log.error(
          { key: resource.key, stack: error instanceof Error ? error.stack : String(error) },
          "a check failed inside the server",
        );
        return {
          ...immediateRun(clock, { returnCode: 3, output: plain("(Check failed inside the server, see its log)") }),
          commandLine: null,
        };
      });
      return { key: resource.key, checkType: "active", dueAt, ...run };
    },
    runs: () => ({ plugin: endings, builtIn: builtIns.endings, refused }),
    async stop() {
      builtIns.stop();
      await pool.stop();
    },
  };
}

/** Nagios assumes a host without a check command to be UP. A service always has one; without it, that is an error. */
function outcomeWithoutCommand(resource: Resource): CheckOutcome {
  return resource.kind === "host"
    ? { returnCode: 0, output: plain("(Host assumed to be UP)") }
    : { returnCode: 3, output: plain("(Check was not run - the service has no check command)") };
}

function immediateRun(clock: Clock, outcome: CheckOutcome): CheckRun {
  const now = clock.now();
  return { ...outcome, startedAt: now, finishedAt: now };
}
