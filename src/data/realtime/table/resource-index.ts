import { naturalOrder, type NaturalOrder } from "../../../lib/natural-order.ts";
import { countBits, createBits, hasBit, setBit, type Bits } from "../../../lib/bits.ts";
import { sortInSlices } from "../../../lib/sort-in-slices.ts";
import { isAcknowledged, PENDING, type ResourceState } from "../../../model/resource-state.ts";
import { isProblem } from "../../../model/state-code.ts";
import { isOpenProblem, isUnhandled } from "../../../model/unhandled.ts";
import { seesEverything, type Visibility } from "../../../model/visibility.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry } from "../rows/rows.ts";
import { withoutPadding } from "../search/collation.ts";
import { compareValues } from "../search/order.ts";
import { createResourceColumns, type ResourceColumns } from "./resource-columns.ts";

/**
 * What filters ask about the state of a resource. `open-problem` is the unhandled problem of
 * `GET /monitoring/resources` (later versions §5.1), where the state of the host does not matter.
 */
export type ResourceFlag = "open-problem" | "unhandled" | "acknowledged" | "in-downtime" | "flapping" | "hard";

/**
 * Hosts and services as one list in the order of their names (later versions §5), which only changes with the
 * configuration, and a bit for each that says what its state is: so a page of the worst ones needs neither a scan nor a
 * sort, however often states change.
 */
export interface ResourceIndex {
  /** By name, then by name of the host. */
  readonly rows: readonly ResourceEntry[];
  /** Hosts of the rows, by name. */
  readonly hosts: readonly HostEntry[];
  /** Names and addresses as people read them, `web2` before `web10`. */
  readonly natural: NaturalOrders;
  /** Technical hosts, which are not in the list, nor are their services. */
  readonly outside: readonly HostEntry[];
  /** Resources with this state code. */
  withStatus(type: "host" | "service", code: number): Bits;
  /** Number of them. */
  countWithStatus(type: "host" | "service", code: number): number;
  withFlag(flag: ResourceFlag): Bits;
  /** Severity and beginning of the state of each row. */
  readonly columns: ResourceColumns;
  /** Rises whenever a status or a flag of a row changes. */
  version(): number;
  visibleTo(visibility: Visibility): Bits;
  countVisible(visibility: Visibility): number;
  /**
   * What is visible and satisfies a filter, made by `fill` unless the last sets of the same name are still true: states
   * change far more rarely than results come.
   */
  keptSet(visibility: Visibility, name: string, fill: (into: Bits) => void): KeptSet;
  /** Sets for one call to work in: memory outside of the heap is expensive to get and to give back. */
  readonly scratch: Readonly<Record<"tested" | "found" | "hosts", Bits>>;
  /** To be called when the state of a row was replaced. */
  update(row: ResourceEntry, before: ResourceState): void;
}

/**
 * Index of hosts in the order of their names, each with its services in the order of theirs. Technical hosts
 * (`_Module_…`) and their services are left out.
 */
export function* createResourceIndex(all: readonly HostEntry[]): Generator<void, ResourceIndex> {
  const isTechnical = ({ host }: HostEntry): boolean => host.hostName.startsWith("_Module_");
  const hosts = all.filter((row) => !isTechnical(row));
  const { rows, names } = yield* inOrderOfNames(hosts);
  const natural: NaturalOrders = {
    names,
    hosts: yield* naturalOrder(hosts.map((row) => row.foldedName)),
    addresses: yield* naturalOrder(hosts.map((row) => row.foldedAddress ?? "")),
  };
  const counts = new Uint32Array(2 * CODES);
  const statuses = Array.from({ length: 2 * CODES }, () => createBits(rows.length));
  for (const [at, row] of rows.entries()) row.nameOrder = at;
  yield;
  const columns = yield* createResourceColumns(hosts, rows);
  const flags: Readonly<Record<ResourceFlag, Bits>> = {
    "open-problem": createBits(rows.length),
    unhandled: createBits(rows.length),
    acknowledged: createBits(rows.length),
    "in-downtime": createBits(rows.length),
    flapping: createBits(rows.length),
    hard: createBits(rows.length),
  };
  let version = 0;
  const setFlag = (flag: ResourceFlag, at: number, isSet: boolean): void => {
    if (hasBit(flags[flag], at) === isSet) return;
    setBit(flags[flag], at, isSet);
    version++;
  };
  const setUnhandled = (row: ResourceEntry): void =>
    setFlag("unhandled", row.nameOrder, isUnhandled(row.state, isServiceEntry(row) ? row.host.state : null));
  const setFlags = (row: ResourceEntry): void => {
    for (const flag of FLAGS) setFlag(flag, row.nameOrder, FLAG_OF[flag](row.state));
    setUnhandled(row);
  };
  const setStatus = (row: ResourceEntry, code: number, isSet: boolean): void => {
    const kind = (isServiceEntry(row) ? CODES : 0) + code;
    setBit(statuses[kind]!, row.nameOrder, isSet);
    counts[kind]! += isSet ? 1 : -1;
  };
  for (const [at, row] of rows.entries()) {
    setStatus(row, row.state.check.state, true);
    setFlags(row);
    columns.set(row);
    if (at % ROWS_BETWEEN_YIELDS === 0) yield;
  }

  const everything = createBits(rows.length);
  for (let at = 0; at < rows.length; at++) setBit(everything, at, true);
  const limited = new WeakMap<Visibility, KeptSet>();
  const seenBy = (visibility: Visibility): KeptSet => {
    const known = limited.get(visibility);
    if (known !== undefined) return known;
    const seen = createBits(rows.length);
    for (const [at, row] of rows.entries())
      if (isServiceEntry(row) ? visibility.seesService(row.service.key) : visibility.seesHost(row.host.hostId))
        setBit(seen, at, true);
    const counted = { rows: seen, count: countBits(seen) };
    limited.set(visibility, counted);
    return counted;
  };

  const keptSets = new WeakMap<Visibility, Map<string, DatedSet>>();

  return {
    rows,
    hosts,
    natural,
    outside: all.filter(isTechnical),
    keptSet(visibility, name, fill) {
      const owner = visibility.seesAll ? seesEverything : visibility;
      const sets = keptSets.get(owner) ?? new Map<string, DatedSet>();
      keptSets.set(owner, sets);
      let kept = sets.get(name);
      if (kept?.version === version) return kept;
      if (kept === undefined) {
        const [oldest] = sets.keys();
        if (sets.size >= MAX_KEPT_SETS) sets.delete(oldest!);
        kept = { rows: createBits(rows.length), count: 0, version };
        sets.set(name, kept);
      }
      fill(kept.rows);
      kept.count = countBits(kept.rows);
      kept.version = version;
      return kept;
    },
    scratch: {
      tested: createBits(rows.length),
      found: createBits(rows.length),
      hosts: createBits(rows.length),
    },
    withStatus: (type, code) => statuses[(type === "service" ? CODES : 0) + code]!,
    countWithStatus: (type, code) => counts[(type === "service" ? CODES : 0) + code]!,
    withFlag: (flag) => flags[flag],
    columns,
    version: () => version,
    visibleTo: (visibility) => (visibility.seesAll ? everything : seenBy(visibility).rows),
    countVisible: (visibility) => (visibility.seesAll ? rows.length : seenBy(visibility).count),
    update(row, before) {
      const { nameOrder: at, state } = row;
      if (at < 0) return;
      if (before.check.state !== state.check.state) {
        setStatus(row, before.check.state, false);
        setStatus(row, state.check.state, true);
        version++;
        // A host that is DOWN explains the problems of its services.
        if (!isServiceEntry(row) && isProblem(before.check.state) !== isProblem(state.check.state))
          for (const service of row.services) if (service.nameOrder >= 0) setUnhandled(service);
      }
      if (before.check !== state.check || before.handling !== state.handling) setFlags(row);
      if (before.check !== state.check) columns.set(row);
    },
  };
}

export interface NaturalOrders {
  /** By place in `hosts`. */
  readonly hosts: NaturalOrder;
  readonly addresses: NaturalOrder;
  /** By place in `rows`. */
  readonly names: NaturalOrder;
}

export interface KeptSet {
  readonly rows: Bits;
  readonly count: number;
}
interface DatedSet extends KeptSet {
  count: number;
  version: number;
}

/** Of each visibility: 14 KB each at 110,000 resources. */
const MAX_KEPT_SETS = 4;

const CODES = PENDING + 1;
const ROWS_BETWEEN_YIELDS = 5_000;

const FLAG_OF = {
  "open-problem": isOpenProblem,
  acknowledged: isAcknowledged,
  "in-downtime": ({ handling }) => handling.scheduledDowntimeDepth > 0,
  flapping: ({ check }) => check.isFlapping,
  hard: ({ check }) => check.stateType === 1,
} satisfies Readonly<Partial<Record<ResourceFlag, (state: ResourceState) => boolean>>>;
const FLAGS = Object.keys(FLAG_OF) as readonly (keyof typeof FLAG_OF)[];

/** Few names are different, since most services have the names of others: only those are sorted. */
function* inOrderOfNames(hosts: readonly HostEntry[]) {
  const byName = new Map<string, ResourceEntry[]>();
  const add = (name: string, row: ResourceEntry): void => {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [row]);
    else known.push(row);
  };
  for (const [index, host] of hosts.entries()) {
    add(withoutPadding(host.foldedName), host);
    for (const row of host.services) add(withoutPadding(row.foldedDescription), row);
    if (index % HOSTS_BETWEEN_YIELDS === 0) yield;
  }
  const found = [...byName.keys()];
  const byText = yield* sortInSlices(found.length, (left, right) => compareValues(found[left]!, found[right]!));
  const names = Array.from(byText, (at) => found[at]!);
  yield;
  const rows = names.flatMap((name) => byName.get(name)!);
  const starts = new Uint32Array(names.length + 1);
  for (const [at, name] of names.entries()) starts[at + 1] = starts[at]! + byName.get(name)!.length;
  return { rows, names: spread(yield* naturalOrder(names), starts) };
}

/** Order of rows of that of their names, each of which begins at a place. */
function spread(names: NaturalOrder, starts: Uint32Array): NaturalOrder {
  const order = new Uint32Array(starts.at(-1)!);
  const ranks = new Uint32Array(order.length);
  let next = 0;
  for (const name of names.order)
    for (let at = starts[name]!; at < starts[name + 1]!; at++) {
      order[next++] = at;
      ranks[at] = names.ranks[name]!;
    }
  return { order, ranks };
}

const HOSTS_BETWEEN_YIELDS = 200;
