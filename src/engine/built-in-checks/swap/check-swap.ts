import { leadingInteger } from "../c-numbers.ts";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { readMeminfo } from "../meminfo.ts";
import { outcome, stateNames, type ReturnCode } from "../outcome.ts";
import { perfdata } from "../perfdata-format.ts";

interface SwapThreshold {
  /** Bytes, or a percentage of all swap. Integer: the plugin drops fractions. */
  readonly value: number;
  readonly isPercent: boolean;
}

interface SwapSettings {
  readonly warning: SwapThreshold;
  readonly critical: SwapThreshold;
  readonly withoutSwap: ReturnCode;
}

const checkSwapProgram = program("check_swap", "[-a] [-v] -w FREE[%] -c FREE[%] [-n STATE]", [
  "w warning=FREE",
  "c critical=FREE",
  "a allswaps",
  "n no-swap=STATE",
  "v verbose",
]);
const megabyte = 1_048_576;
const none: SwapThreshold = { value: 0, isPercent: false };

export const checkSwap: CheckKind = swapKind("/proc/meminfo");

/**
 * check_swap of monitoring-plugins 2.3.3 on Linux: free swap, from `meminfoFile`, in whole megabytes. As in the plugin,
 * cached swap counts as free and -a has no effect (it is for AIX).
 */
export function swapKind(meminfoFile: string): CheckKind {
  return {
    name: "check_swap",
    run: async (args) => {
      const settings = readSettings(args);
      if (isOutcome(settings)) return settings;
      const meminfo = await readMeminfo(meminfoFile).catch(() => null);
      if (meminfo === null) return outcome(3, `SWAP UNKNOWN - cannot read ${meminfoFile}\n`);
      const total = inMegabytes(meminfo.get("SwapTotal") ?? 0);
      const free = inMegabytes((meminfo.get("SwapFree") ?? 0) + (meminfo.get("SwapCached") ?? 0));
      return judge(total, Math.min(free, total), settings);
    },
  };
}

function judge(totalMegabytes: number, freeMegabytes: number, settings: SwapSettings): KindOutcome {
  const total = totalMegabytes * megabyte;
  const free = freeMegabytes * megabyte;
  const warning = inBytes(settings.warning, total);
  const critical = inBytes(settings.critical, total);
  const values = perfdata({
    label: "swap",
    value: String(free),
    unit: "B",
    warning: String(warning),
    critical: String(critical),
    min: "0",
    max: String(total),
  });
  const code = total === 0 ? settings.withoutSwap : stateOf(free, total, settings);
  const percentFree = total === 0 ? 0 : 100 - Math.floor(100 * (1 - free / total));
  const why = total === 0 ? "- Swap is either disabled, not present, or of zero size. " : "";
  return outcome(
    code,
    `SWAP ${stateNames[code]} - ${percentFree}% free (${freeMegabytes}MB out of ${totalMegabytes}MB) ${why}|` +
      `${values}\n`,
  );
}

// In the plugin's order: a limit in bytes takes precedence over a percentage, even if it is 0 and all swap is used.
function stateOf(free: number, total: number, { warning, critical }: SwapSettings): ReturnCode {
  const percentUsed = Math.floor((100 * (total - free)) / total);
  const isBelow = (limit: SwapThreshold): boolean => !limit.isPercent && free <= limit.value;
  const isBelowPercent = (limit: SwapThreshold): boolean =>
    limit.isPercent && limit.value > 0 && percentUsed >= 100 - limit.value;
  if (isBelow(critical)) return 2;
  if (isBelow(warning)) return 1;
  return isBelowPercent(critical) ? 2 : isBelowPercent(warning) ? 1 : 0;
}

function readSettings(args: readonly string[]): SwapSettings | KindOutcome {
  const given = readCommandLine(checkSwapProgram, args);
  if (isOutcome(given)) return given;
  let warning: SwapThreshold | null = none;
  let critical: SwapThreshold | null = none;
  let withoutSwap: ReturnCode | null = 2;
  for (const { key, value } of given.options) {
    if (key === "w") {
      warning = readThreshold(value);
      if (warning === null) return wrongUsage(checkSwapProgram, thresholdProblem("Warning", value));
    } else if (key === "c") {
      critical = readThreshold(value);
      if (critical === null) return wrongUsage(checkSwapProgram, thresholdProblem("Critical", value));
    } else if (key === "n") {
      withoutSwap = readState(value);
      if (withoutSwap === null) {
        return wrongUsage(
          checkSwapProgram,
          "no-swap result must be a valid state name (OK, WARNING, CRITICAL, UNKNOWN) or integer (0-3).",
        );
      }
    }
  }
  if (warning.value === 0 && critical.value === 0) return wrongUsage(checkSwapProgram, "Could not parse arguments");
  if (warning.isPercent === critical.isPercent && warning.value < critical.value) {
    return wrongUsage(checkSwapProgram, "Warning should be more than critical");
  }
  return { warning, critical, withoutSwap };
}

// Unlike the plugin, which parses it as an unsigned 64-bit number and always alerts, a negative number is refused.
function readThreshold(text: string): SwapThreshold | null {
  const value = leadingInteger(text);
  const isPercent = text.endsWith("%");
  return value < 0 || (isPercent ? value > 100 : value > Number.MAX_SAFE_INTEGER) ? null : { value, isPercent };
}

function thresholdProblem(name: string, text: string): string {
  return text.endsWith("%")
    ? `${name} threshold percentage must be <= 100!`
    : `${name} threshold be positive integer or percentage!`;
}

function readState(text: string): ReturnCode | null {
  const byName = stateNames.indexOf(text.toUpperCase() as (typeof stateNames)[number]);
  const code = byName >= 0 ? byName : /^[0-3]$/.test(text) ? Number(text) : null;
  return code as ReturnCode | null;
}

function inBytes(threshold: SwapThreshold, total: number): number {
  return threshold.isPercent ? Math.floor(total / 100) * threshold.value : threshold.value;
}

function inMegabytes(kilobytes: number): number {
  return Math.floor(kilobytes / 1024);
}
