import { isInteger, leadingInteger } from "../c-numbers.ts";
import { program, wrongUsage } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { helpOutcome, outcome, stateNames, versionOutcome } from "../outcome.ts";

const checkDummyProgram = program("check_dummy", "<integer state> [optional text]", []);

/**
 * check_dummy of monitoring-plugins 2.3.3: returns the given state. Its only options are -h and -V as first argument.
 */
export const checkDummy: CheckKind = {
  name: "check_dummy",
  run: async (args) => answer(args),
};

function answer(args: readonly string[]): KindOutcome {
  const [state, text] = args;
  if (state === undefined) return wrongUsage(checkDummyProgram, "Could not parse arguments");
  if (state === "-V" || state === "--version") return versionOutcome("check_dummy");
  if (state === "-h" || state === "--help") return helpOutcome("check_dummy", checkDummyProgram.synopsis);
  if (!isInteger(state)) return wrongUsage(checkDummyProgram, "Arguments to check_dummy must be an integer");
  const code = leadingInteger(state);
  if (code !== 0 && code !== 1 && code !== 2 && code !== 3) {
    return outcome(3, `UNKNOWN: Status ${code} is not a supported error state\n`);
  }
  return outcome(code, text === undefined ? `${stateNames[code]}\n` : `${stateNames[code]}: ${text}\n`);
}
