import { resolve } from "node:path";
import { isInteger, leadingInteger } from "../c-numbers.ts";
import { isOutcome, program, readCommandLine, wrongUsage } from "../command-line.ts";
import type { KindOutcome } from "../kind.ts";
import type { GivenOption } from "../option-parser.ts";
import { notSupported, outcome } from "../outcome.ts";
import { compilePosixRegex } from "../posix-regex.ts";
import { noThresholds, readFreeLimit, readInodeLimit, type DiskThresholds } from "./disk-thresholds.ts";
import { mountOf, type Mount } from "./mount-table.ts";

/** Path to check, with the options in force when it was selected. */
export interface SelectedPath {
  readonly path: string;
  readonly mount: Mount;
  readonly group: string | null;
  readonly thresholds: DiskThresholds;
  /** Named by the operator, so it must be accessible. */
  readonly isNamed: boolean;
}

export interface DiskSettings {
  readonly paths: readonly SelectedPath[];
  /** First path of -p without a mount. */
  readonly missingPath: string | null;
  readonly unit: number;
  readonly unitName: string;
  readonly excludedNames: ReadonlySet<string>;
  readonly excludedTypes: ReadonlySet<string>;
  readonly includedTypes: ReadonlySet<string>;
  readonly locality: "all" | "local" | "stat-remote";
  readonly showsErrorsOnly: boolean;
  readonly isVerbose: boolean;
  readonly ignoresReserved: boolean;
  readonly hasInodePerfdata: boolean;
  readonly showsDevice: boolean;
  readonly ignoresMissing: boolean;
  readonly timeout: number;
}

type Draft = {
  -readonly [
    Key in keyof Omit<DiskSettings, "paths" | "excludedNames" | "excludedTypes" | "includedTypes">
  ]: DiskSettings[Key];
} & {
  readonly excludedNames: Set<string>;
  readonly excludedTypes: Set<string>;
  readonly includedTypes: Set<string>;
  paths: SelectedPath[];
  thresholds: DiskThresholds;
  group: string | null;
  isExact: boolean;
  hasSelected: boolean;
};

const checkDiskProgram = program(
  "check_disk",
  "-w limit[%] -c limit[%] [-W percent%] [-K percent%] [-p path]... and more: see docs/built-in-checks.md",
  [
    "w warning=LIMIT",
    "c critical=LIMIT",
    "W iwarning=PERCENT",
    "K icritical=PERCENT",
    "p path=PATH partition=PARTITION",
    "x exclude_device=PATH",
    "X exclude-type=TYPE",
    "N include-type=TYPE",
    "C clear",
    "E exact-match",
    "e errors-only",
    "f freespace-ignore-reserved",
    "P iperfdata",
    "g group=NAME",
    "k kilobytes",
    "m megabytes",
    "u units=STRING",
    "l local",
    "L stat-remote-fs",
    "M mountpoint",
    "A all",
    "R eregi-path=PATH eregi-partition=PARTITION",
    "r ereg-path=PATH ereg-partition=PARTITION",
    "I ignore-eregi-path=PATH ignore-eregi-partition=PARTITION",
    "i ignore-ereg-path=PATH ignore-ereg-partition=PARTITION",
    "n ignore-missing",
    "t timeout=INTEGER",
    "v verbose",
  ],
);

const kibi = 1024;
const units: Readonly<Record<string, readonly [bytes: number, name: string]>> = {
  bytes: [1, "B"],
  kB: [kibi, "kiB"],
  kiB: [kibi, "kiB"],
  KiB: [kibi, "kiB"],
  MB: [kibi ** 2, "MiB"],
  MiB: [kibi ** 2, "MiB"],
  GB: [kibi ** 3, "GiB"],
  GiB: [kibi ** 3, "GiB"],
  TB: [kibi ** 4, "TiB"],
  TiB: [kibi ** 4, "TiB"],
  PB: [kibi ** 5, "PiB"],
  PiB: [kibi ** 5, "PiB"],
};

/** Options apply in order: a path gets the thresholds and the group set before it. */
export function readDiskSettings(args: readonly string[], mounts: readonly Mount[]): DiskSettings | KindOutcome {
  const given = readCommandLine(checkDiskProgram, args);
  if (isOutcome(given)) return given;
  if (args.length === 0) return wrongUsage(checkDiskProgram, "Could not parse arguments");
  const draft = startingDraft();
  for (const option of given.options) {
    const wrong = apply(draft, option, mounts);
    if (wrong !== null) return wrong;
  }
  const wrong = applyOperands(draft, given.operands, mounts);
  if (wrong !== null) return wrong;
  if (!draft.hasSelected) selectAll(draft, mounts);
  return draft;
}

function startingDraft(): Draft {
  return {
    paths: [],
    missingPath: null,
    unit: kibi ** 2,
    unitName: "MiB",
    locality: "all",
    excludedNames: new Set(),
    excludedTypes: new Set(),
    includedTypes: new Set(),
    showsErrorsOnly: false,
    isVerbose: false,
    ignoresReserved: false,
    hasInodePerfdata: false,
    showsDevice: false,
    ignoresMissing: false,
    timeout: 10,
    thresholds: noThresholds,
    group: null,
    isExact: false,
    hasSelected: false,
  };
}

// One case per option: long, but easy to compare with the plugin's help.
function apply(draft: Draft, { key, value }: GivenOption, mounts: readonly Mount[]): KindOutcome | null {
  switch (key) {
    case "w":
      return applyLimit(draft, "warning", value);
    case "c":
      return applyLimit(draft, "critical", value);
    case "W":
      return applyInodeLimit(draft, "inodeWarning", value);
    case "K":
      return applyInodeLimit(draft, "inodeCritical", value);
    case "p":
      return selectPath(draft, value, mounts);
    case "x":
      draft.excludedNames.add(value);
      return null;
    case "X":
      draft.excludedTypes.add(value);
      return null;
    case "N":
      draft.includedTypes.add(value);
      return null;
    case "C":
      clear(draft, mounts);
      return null;
    case "E":
      return applyExact(draft);
    case "e":
      draft.showsErrorsOnly = true;
      return null;
    case "f":
      draft.ignoresReserved = true;
      return null;
    case "P":
      draft.hasInodePerfdata = true;
      return null;
    case "g":
      return applyGroup(draft, value);
    case "k":
      return applyUnit(draft, "kB");
    case "m":
      return applyUnit(draft, "MB");
    case "u":
      return applyUnit(draft, value);
    case "l":
      draft.locality = "local";
      return null;
    case "L":
      draft.locality = "stat-remote";
      return null;
    case "M":
      draft.showsDevice = true;
      return null;
    case "A":
      return selectMatching(draft, ".*", false, mounts);
    case "R":
      return selectMatching(draft, value, true, mounts);
    case "r":
      return selectMatching(draft, value, false, mounts);
    case "I":
      return deselectMatching(draft, value, true);
    case "i":
      return deselectMatching(draft, value, false);
    case "n":
      draft.ignoresMissing = true;
      return null;
    case "t":
      return applyTimeout(draft, value);
    case "v":
      draft.isVerbose = true;
      return null;
    default:
      return notSupported("check_disk", `-${key}`);
  }
}

function applyLimit(draft: Draft, field: "warning" | "critical", value: string): KindOutcome | null {
  const limit = readFreeLimit(value);
  if (limit === null) return outcome(3, "Range format incorrect\n");
  draft.thresholds = { ...draft.thresholds, [field]: limit };
  return null;
}

function applyInodeLimit(draft: Draft, field: "inodeWarning" | "inodeCritical", value: string): KindOutcome | null {
  const range = readInodeLimit(value);
  if (range === null) return outcome(3, "Range format incorrect\n");
  draft.thresholds = { ...draft.thresholds, [field]: range };
  return null;
}

function applyExact(draft: Draft): KindOutcome | null {
  if (draft.hasSelected) return outcome(3, "DISK UNKNOWN: Must set -E before selecting paths\n");
  draft.isExact = true;
  return null;
}

function applyGroup(draft: Draft, value: string): KindOutcome | null {
  if (draft.hasSelected) return outcome(3, "DISK UNKNOWN: Must set group value before selecting paths\n");
  draft.group = value;
  return null;
}

function applyUnit(draft: Draft, value: string): KindOutcome | null {
  const unit = units[value];
  if (unit === undefined) return outcome(3, `unit type ${value} not known\n`);
  [draft.unit, draft.unitName] = unit;
  return null;
}

function applyTimeout(draft: Draft, value: string): KindOutcome | null {
  if (!isInteger(value) || leadingInteger(value) < 0) {
    return wrongUsage(checkDiskProgram, `Timeout interval must be a positive integer - ${value}`);
  }
  draft.timeout = leadingInteger(value);
  return null;
}

function selectPath(draft: Draft, value: string, mounts: readonly Mount[]): KindOutcome | null {
  if (!hasThreshold(draft)) return outcome(3, "DISK UNKNOWN: Must set a threshold value before using -p\n");
  const path = value === "" ? "" : value.length > 1 && value.endsWith("/") ? value.slice(0, -1) : value;
  const mount =
    mountOf(path === "" ? path : resolve(path), mounts, draft.isExact) ??
    (draft.isExact ? mountOf(path, mounts, true) : null);
  if (mount === null) {
    draft.missingPath ??= path;
    draft.hasSelected = true;
    return null;
  }
  select(draft, { path, mount, isNamed: true });
  return null;
}

function selectMatching(
  draft: Draft,
  pattern: string,
  ignoresCase: boolean,
  mounts: readonly Mount[],
): KindOutcome | null {
  if (!hasThreshold(draft)) return outcome(3, "DISK UNKNOWN: Must set a threshold value before using -r/-R\n");
  const matcher = compilePosixRegex(pattern, { ignoresCase });
  if (typeof matcher === "string") return doesNotCompile(matcher);
  const matching = mounts.filter(({ folder, device }) => matcher(folder) || matcher(device));
  if (matching.length === 0 && !draft.ignoresMissing) {
    return outcome(3, `DISK UNKNOWN: Regular expression did not match any path or disk - ${pattern}\n`);
  }
  draft.hasSelected = true;
  for (const mount of matching) select(draft, { path: mount.folder, mount, isNamed: false });
  return null;
}

function deselectMatching(draft: Draft, pattern: string, ignoresCase: boolean): KindOutcome | null {
  if (!draft.hasSelected) {
    return outcome(
      3,
      "DISK UNKNOWN: Paths need to be selected before using -i/-I. Use -A to select all paths explicitly\n",
    );
  }
  const matcher = compilePosixRegex(pattern, { ignoresCase });
  if (typeof matcher === "string") return doesNotCompile(matcher);
  draft.paths = draft.paths.filter(({ mount }) => !matcher(mount.folder) && !matcher(mount.device));
  return null;
}

function doesNotCompile(reason: string): KindOutcome {
  return outcome(3, `DISK UNKNOWN: Could not compile regular expression - ${reason}\n`);
}

/** -C: paths not selected so far get the thresholds that are now cleared. */
function clear(draft: Draft, mounts: readonly Mount[]): void {
  if (!draft.hasSelected) {
    draft.paths = [];
    selectAll(draft, mounts);
  }
  draft.thresholds = noThresholds;
  draft.group = null;
  draft.hasSelected = false;
}

function selectAll(draft: Draft, mounts: readonly Mount[]): void {
  if (draft.paths.length > 0) return;
  for (const mount of mounts) select(draft, { path: mount.folder, mount, isNamed: false });
}

function select(draft: Draft, chosen: Pick<SelectedPath, "path" | "mount" | "isNamed">): void {
  const selected = { ...chosen, thresholds: draft.thresholds, group: draft.group };
  const at = draft.paths.findIndex(({ path }) => path === chosen.path);
  if (at < 0) draft.paths.push(selected);
  else draft.paths[at] = selected;
  draft.hasSelected = true;
}

/** `check_disk 80 90 /`: percent used, only if no option set a threshold; then one path. */
function applyOperands(draft: Draft, operands: readonly string[], mounts: readonly Mount[]): KindOutcome | null {
  let [first, second, third] = operands;
  const percents: number[] = [];
  while (percents.length < 2 && first !== undefined && first !== "" && isInteger(first) && leadingInteger(first) >= 0) {
    percents.push(leadingInteger(first));
    [first, second, third] = [second, third, undefined];
  }
  const [usedWarning, usedCritical] = percents;
  if (usedWarning !== undefined && draft.thresholds.warning === null)
    draft.thresholds = { ...draft.thresholds, usedWarning };
  if (usedCritical !== undefined && draft.thresholds.critical === null)
    draft.thresholds = { ...draft.thresholds, usedCritical };
  if (first === undefined) return null;
  const mount = mountOf(resolve(first), mounts, false);
  if (mount !== null) select(draft, { path: first, mount, isNamed: true });
  return null;
}

function hasThreshold({ thresholds }: Draft): boolean {
  return Object.values(thresholds).some((threshold) => threshold !== null);
}
