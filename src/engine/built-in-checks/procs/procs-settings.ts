import { isInteger, isNumber, leadingInteger } from "../c-numbers.ts";
import { leadingNumber } from "../../../lib/leading-number.ts";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { KindOutcome } from "../kind.ts";
import type { GivenOption } from "../option-parser.ts";
import { outcome } from "../outcome.ts";
import { compilePosixRegex } from "../posix-regex.ts";
import { parseRange, type Range } from "../../../model/threshold-range.ts";
import type { Thresholds } from "../threshold.ts";
import type { ProcessParts, ProcessRow } from "./process-table.ts";
import { findUser } from "./user-names.ts";

export type ProcsMetric = "PROCS" | "VSZ" | "RSS" | "CPU" | "ELAPSED";

/** Filter; a process is counted if all filters pass. */
export interface ProcsFilter {
  /** Text in the output: `args 'sshd'`. */
  readonly text: string;
  readonly passes: (row: ProcessRow) => boolean;
}

export interface ProcsSettings {
  readonly metric: ProcsMetric;
  readonly thresholds: Thresholds;
  /** As given, for perfdata. */
  readonly warningText: string;
  readonly criticalText: string;
  readonly filters: readonly ProcsFilter[];
  readonly skipsKernelThreads: boolean;
  readonly namesOffenders: boolean;
  readonly parts: ProcessParts;
  readonly timeout: number;
}

const checkProcsProgram = program(
  "check_procs",
  "-w range -c range [-m metric] [-s state] [-p ppid] [-u user] [-r rss] [-z vsz] [-P %cpu] [-a text] " +
    "[--ereg-argument-array regex] [-C command] [-X commands] [-k] [-t timeout] [-v] [-T]",
  [
    "w warning=RANGE",
    "c critical=RANGE",
    "m metric=TYPE",
    "t timeout=INTEGER",
    "v verbose",
    "T traditional",
    "s state=FLAGS status=FLAGS",
    "p ppid=PPID",
    "z vsz=VSZ",
    "r rss=RSS",
    "P pcpu=PCPU",
    "u user=USER",
    "a argument-array=STRING",
    "- ereg-argument-array=STRING",
    "C command=COMMAND",
    "X exclude-process=COMMANDS",
    "k no-kthreads",
  ],
);

const metrics: readonly string[] = ["PROCS", "VSZ", "RSS", "CPU", "ELAPSED"] satisfies ProcsMetric[];
/** Options of which only the first counts. Of the others, the last one filters, but the output names them all. */
const firstOnly = new Set(["s", "a", "C"]);

export async function readProcsSettings(
  args: readonly string[],
  passwdFile: string,
): Promise<ProcsSettings | KindOutcome> {
  const given = readCommandLine(checkProcsProgram, args);
  if (isOutcome(given)) return given;
  const [warningOperand, criticalOperand, stateOperand] = given.operands;
  const lastValue = (key: string): string | undefined => given.options.findLast((option) => option.key === key)?.value;
  const warningText = lastValue("w") ?? warningOperand ?? "";
  const criticalText = lastValue("c") ?? (lastValue("w") === undefined ? criticalOperand : warningOperand) ?? "";
  const range = (text: string): Range | null => (text === "" ? null : parseRange(text));
  const thresholds = { warning: range(warningText), critical: range(criticalText) };
  const options =
    stateOperand === undefined ? given.options : [...given.options, { key: "s", value: stateOperand, hasValue: true }];

  const metric = lastValue("m") ?? "PROCS";
  if (!metrics.includes(metric))
    return wrongUsage(checkProcsProgram, "Metric must be one of PROCS, VSZ, RSS, CPU, ELAPSED!");
  const timeout = lastValue("t") ?? "10";
  if (!isInteger(timeout))
    return wrongUsage(checkProcsProgram, `Timeout interval must be a positive integer - ${timeout}`);
  const filters = await readFilters(options, passwdFile);
  if ("returnCode" in filters) return filters;
  if ((warningText !== "" && thresholds.warning === null) || (criticalText !== "" && thresholds.critical === null)) {
    return outcome(3, "Range format incorrect\n");
  }
  const has = (...keys: readonly string[]): boolean => options.some(({ key }) => keys.includes(key));
  const hasArgs = has("a", "ereg-argument-array");
  const hasStatus = has("u") || options.some(({ key, value }) => key === "s" && value.includes("L"));
  const hasStat = hasArgs || hasStatus || has("s", "p", "z", "r", "P", "C", "X", "k") || metric !== "PROCS";
  return {
    metric: metric as ProcsMetric,
    thresholds,
    warningText,
    criticalText,
    filters,
    skipsKernelThreads: has("k"),
    namesOffenders: has("v"),
    parts: { hasStat, hasStatus, hasArgs },
    timeout: leadingInteger(timeout),
  };
}

async function readFilters(
  options: readonly GivenOption[],
  passwdFile: string,
): Promise<readonly ProcsFilter[] | KindOutcome> {
  const filters = new Map<string, ProcsFilter>();
  let repeats = 0;
  for (const { key, value } of options) {
    if (firstOnly.has(key) && filters.has(key)) continue;
    const filter = await filterOf(key, value, passwdFile);
    if (filter === null) continue;
    if ("returnCode" in filter) return filter;
    const former = filters.get(key);
    // Keeps the position and the text of the earlier one, but no longer filters.
    if (former !== undefined)
      replaceKey(filters, key, `${key} ${repeats++}`, { text: former.text, passes: () => true });
    filters.set(key, filter);
  }
  return [...filters.values()];
}

function replaceKey(filters: Map<string, ProcsFilter>, from: string, to: string, filter: ProcsFilter): void {
  const entries = [...filters].map(([key, value]): [string, ProcsFilter] =>
    key === from ? [to, filter] : [key, value],
  );
  filters.clear();
  for (const [key, value] of entries) filters.set(key, value);
}

async function filterOf(key: string, value: string, passwdFile: string): Promise<ProcsFilter | KindOutcome | null> {
  switch (key) {
    case "s":
      return { text: `STATE = ${value}`, passes: (row) => row.state.includes(value) };
    case "a":
      return { text: `args '${value}'`, passes: (row) => row.args.includes(value) };
    case "C":
      return { text: `command name '${value}'`, passes: (row) => row.command === value };
    case "X":
      return excludeFilter(value);
    case "ereg-argument-array":
      return regexFilter(value);
    case "u":
      return userFilter(value, passwdFile);
    case "p":
      return integerFilter(value, "Parent Process ID", (number) => ({
        text: `PPID = ${number}`,
        passes: (row) => row.ppid === number,
      }));
    case "z":
      return integerFilter(value, "VSZ", (number) => ({
        text: `VSZ >= ${number}`,
        passes: (row) => row.vsz >= number,
      }));
    case "r":
      return integerFilter(value, "RSS", (number) => ({
        text: `RSS >= ${number}`,
        passes: (row) => row.rss >= number,
      }));
    case "P":
      return cpuFilter(value);
    default:
      return null;
  }
}

function integerFilter(
  value: string,
  name: string,
  filter: (number: number) => ProcsFilter,
): ProcsFilter | KindOutcome {
  if (value === "" || !isInteger(value)) return wrongUsage(checkProcsProgram, `${name} must be an integer!`);
  return filter(leadingInteger(value));
}

function cpuFilter(value: string): ProcsFilter | KindOutcome {
  if (value === "" || !isNumber(value)) return wrongUsage(checkProcsProgram, "PCPU must be a float!");
  const percent = leadingNumber(value);
  return { text: `PCPU >= ${percent.toFixed(2)}`, passes: (row) => row.percentCpu >= percent };
}

function excludeFilter(value: string): ProcsFilter {
  const names = new Set(value.split(","));
  return { text: `exclude progs '${value}'`, passes: (row) => !names.has(row.command) };
}

function regexFilter(value: string): ProcsFilter | KindOutcome {
  const matcher = compilePosixRegex(value, {});
  if (typeof matcher === "string")
    return outcome(3, `PROCS UNKNOWN: Could not compile regular expression - ${matcher}\n`);
  // A | in the output would start the perfdata.
  return { text: `regex args '${value.replaceAll("|", ",")}'`, passes: (row) => matcher(row.args) };
}

async function userFilter(value: string, passwdFile: string): Promise<ProcsFilter | KindOutcome> {
  const user = await findUser(value, passwdFile);
  if (user === null)
    return wrongUsage(checkProcsProgram, `${/^\d+$/.test(value) ? "UID" : "User name"} was not found - ${value}`);
  return { text: `UID = ${user.uid} (${user.name})`, passes: (row) => row.uid === user.uid };
}
