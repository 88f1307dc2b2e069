import { readLeadingNumber } from "../../../lib/leading-number.ts";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { readMeminfo } from "../meminfo.ts";
import { outcome, stateNames } from "../outcome.ts";
import { perfdata } from "../perfdata-format.ts";

interface MemorySettings {
  /** Percent of memory in use; null if not set. */
  readonly warning: number | null;
  readonly critical: number | null;
}

const checkMemoryProgram = program("check_memory", "[-w PERCENT] [-c PERCENT]", [
  "w warning=PERCENT",
  "c critical=PERCENT",
  "v verbose",
]);
const kilobyte = 1024;
const mebibyte = 1_048_576;

export const checkMemory: CheckKind = memoryKind("/proc/meminfo");

/**
 * Memory in use on this machine, from `meminfoFile`. Monitoring-plugins have no such program, so the format is Vigie's
 * own. Used is MemTotal minus MemAvailable (the kernel's estimate of memory available to applications, which counts
 * droppable caches as free). Alerts above a threshold; perfdata in bytes.
 */
export function memoryKind(meminfoFile: string): CheckKind {
  return {
    name: "check_memory",
    run: async (args) => {
      const settings = readSettings(args);
      if (isOutcome(settings)) return settings;
      const meminfo = await readMeminfo(meminfoFile).catch(() => null);
      const total = (meminfo?.get("MemTotal") ?? 0) * kilobyte;
      const available = meminfo?.get("MemAvailable");
      if (total === 0 || available === undefined)
        return outcome(3, `MEMORY UNKNOWN - no MemTotal and MemAvailable in ${meminfoFile}\n`);
      return judge(total, available * kilobyte, settings);
    },
  };
}

function judge(total: number, available: number, { warning, critical }: MemorySettings): KindOutcome {
  const used = total - available;
  const percentUsed = (100 * used) / total;
  const code = critical !== null && percentUsed > critical ? 2 : warning !== null && percentUsed > warning ? 1 : 0;
  const values = perfdata({
    label: "used",
    value: String(used),
    unit: "B",
    min: "0",
    max: String(total),
    ...(warning === null ? {} : { warning: String(Math.floor((total * warning) / 100)) }),
    ...(critical === null ? {} : { critical: String(Math.floor((total * critical) / 100)) }),
  });
  const text =
    `${percentUsed.toFixed(1)}% used (${inMebibytes(used)} of ${inMebibytes(total)}), ${inMebibytes(available)}` +
    " available";
  return outcome(code, `MEMORY ${stateNames[code]} - ${text}|${values}\n`);
}

function readSettings(args: readonly string[]): MemorySettings | KindOutcome {
  const given = readCommandLine(checkMemoryProgram, args);
  if (isOutcome(given)) return given;
  if (given.operands.length > 0) return wrongUsage(checkMemoryProgram, `unexpected argument ${given.operands[0]!}`);
  let warning: number | null = null;
  let critical: number | null = null;
  for (const { key, value } of given.options) {
    if (key === "v") continue;
    const percent = readPercent(value);
    if (percent === null)
      return wrongUsage(checkMemoryProgram, `-${key} must be a percentage from 0 to 100, not ${value}`);
    if (key === "w") warning = percent;
    else critical = percent;
  }
  if (warning !== null && critical !== null && warning > critical) {
    return wrongUsage(checkMemoryProgram, "the warning threshold (-w) must not be above the critical one (-c)");
  }
  return { warning, critical };
}

/** Parses `80` or `80%`. */
function readPercent(text: string): number | null {
  const { value, length } = readLeadingNumber(text);
  const rest = text.slice(length);
  return length === 0 || (rest !== "" && rest !== "%") || value < 0 || value > 100 ? null : value;
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / mebibyte)} MiB`;
}
