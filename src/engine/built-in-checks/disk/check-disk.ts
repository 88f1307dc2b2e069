import { isOutcome } from "../command-line.ts";
import { withTimeout } from "../in-time.ts";
import type { CheckKind, KindOutcome } from "../kind.ts";
import { outcome, stateNames, worse, type ReturnCode } from "../outcome.ts";
import { perfdata } from "../perfdata-format.ts";
import { systemErrorText } from "../system-errors.ts";
import { readDiskSettings, type DiskSettings, type SelectedPath } from "./disk-settings.ts";
import { limitInBytes, stateOfDisk } from "./disk-thresholds.ts";
import { percentFree, percentInodesFree, sumOf, usageOf, type DiskUsage } from "./disk-usage.ts";
import { mustBeAccessible, readStatfs } from "./kernel-calls.ts";
import { isRemote, readMounts } from "./mount-table.ts";

/** Line of the output: one file system or one group. */
interface DiskLine {
  readonly label: string;
  readonly of: SelectedPath;
  readonly usage: DiskUsage;
}

export const checkDisk: CheckKind = diskKind("/proc/self/mounts");

/** check_disk of monitoring-plugins 2.3.3, with -n of later versions; differences are in docs/built-in-checks.md. */
export function diskKind(mountsFile: string): CheckKind {
  return {
    name: "check_disk",
    run: async (args, context) => {
      const mounts = await readMounts(mountsFile).catch(() => null);
      if (mounts === null) return outcome(3, `DISK UNKNOWN - cannot read ${mountsFile}\n`);
      const settings = readDiskSettings(args, mounts);
      return isOutcome(settings) ? settings : withTimeout("check_disk", measure(settings), settings.timeout, context);
    },
  };
}

async function measure(settings: DiskSettings): Promise<KindOutcome> {
  const lines: DiskLine[] = [];
  const seen = new Set<string>();
  const groups = new Map<string, { readonly of: SelectedPath; readonly usages: DiskUsage[] }>();
  if (settings.missingPath !== null && !settings.ignoresMissing) return missingPath(settings.missingPath);
  for (const path of settings.paths) {
    if (!isWanted(path, settings) || (path.group === null && seen.has(path.mount.folder))) continue;
    seen.add(path.mount.folder);
    const usage = await usageAt(path, settings);
    if (usage === null) continue;
    if (isOutcome(usage)) return usage;
    if (path.group === null) {
      lines.push({ label: settings.showsDevice ? path.mount.device : path.mount.folder, of: path, usage });
      continue;
    }
    const group = groups.get(path.group) ?? { of: path, usages: [] };
    if (group.usages.push(usage) === 1) {
      groups.set(path.group, group);
      lines.push({ label: path.group, of: path, usage });
    }
  }
  const summed = lines.map((line) =>
    line.of.group === null ? line : { ...line, usage: sumOf(groups.get(line.of.group)!.usages) },
  );
  return judge(summed, settings);
}

/** With -E, a path may exist without being a mount point. */
async function missingPath(path: string): Promise<KindOutcome> {
  try {
    await mustBeAccessible(path);
    return outcome(2, `DISK CRITICAL: ${path} not found\n`);
  } catch (error) {
    return outcome(2, `DISK CRITICAL - ${path} is not accessible: ${systemErrorText(error)}\n`);
  }
}

function isWanted({ mount }: SelectedPath, settings: DiskSettings): boolean {
  const { excludedNames, excludedTypes, includedTypes, locality } = settings;
  if (locality === "local" && isRemote(mount)) return false;
  if (excludedNames.has(mount.device) || excludedNames.has(mount.folder) || excludedTypes.has(mount.type)) return false;
  return includedTypes.size === 0 || includedTypes.has(mount.type);
}

/** Null for a file system without space of its own (/proc), and for a remote one that only had to respond (-L). */
async function usageAt(
  { path, mount, isNamed }: SelectedPath,
  settings: DiskSettings,
): Promise<DiskUsage | KindOutcome | null> {
  const subject = isNamed ? path : mount.folder;
  try {
    if (isNamed) await mustBeAccessible(path);
    const stats = await readStatfs(mount.folder);
    if (stats.blocks === 0 || (settings.locality === "stat-remote" && isRemote(mount))) return null;
    return usageOf(stats, settings.unit, settings.ignoresReserved);
  } catch (error) {
    return settings.ignoresMissing
      ? null
      : outcome(2, `DISK CRITICAL - ${subject} is not accessible: ${systemErrorText(error)}\n`);
  }
}

function judge(lines: readonly DiskLine[], settings: DiskSettings): KindOutcome {
  const states = lines.map(({ usage, of }) => stateOfDisk(usage, of.thresholds, settings.unit));
  if (lines.length === 0 && settings.ignoresMissing) return outcome(0, "DISK OK - no file system to check|\n");
  const code = lines.length === 0 ? 3 : states.reduce<ReturnCode>(worse, 0);
  const shown = lines.filter((_line, index) => !settings.showsErrorsOnly || settings.isVerbose || states[index] !== 0);
  const heading = settings.showsErrorsOnly && code === 0 ? "" : " - free space:";
  const texts = shown.map((line) => ` ${describe(line, settings)};`).join("");
  const values = lines
    .flatMap((line) => perfdataOf(line, settings))
    .map((value) => ` ${value}`)
    .join("");
  return outcome(code, `DISK ${stateNames[code]}${heading}${texts}|${values}\n`);
}

function describe({ label, usage }: DiskLine, { unit, unitName }: DiskSettings): string {
  const inodes = usage.inodesTotal > 0 ? `${percentInodesFree(usage)}%` : "-";
  return `${label} ${Math.floor(usage.free / unit)}${unitName} (${percentFree(usage)}% inode=${inodes})`;
}

function perfdataOf({ label, usage, of: { thresholds } }: DiskLine, settings: DiskSettings): string[] {
  const space = perfdata({
    label,
    value: String(usage.used),
    unit: "B",
    min: "0",
    max: String(usage.total),
    warning: limitInBytes(thresholds.warning, usage.total, settings.unit),
    critical: limitInBytes(thresholds.critical, usage.total, settings.unit),
  });
  if (!settings.hasInodePerfdata) return [space];
  const inodeLimit = (range: DiskSettings["paths"][number]["thresholds"]["inodeWarning"]): string =>
    range === null ? "" : limitInBytes({ range, isPercent: true }, usage.inodesTotal, 1);
  return [
    space,
    perfdata({
      label: `${label} (inodes)`,
      value: String(usage.inodesUsed),
      min: "0",
      max: String(usage.inodesTotal),
      warning: inodeLimit(thresholds.inodeWarning),
      critical: inodeLimit(thresholds.inodeCritical),
    }),
  ];
}
