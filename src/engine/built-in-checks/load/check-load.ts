import { readFile } from "node:fs/promises";
import { leadingInteger } from "../c-numbers.ts";
import { isOutcome, program, readCommandLine } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { notSupported, outcome, stateNames, usageError, type ReturnCode } from "../outcome.ts";
import { fixed, perfdata } from "../perfdata-format.ts";
import { readLoadThreshold, type LoadThreshold } from "./load-threshold.ts";

/** Files with the load averages and the number of processors. */
export interface LoadSource {
  readonly loadavgFile: string;
  readonly onlineCpusFile: string;
}

interface LoadSettings {
  readonly warning: LoadThreshold;
  readonly critical: LoadThreshold;
  readonly isPerCpu: boolean;
}

const checkLoadProgram = program("check_load", "[-r] -w WLOAD1,WLOAD5,WLOAD15 -c CLOAD1,CLOAD5,CLOAD15", [
  "w warning=LOADS",
  "c critical=LOADS",
  "r percpu",
  "n procs-to-show=NUMBER",
]);
const minutes = [1, 5, 15] as const;

export const checkLoad: CheckKind = loadKind({
  loadavgFile: "/proc/loadavg",
  onlineCpusFile: "/sys/devices/system/cpu/online",
});

/**
 * check_load of monitoring-plugins 2.3.3, from /proc/loadavg; -r divides the loads by the number of online processors.
 */
export function loadKind(source: LoadSource): CheckKind {
  return {
    name: "check_load",
    run: async (args) => {
      const settings = readSettings(args);
      if (isOutcome(settings)) return settings;
      const loads = await readLoads(source);
      if (loads === null) return outcome(3, "Error opening /proc/loadavg\n");
      return judge(loads, settings, settings.isPerCpu ? await countCpus(source) : 1);
    },
  };
}

function readSettings(args: readonly string[]): LoadSettings | KindOutcome {
  const given = readCommandLine(checkLoadProgram, args);
  if (isOutcome(given)) return given;
  if (args.length === 0) return usageError("check_load", "Could not parse arguments", checkLoadProgram.synopsis);
  let warning: LoadThreshold = [0, 0, 0];
  let critical: LoadThreshold = [0, 0, 0];
  let isPerCpu = false;
  for (const { key, value } of given.options) {
    if (key === "r") isPerCpu = true;
    else if (key === "n") {
      if (leadingInteger(value) > 0) return notSupported("check_load", "-n (--procs-to-show)");
    } else {
      const loads = readLoadThreshold(value);
      const name = key === "w" ? "Warning" : "Critical";
      if (loads === null)
        return outcome(
          3,
          `${name} threshold must be float or float triplet!\n\nUsage: check_load ${checkLoadProgram.synopsis}\n`,
        );
      if (key === "w") warning = loads;
      else critical = loads;
    }
  }
  return inconsistency(warning, critical) ?? { warning, critical, isPerCpu };
}

function inconsistency(warning: LoadThreshold, critical: LoadThreshold): KindOutcome | null {
  for (const [index, minute] of minutes.entries()) {
    if (warning[index]! < 0)
      return outcome(3, `Warning threshold for ${minute}-minute load average is not specified\n`);
    if (critical[index]! < 0)
      return outcome(3, `Critical threshold for ${minute}-minute load average is not specified\n`);
    if (warning[index]! > critical[index]!) {
      return outcome(3, `Parameter inconsistency: ${minute}-minute "warning load" is greater than "critical load"\n`);
    }
  }
  return null;
}

function judge(loads: readonly number[], settings: LoadSettings, cpus: number): KindOutcome {
  const { warning, critical, isPerCpu } = settings;
  const judged = loads.map((load) => load / cpus);
  let code: ReturnCode = 0;
  for (const [index, load] of judged.entries()) {
    if (load > critical[index]!) {
      code = 2;
      break;
    }
    if (load > warning[index]!) code = 1;
  }
  const scaled = isPerCpu ? `scaled load average: ${inWords(judged)} - ` : "";
  const values = loads.flatMap((load, index) => {
    const thresholds = { warning: warning[index]!.toFixed(3), critical: critical[index]!.toFixed(3) };
    const name = `load${minutes[index]!}`;
    const total = perfdata({ label: name, value: fixed(load, 3), min: "0", ...(isPerCpu ? {} : thresholds) });
    return isPerCpu
      ? [total, perfdata({ label: `scaled_${name}`, value: fixed(judged[index]!, 3), min: "0", ...thresholds })]
      : [total];
  });
  return outcome(
    code,
    `LOAD ${stateNames[code]} - ${scaled}total load average: ${inWords(loads)}|` +
      `${values.map((value) => `${value} `).join("")}\n`,
  );
}

function inWords(loads: readonly number[]): string {
  return loads.map((load) => fixed(load, 2)).join(", ");
}

async function readLoads(source: LoadSource): Promise<readonly number[] | null> {
  const text = await readFile(source.loadavgFile, "latin1").catch(() => "");
  const loads = text.split(" ").slice(0, 3).map(Number);
  return loads.length === 3 && loads.every(Number.isFinite) ? loads : null;
}

/** Parses a list like `0-3,6`; one processor if the file is missing. */
async function countCpus(source: LoadSource): Promise<number> {
  const text = await readFile(source.onlineCpusFile, "latin1").catch(() => "0");
  return text
    .trim()
    .split(",")
    .reduce((sum, part) => {
      const [first, last] = part.split("-").map(Number);
      return sum + (last ?? first!) - first! + 1;
    }, 0);
}
