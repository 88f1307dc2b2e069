import { constants } from "node:os";
import { dialectOf, type Engine } from "../../../model/dialect.ts";
import type { CheckResult, PluginOutput } from "../../../model/check-result.ts";
import { maskSecrets, type Secret } from "../../../lib/mask-secrets.ts";
import { parsePluginOutput } from "../plugin-output.ts";
import type { PluginOutcome } from "./plugin-call.ts";

/** Return code and output of a check, by a plugin or built in. */
export type CheckOutcome = Pick<CheckResult, "returnCode" | "output">;

/** Result of a check without the parts that come from the resource. */
export type CheckRun = CheckOutcome & Pick<CheckResult, "startedAt" | "finishedAt">;

export interface ResultRules {
  readonly kind: "host" | "service";
  readonly engine: Engine;
  /**
   * `service_check_timeout_state`; null: UNKNOWN in Centreon Engine, CRITICAL in Nagios. A host's timeout has code 3 in
   * both, which makes it DOWN.
   */
  readonly serviceTimeoutState: 0 | 1 | 2 | 3 | null;
  /** Values to be masked in the output. */
  readonly secrets?: readonly Secret[];
}

/**
 * Return code and output of a finished plugin. Codes above 3 are CRITICAL for a host, with a text that names the code;
 * for a service they are UNKNOWN in Centreon Engine, and CRITICAL in Nagios 4 unless a signal ended the plugin. The
 * texts are those of Nagios 4, so that filters and notification scripts keep working; the plugin's own output is kept
 * as long output.
 */
export function checkOutcomeOf(outcome: PluginOutcome, rules: ResultRules): CheckOutcome {
  const { ending } = outcome;
  switch (ending.kind) {
    case "exited":
      return ending.code <= 3
        ? completedOutcome(ending.code as 0 | 1 | 2 | 3, outcome, rules)
        : outOfBounds(ending.code, outcome, rules);
    case "timed-out":
      return timedOut(outcome.durationSeconds, rules);
    case "flooded":
      return {
        returnCode: 3,
        output: plain(`(Plugin wrote more than ${ending.limitBytes} bytes of output and was stopped)`),
      };
    case "lost":
      return {
        returnCode: rules.kind === "host" ? 2 : 3,
        output: plain(`(${subject(rules)} check did not exit properly)`),
      };
    case "not-started":
      return { returnCode: 3, output: plain(`(Plugin was not started - ${ending.reason})`) };
  }
}

/** Outcome of a check that was stopped at its timeout after this many seconds. */
export function timedOut(seconds: number, rules: ResultRules): CheckOutcome {
  return {
    returnCode: rules.kind === "host" ? 3 : (rules.serviceTimeoutState ?? dialectOf(rules.engine).serviceTimeoutState),
    output: plain(`(${subject(rules)} check timed out after ${seconds.toFixed(2)} seconds)`),
  };
}

/** Plugin output without long output and perfdata. */
export const plain = (text: string): PluginOutput => ({ text, longText: "", perfdata: "" });

function completedOutcome(
  returnCode: 0 | 1 | 2 | 3,
  { stdout, stderr }: PluginOutcome,
  rules: ResultRules,
): CheckOutcome {
  const isSilent = stdout.trim() === "" && stderr.trim() !== "";
  return { returnCode, output: printedOutput(isSilent ? `(No output on stdout) stderr: ${stderr}` : stdout, rules) };
}

/** Parses what a plugin printed. Secrets are masked before, since one may contain `|`. */
export const printedOutput = (printed: string, { secrets = [] }: ResultRules): PluginOutput =>
  parsePluginOutput(maskSecrets(printed, secrets));

function outOfBounds(code: number, { stdout, stderr }: PluginOutcome, rules: ResultRules): CheckOutcome {
  const { text, longText } = printedOutput(
    `(Return code of ${code} is out of bounds${exitCodeHint(code)})\n${stdout}\n${withoutHelperPrefix(stderr)}`,
    rules,
  );
  return { returnCode: outOfBoundsCode(code, rules), output: { text, longText: longText.trim(), perfdata: "" } };
}

function exitCodeHint(code: number): string {
  if (code === 126) return " - plugin may not be executable";
  if (code === 127) return " - plugin may be missing";
  const signal = signalOf(code);
  return signal === undefined ? "" : ` - plugin was ended by ${signal}`;
}

/** A shell adds 128 to the number of the signal. */
const signalOf = (code: number): string | undefined =>
  Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];

// Messages of the helper about a program it could not start, or that was killed, begin with its name and line number.
const withoutHelperPrefix = (stderr: string): string => stderr.replace(/^\/bin\/sh: (\d+: )?(exec: )?/, "");

const subject = (rules: ResultRules): string => (rules.kind === "host" ? "Host" : "Service");

const outOfBoundsCode = (code: number, { kind, engine }: ResultRules): 2 | 3 =>
  kind === "host" ? 2 : signalOf(code) === undefined ? dialectOf(engine).serviceExitCodeState : 3;
