import { readFile } from "node:fs/promises";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { outcome, stateNames } from "../outcome.ts";
import { inDays, inLargeUnits, inLocalTime, readUptimeLimits, type UptimeLimits } from "./uptime-words.ts";

interface UptimeSettings {
  readonly warning: UptimeLimits;
  readonly critical: UptimeLimits;
  readonly showsDuration: boolean;
  readonly showsBootTime: boolean;
  readonly showsDays: boolean;
}

const checkUptimeProgram = program("check_uptime", "-w [MIN:]MAX -c [MIN:]MAX [-f] [-s] [-d]", [
  "w warning=RANGE",
  "c critical=RANGE",
  "f for",
  "s since",
  "d days",
  "v verbose",
]);

export const checkUptime: CheckKind = uptimeKind("/proc/uptime");

/**
 * check_uptime of monitoring-plugins 2.4 (2.3.3 has none in Debian): alerts if the uptime is above MAX or below MIN.
 * Seconds, or a number with s, m, h, d or w. Extension of Vigie: MAX may be omitted (`10m:`).
 */
export function uptimeKind(uptimeFile: string): CheckKind {
  return {
    name: "check_uptime",
    run: async (args, { clock }) => {
      const settings = readSettings(args);
      if (isOutcome(settings)) return settings;
      const uptime = /^\d+/.exec(await readFile(uptimeFile, "latin1").catch(() => ""));
      if (uptime === null) return outcome(3, `ERROR: file '${uptimeFile}' is not readable\n`);
      return judge(Number(uptime[0]), settings, clock.now());
    },
  };
}

function judge(uptime: number, settings: UptimeSettings, now: UnixSeconds): KindOutcome {
  const { warning, critical } = settings;
  const crossed =
    uptime > critical.max
      ? "upper crit"
      : uptime < critical.min
        ? "lower crit"
        : uptime > warning.max
          ? "upper warn"
          : uptime < warning.min
            ? "lower warn"
            : null;
  const code = crossed === null ? 0 : crossed.endsWith("crit") ? 2 : 1;
  const sentences = [
    `uptime is ${settings.showsDays ? inDays(uptime) : `${uptime} seconds`}.`,
    ...(crossed === null ? [] : [`Exceeds ${crossed} threshold.`]),
    ...(settings.showsDuration ? [`Running for ${inLargeUnits(uptime)}.`] : []),
    ...(settings.showsBootTime ? [`Running since ${inLocalTime(now - uptime)}.`] : []),
  ];
  // Four fields: this plugin is a script and omits the maximum.
  const values = `uptime=${uptime}s;${limit(warning.max)};${limit(critical.max)};0`;
  return outcome(code, `${stateNames[code]}: ${sentences.join(" ")} |${values}\n`);
}

function readSettings(args: readonly string[]): UptimeSettings | KindOutcome {
  const given = readCommandLine(checkUptimeProgram, args);
  if (isOutcome(given)) return given;
  const last = (key: string): string | undefined => given.options.findLast((option) => option.key === key)?.value;
  const has = (key: string): boolean => last(key) !== undefined;
  if (!has("w") || !has("c")) return wrongUsage(checkUptimeProgram, "-w and -c are required");
  const warning = readUptimeLimits(last("w")!);
  const critical = readUptimeLimits(last("c")!);
  if (typeof warning === "string") return outcome(3, `${warning.replace("%", "warning (-w)")}\n`);
  if (typeof critical === "string") return outcome(3, `${critical.replace("%", "critical (-c)")}\n`);
  if (warning.max >= critical.max && Number.isFinite(warning.max)) {
    return outcome(3, "Upper Warning (-w) cannot be greater than Critical (-c)!\n");
  }
  if (warning.min < critical.min) return outcome(3, "Lower Warning (-w) cannot be greater than Critical (-c)!\n");
  return { warning, critical, showsDuration: has("f"), showsBootTime: has("s"), showsDays: has("d") };
}

function limit(seconds: number): string {
  return Number.isFinite(seconds) ? String(seconds) : "";
}
