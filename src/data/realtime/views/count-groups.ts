import { compareNaturally } from "../../../lib/natural-order.ts";
import { hasBit, type Bits } from "../../../lib/bits.ts";
import { STATE_WORDS, type StateWord } from "../../../model/severity.ts";
import type { ResourceKind } from "../../../model/state-code.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { ResourceEntry } from "../rows/rows.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import { worstWord, type StateCounts } from "./count-states.ts";

export interface GroupCounts {
  readonly kind: ResourceKind;
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  /** Number of the members that are counted. */
  readonly size: number;
  readonly unhandled: number;
  readonly states: StateCounts;
  readonly worst: StateWord | null;
  readonly worstUnhandled: StateWord | null;
}

type Group = { readonly id: number; readonly name: string; readonly alias: string };

/**
 * Visible groups that have members in a set of positions, with the counts of those members: the worst unhandled ones
 * first, then by name. A host group counts its hosts and their services, as the field `group` of a search does.
 */
export function countGroups(
  index: ResourceIndex,
  set: Bits,
  kind: ResourceKind,
  visibility: Visibility,
): readonly GroupCounts[] {
  const counters = new Map<Group, Counter>();
  const seesGroup = (id: number): boolean =>
    kind === "host" ? visibility.seesHostGroup(id) : visibility.seesServiceGroup(id);
  const counterOf = (group: Group): Counter | undefined => {
    const known = counters.get(group);
    if (known !== undefined) return known;
    if (!seesGroup(group.id)) return undefined;
    const counter = new Counter();
    counters.set(group, counter);
    return counter;
  };
  const unhandled = index.withFlag("unhandled");
  const { severities } = index.columns;
  const ofHost = new Counter();
  const count = (counter: Counter, { nameOrder: at }: ResourceEntry, isService: boolean): void => {
    if (at >= 0 && hasBit(set, at)) counter.add(severities[at]!, isService, hasBit(unhandled, at));
  };
  for (const host of index.hosts) {
    if (kind === "service") {
      for (const service of host.services) {
        for (const group of service.groups) {
          const counter = counterOf(group);
          if (counter !== undefined) count(counter, service, true);
        }
      }
      continue;
    }
    if (host.groups.length === 0) continue;
    ofHost.clear();
    count(ofHost, host, false);
    for (const service of host.services) count(ofHost, service, true);
    for (const group of host.groups) counterOf(group)?.addAll(ofHost);
  }
  return [...counters]
    .filter(([, { size }]) => size > 0)
    .map(([{ id, name, alias }, counter]) => ({ kind, id, name, alias, ...counter.result() }))
    .sort(byWorst);
}

const rankOf = (word: StateWord | null): number => (word === null ? STATE_WORDS.length : STATE_WORDS.indexOf(word));

const byWorst = (left: GroupCounts, right: GroupCounts): number =>
  rankOf(left.worstUnhandled) - rankOf(right.worstUnhandled) ||
  right.unhandled - left.unhandled ||
  rankOf(left.worst) - rankOf(right.worst) ||
  compareNaturally(left.name, right.name) ||
  left.id - right.id;

/** Counts by severity, of hosts and of services, all and unhandled ones. */
class Counter {
  readonly #counts = new Uint32Array(4 * SEVERITIES);

  add(severity: number, isService: boolean, isUnhandled: boolean): void {
    const at = severity + (isService ? SEVERITIES : 0);
    this.#counts[at]!++;
    if (isUnhandled) this.#counts[at + 2 * SEVERITIES]!++;
  }

  addAll(other: Counter): void {
    for (let at = 0; at < this.#counts.length; at++) this.#counts[at]! += other.#counts[at]!;
  }

  clear(): void {
    this.#counts.fill(0);
  }

  get size(): number {
    let size = 0;
    for (let at = 0; at < 2 * SEVERITIES; at++) size += this.#counts[at]!;
    return size;
  }

  result(): Pick<GroupCounts, "size" | "unhandled" | "states" | "worst" | "worstUnhandled"> {
    const states = this.#words(0);
    const unhandled = this.#words(2 * SEVERITIES);
    return {
      size: this.size,
      unhandled: Object.values(unhandled).reduce((sum, count) => sum + count, 0),
      states,
      worst: worstWord(states),
      worstUnhandled: worstWord(unhandled),
    };
  }

  #words(from: number): Record<string, number> {
    const words: Record<string, number> = {};
    for (const [at, word] of WORDS.entries()) {
      const count = this.#counts[from + at]!;
      if (word !== undefined && count > 0) words[word] = (words[word] ?? 0) + count;
    }
    return words;
  }
}

const SEVERITIES = 7;
/** By severity: those of hosts, then those of services. */
const WORDS: readonly (StateWord | undefined)[] = [
  "UP",
  "PENDING",
  undefined,
  undefined,
  "UNREACHABLE",
  undefined,
  "DOWN",
  "OK",
  "PENDING",
  "WARNING",
  "UNKNOWN",
  undefined,
  "CRITICAL",
  undefined,
];
