import { tmpdir } from "node:os";
import { buildCommandLine } from "../../engine/check/command-line.ts";
import { environmentMacros } from "../../engine/check/macro/environment-macros.ts";
import type { MacroContext } from "../../engine/check/macro/macro-context.ts";
import type { PluginEnding, PluginOutcome } from "../../engine/check/plugin/plugin-call.ts";
import { secretsOfNotification } from "../../model/known-secrets.ts";
import { maskSecrets } from "../../lib/mask-secrets.ts";
import { PluginPool } from "../../engine/check/plugin/plugin-pool.ts";
import type { PluginPoolOptions } from "../../engine/check/plugin/plugin-pool.ts";
import { programZone } from "../../model/time-zone.ts";
import type { CommandCall } from "../../model/objects.ts";
import type { BeforeSending } from "./channel.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";

/** Runner of notification commands and event handlers: their exit code matters, their output does not. */
export interface CommandRunner {
  /**
   * Runs a command. A failure is a value, with a reason free of secrets. Rejects only if `beforeSending` throws; nothing
   * was started then.
   */
  run(
    call: CommandCall,
    macros: MacroContext,
    timeoutSeconds: number,
    /** Additional environment variables of the program. */
    variables?: Readonly<Record<string, string>>,
  ): Promise<CommandEnding>;
  /** Ends running commands. */
  stop(): Promise<void>;
}

export type CommandEnding =
  | { readonly kind: "done" }
  /** Failed, with the reason: `exit code 1: mail: cannot send`, `timed out after 30 s`. */
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** How far it was when the runner stopped, where that is why it failed: it says nothing about the command. */
      readonly stopped?: "waiting" | "running";
    };

export interface CommandRunnerOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Environment of the programs; see plugin-environment.ts. */
  readonly environment: Readonly<Record<string, string>>;
  readonly plugins?: Partial<Omit<PluginPoolOptions, "clock" | "log" | "environment">>;
  /** Default: every program may be started. */
  readonly beforeSending?: BeforeSending;
}

/** Maximum length of a failed program's output in a reason. */
const MAX_QUOTED_OUTPUT = 200;

/**
 * Creates the runner. Its helper processes start with the first command: many installations only use built-in channels.
 */
export function createCommandRunner({
  clock,
  log,
  environment,
  plugins,
  beforeSending = () => {},
}: CommandRunnerOptions): CommandRunner {
  const pool = new PluginPool({
    temporaryFolder: tmpdir(),
    baseHelpers: 2,
    maxHelpers: 64,
    // A handler may start a daemon: `service httpd restart`.
    endsDetached: false,
    ...plugins,
    environment,
    clock,
    log,
  });
  let started: Promise<void> | null = null;
  let isStopped = false;

  const start = async (): Promise<void> => {
    started ??= pool.start();
    try {
      await started;
    } catch (error) {
      started = null;
      throw error;
    }
  };

  return {
    async run(call, macros, timeoutSeconds, variables = {}) {
      const definition = macros.inventory.commands.get(call.name);
      if (definition === undefined) return failed(`the command '${call.name}' is not defined`);
      const { start: commandStart } = buildCommandLine(definition.line, call.args, macros);
      if (commandStart.kind === "unusable") return failed(`not started: ${commandStart.reason}`);
      try {
        await start();
      } catch (error) {
        return failed(`not started: ${(error as Error).message}`);
      }
      const outcome = await pool.run({
        argv: commandStart.argv,
        variables: [...macroVariables(call.args, macros), ...commandStart.variables, ...Object.entries(variables)],
        timeoutSeconds,
        timeZone: programZone(macros.inventory),
        beforeStart: beforeSending,
      });
      const secrets = secretsOfNotification(macros.resource, macros.inventory, macros.contact);
      // Before the output is cut, which might leave a part of a secret.
      const [stdout, stderr] = [maskSecrets(outcome.stdout, secrets), maskSecrets(outcome.stderr, secrets)];
      return (isStopped && stoppedWith(outcome)) || endingOf({ ...outcome, stdout, stderr });
    },
    async stop() {
      isStopped = true;
      await started?.catch(() => {});
      await pool.stop();
    },
  };
}

/** Macros as `NAGIOS_…` variables, if `enable_environment_macros` is set. */
const macroVariables = (args: readonly string[], macros: MacroContext): readonly (readonly [string, string])[] =>
  macros.inventory.main.enableEnvironmentMacros ? environmentMacros(args, macros) : [];

function endingOf(outcome: PluginOutcome): CommandEnding {
  const { ending } = outcome;
  return ending.kind === "exited" && ending.code === 0 ? { kind: "done" } : failed(reasonOf(ending, outcome));
}

/** Ending of a command that the stop of the runner ended, or kept from its start; null: it ended by itself. */
function stoppedWith({ ending }: PluginOutcome): CommandEnding | null {
  if (ending.kind === "lost") return { ...failed("the server stopped while it ran"), stopped: "running" };
  return ending.kind === "not-started" ? { ...failed("the server stopped before it ran"), stopped: "waiting" } : null;
}

function reasonOf(ending: PluginEnding, { stdout, stderr, durationSeconds }: PluginOutcome): string {
  switch (ending.kind) {
    case "exited":
      return `exit code ${ending.code}${said(stderr) || said(stdout)}`;
    case "timed-out":
      return `timed out after ${Math.round(durationSeconds)} s`;
    case "flooded":
      return `stopped, because it wrote more than ${ending.limitBytes} bytes`;
    case "lost":
      return "did not exit properly";
    case "not-started":
      return `not started: ${ending.reason}`;
  }
}

function said(output: string): string {
  const line = output
    .trim()
    .split("\n", 1)[0]!
    .replace(/\p{Cc}/gu, " ");
  return line === "" ? "" : `: ${line.slice(0, MAX_QUOTED_OUTPUT)}`;
}

const failed = (reason: string) => ({ kind: "failed", reason }) as const;
