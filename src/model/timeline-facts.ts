import type { UnixSeconds } from "../lib/clock.ts";
import { isByConfiguration } from "./history-changes.ts";
import { acknowledgementAuthor, downtimeIdOf, nameOfStateBefore, type HistoryEvent } from "./history-event.ts";
import { isHostKey } from "./resource-key.ts";
import { stateOfName } from "./state-code.ts";
import { PENDING, type ResourceState, type StateCode } from "./resource-state.ts";

/** Facts about one resource that last until an event changes them, as far as the history tells. */
export interface ResourceFacts {
  /** Null: no event tells. */
  readonly isConfigured: boolean | null;
  /** Last hard state, or 0 from any result without a problem on; null: none yet, or no event tells. */
  readonly hardState: StateCode | null;
  /** True if an event shows that `hardState` is null because there was none. */
  readonly isPending: boolean;
  /** First result of the soft problem that the resource has; null: it has none. */
  readonly softSince: UnixSeconds | null;
  /** Active checks were switched off, other than by the configuration; null: they are on, or never were. */
  readonly checksOffSince: UnixSeconds | null;
  /** Ids of the running downtimes. */
  readonly downtimes: readonly number[];
  readonly isFlapping: boolean;
  readonly acknowledgement: AcknowledgementFact | null;
}

export interface AcknowledgementFact {
  readonly at: UnixSeconds;
  readonly by: string;
  readonly comment: string;
}

/** The same of the server. */
export interface ServerFacts {
  /** True: an event tells whether it ran. */
  readonly isKnown: boolean;
  /** -Infinity: it had not been started yet. Null: it runs, or no event tells. */
  readonly stoppedSince: UnixSeconds | null;
  /** Checks of all hosts, or of all services, were switched off by an operator. */
  readonly hostChecksOffSince: UnixSeconds | null;
  readonly serviceChecksOffSince: UnixSeconds | null;
}

export const NO_FACTS: ResourceFacts = {
  isConfigured: null,
  hardState: null,
  isPending: false,
  softSince: null,
  checksOffSince: null,
  downtimes: [],
  isFlapping: false,
  acknowledgement: null,
};

export const NO_SERVER_FACTS: ServerFacts = {
  isKnown: false,
  stoppedSince: null,
  hostChecksOffSince: null,
  serviceChecksOffSince: null,
};

export const STATE_KINDS = ["first-result", "soft-state", "hard-state", "recovery", "check-skipped"] as const;
export const CONFIGURED_KINDS = ["object-configured", "object-removed"] as const;
export const DOWNTIME_KINDS = ["downtime-started", "downtime-ended", "downtime-cancelled"] as const;
export const RUN_KINDS = ["monitoring-started", "monitoring-stopped"] as const;

/** Kinds of events that change facts. */
export const TIMELINE_KINDS = [
  ...STATE_KINDS,
  "flapping-started",
  "flapping-stopped",
  "acknowledgement-set",
  "acknowledgement-cancelled",
  "acknowledgement-ended",
  ...DOWNTIME_KINDS,
  "checks-enabled",
  "checks-disabled",
  ...CONFIGURED_KINDS,
  "host-checks-enabled",
  "host-checks-disabled",
  "service-checks-enabled",
  "service-checks-disabled",
  ...RUN_KINDS,
] as const satisfies readonly HistoryEvent["kind"][];

export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Facts after one event of the resource. Events are applied in order of time; those of one time in order of id. */
export function factsAfter(facts: ResourceFacts, event: HistoryEvent): ResourceFacts {
  switch (event.kind) {
    case "first-result":
    case "soft-state":
    case "hard-state":
    case "recovery":
    case "check-skipped":
      return afterState(facts, event);
    case "object-configured":
      return afterConfigured(facts, event);
    case "object-removed":
      return { ...facts, isConfigured: false };
    case "checks-enabled":
      return { ...facts, checksOffSince: null };
    case "checks-disabled":
      return { ...facts, checksOffSince: isByConfiguration(event) ? null : (facts.checksOffSince ?? event.at) };
    case "downtime-started":
    case "downtime-ended":
    case "downtime-cancelled":
      return afterDowntime(facts, event);
    case "flapping-started":
      return { ...facts, isFlapping: true };
    case "flapping-stopped":
      return { ...facts, isFlapping: false };
    case "acknowledgement-set":
      return {
        ...facts,
        acknowledgement: { at: event.at, by: acknowledgementAuthor(event), comment: event.output },
      };
    case "acknowledgement-cancelled":
    case "acknowledgement-ended":
      return { ...facts, acknowledgement: null };
    default:
      return facts;
  }
}

/** A recovery of either type ends the problem: Nagios leaves the last hard state of a host that recovers softly. */
function afterState(facts: ResourceFacts, { at, state, stateType }: HistoryEvent): ResourceFacts {
  if (state === PENDING) return facts;
  if (state === 0 || stateType === 1)
    return { ...facts, hardState: state as StateCode, isPending: false, softSince: null };
  return { ...facts, softSince: facts.softSince ?? at };
}

/** An object that was monitored before its first event, by an import or an earlier release, brings its state along. */
function afterConfigured(facts: ResourceFacts, { state, stateType }: HistoryEvent): ResourceFacts {
  const brought = stateType === 1 && state !== PENDING ? (state as StateCode) : null;
  const hardState = facts.hardState ?? brought;
  return { ...facts, isConfigured: true, hardState, isPending: hardState === null };
}

function afterDowntime(facts: ResourceFacts, event: HistoryEvent): ResourceFacts {
  const id = downtimeIdOf(event);
  if (id === null) return facts;
  const others = facts.downtimes.filter((other) => other !== id);
  return { ...facts, downtimes: event.kind === "downtime-started" ? [...others, id] : others };
}

/** The same for an event of the server. */
export function serverFactsAfter(facts: ServerFacts, { kind, at }: HistoryEvent): ServerFacts {
  switch (kind) {
    case "monitoring-started":
      return { ...facts, isKnown: true, stoppedSince: null };
    case "monitoring-stopped":
      return { ...facts, isKnown: true, stoppedSince: facts.stoppedSince ?? at };
    case "host-checks-disabled":
      return { ...facts, hostChecksOffSince: facts.hostChecksOffSince ?? at };
    case "host-checks-enabled":
      return { ...facts, hostChecksOffSince: null };
    case "service-checks-disabled":
      return { ...facts, serviceChecksOffSince: facts.serviceChecksOffSince ?? at };
    case "service-checks-enabled":
      return { ...facts, serviceChecksOffSince: null };
    default:
      return facts;
  }
}

/**
 * Facts that no earlier event tells, as the first later one of each topic shows: what ends was there before. Events
 * older than the retention are missing. `later`: at least the first of `STATE_KINDS` and of `CONFIGURED_KINDS`.
 */
export function withLaterEvents(facts: ResourceFacts, later: readonly HistoryEvent[]): ResourceFacts {
  const first = (...kinds: readonly HistoryEvent["kind"][]): HistoryEvent["kind"] | undefined =>
    later.find(({ kind }) => kinds.includes(kind))?.kind;
  const configured = first(...CONFIGURED_KINDS);
  const isPending = facts.hardState === null && (facts.isPending || first(...STATE_KINDS) === "first-result");
  return {
    ...facts,
    isPending,
    hardState: isPending ? null : (facts.hardState ?? hardStateBefore(later.find(({ kind }) => isStateKind(kind)))),
    isConfigured: facts.isConfigured ?? (configured === undefined ? null : configured === "object-removed"),
  };
}

/** Hard state before the first event of a state that is known. A first attempt follows a state without a problem. */
function hardStateBefore(event: HistoryEvent | undefined): StateCode | null {
  if (event === undefined) return null;
  if (event.kind === "soft-state") return event.checkAttempt === 1 ? 0 : null;
  const name = nameOfStateBefore(event);
  return name === null ? null : stateOfName(isHostKey(event.key) ? "host" : "service", name);
}

const isStateKind = (kind: HistoryEvent["kind"]): boolean => (STATE_KINDS as readonly string[]).includes(kind);

/** Facts that no event tells, before or after: nothing changed until now. */
export function withPresentState(
  facts: ResourceFacts,
  later: readonly HistoryEvent[],
  present: ResourceState | null,
  time: UnixSeconds,
): ResourceFacts {
  const isConfigured = facts.isConfigured ?? present !== null;
  const hasChanged = later.some(({ kind }) => isStateKind(kind));
  if (present === null || facts.hardState !== null || facts.isPending || hasChanged) return { ...facts, isConfigured };
  const { hasBeenChecked, lastHardState, lastHardStateChange } = present.check;
  if (!hasBeenChecked) return { ...facts, isConfigured, isPending: true };
  return lastHardStateChange !== null && lastHardStateChange > time
    ? { ...facts, isConfigured }
    : { ...facts, isConfigured, hardState: lastHardState };
}

/** As `withLaterEvents`, for the server: if the first of `RUN_KINDS` is a start, it had not run before. */
export const serverWithLaterEvent = (facts: ServerFacts, first: HistoryEvent | undefined): ServerFacts =>
  first?.kind === "monitoring-started" ? { ...facts, stoppedSince: -Infinity } : facts;
