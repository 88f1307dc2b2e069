import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Occasion } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem, isHardProblem } from "../../model/state-code.ts";
import { createAgenda } from "./reevaluation-queue.ts";
import { answerOf, type Answer } from "./evaluate-rules.ts";
import { changesOf } from "./decision-changes.ts";
import type { Decided, Decider } from "./notification-engine.ts";
import { afterChange, afterRecovery } from "./notification-fields.ts";
import { createPeriodTimes } from "./period-times.ts";
import { createPlans, type Plan } from "./notification-targets.ts";
import type { Question } from "./notification-request.ts";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";
import { createRecordedDecisions } from "./recorded-decisions.ts";
import type { World } from "./rule-context.ts";
import type { Change } from "../../model/change.ts";

export interface DeciderOptions
  extends
    Pick<World, "engine" | "stateOf">,
    Partial<Pick<World, "rootCause" | "acknowledgementOf" | "downtimeOf" | "isDowntimeAwaited">> {
  readonly clock: Clock;
  /** Without it, only what the decider is asked about is decided. */
  readonly byItself?: ByItself;
}

/** What it takes to look again when a time comes. */
export interface ByItself {
  readonly log: Log;
  readonly resourceOf: (key: ResourceKey) => Resource | undefined;
  /** As the ledger's. */
  readonly commit: (changes: readonly Change[]) => Promise<void>;
  /** Asks for a check soon, unless one is running. */
  readonly checkNow: (key: ResourceKey) => void;
}

/** The decider of the running server: it also looks again by itself, when a delay, a period or a downtime ends. */
export interface RunningDecider extends Decider {
  /** What the rules know, for explanations; `load` must have been called. */
  world(): World;
  /** First looks at every problem whose time came while the server was away. */
  start(): void;
  stop(): void;
}

// After a commit failed (disk full), it is tried again this much later.
const RETRY_SECONDS = 5;

const MOST_LATE_SECONDS = 5;

const NO_ROOT_CAUSES: RootCauseRule = { mode: "off", waitSeconds: 0 };

const NOTHING: readonly Change[] = Object.freeze([]);

export function createDecider(options: DeciderOptions): RunningDecider {
  const { clock, engine, stateOf, byItself } = options;
  const recorded = createRecordedDecisions();
  const agenda = createAgenda({ clock, lookAt: (keys) => lookAt(keys) });
  const programStart = Math.floor(clock.now());
  /** Problems that wait for the check of a host. */
  const waitingFor = new Map<ResourceKey, Set<ResourceKey>>();
  let world: World;

  const now = (): UnixSeconds => Math.floor(clock.now());

  function decide(occasion: Occasion, resource: Resource, state: ResourceState): Decided {
    const plan = world.plans.of(resource);
    if (plan.contacts.length === 0 && plan.escalations.length === 0) {
      return { state: occasion.kind === "recovery" ? afterRecovery(state) : state, changes: NOTHING };
    }
    const question: Question = { world, plan, occasion, state, at: now() };
    const answer = answerOf(question);
    const changes = changesOf(question, answer, recorded);
    if (occasion.kind === "recovery") recorded.forget(resource.key);
    planNextLook(question, answer, changes.length > 0);
    return { state: answer.state, changes };
  }

  function planNextLook(question: Question, answer: Answer, isNews: boolean): void {
    const {
      plan: {
        resource: { key },
      },
      occasion: { kind },
      at,
    } = question;
    const isWaitingForCheck = answer.refusal?.checks !== undefined;
    if (isWaitingForCheck) awaitChecks(key, answer.refusal.checks, isNews);
    if (engine === "centreon" || isWaitingForCheck) {
      if (kind === "problem" || kind === "recovery") {
        const next = answer.lookAgainAt;
        // A downtime or an acknowledgement may end a moment after its time; one that does not end is waited for no longer.
        if (next === null || next < at - MOST_LATE_SECONDS) agenda.remove(key);
        else agenda.set(key, Math.max(next, at + 1));
      } else if (
        kind === "downtime-end" ||
        kind === "downtime-cancelled" ||
        kind === "flapping-stop" ||
        kind === "flapping-disabled"
      ) {
        lookAgainNow(question.plan, at);
      }
    }
  }

  function awaitChecks(key: ResourceKey, hosts: readonly ResourceKey[], isNews: boolean): void {
    for (const host of hosts) {
      waitingFor.getOrInsertComputed(host, () => new Set()).add(key);
      if (isNews) byItself?.checkNow(host);
    }
  }

  /** What was kept back by a downtime or by flapping: of a host, also its services. */
  function lookAgainNow({ resource }: Plan, at: UnixSeconds): void {
    agenda.set(resource.key, at);
    if (resource.kind === "service") return;
    for (const { key } of namesOf(world.inventory).servicesOfHost.get(resource.hostId) ?? []) {
      const state = stateOf(key);
      if (state !== null && isHardProblem(state)) agenda.set(key, at);
    }
  }

  function lookAt(keys: readonly ResourceKey[]): void {
    if (byItself === undefined) return;
    const changes: Change[] = [];
    for (const key of keys) {
      const resource = byItself.resourceOf(key);
      const state = stateOf(key);
      const kind = state === null ? null : isHardProblem(state) ? "problem" : isRecoveryOwed(state) ? "recovery" : null;
      if (resource === undefined || state === null || kind === null) continue;
      const decided = decide({ key, at: now(), kind, author: null, comment: "" }, resource, state);
      if (decided.state !== state) changes.push({ kind: "state", key, state: decided.state });
      changes.push(...decided.changes);
    }
    if (changes.length === 0) return;
    byItself.commit(changes).catch((error) => {
      byItself.log.error({ err: error }, "who is told could not be stored; trying again");
      for (const key of keys) agenda.set(key, now() + RETRY_SECONDS);
    });
  }

  return {
    load(inventory: Inventory) {
      world = {
        engine,
        inventory,
        programStart,
        stateOf,
        plans: createPlans(inventory),
        periods: createPeriodTimes(inventory),
        // A reload of the settings changes it.
        get rootCause() {
          return options.rootCause ?? NO_ROOT_CAUSES;
        },
        acknowledgementOf: options.acknowledgementOf ?? (() => null),
        downtimeOf: options.downtimeOf ?? (() => null),
        isDowntimeAwaited: options.isDowntimeAwaited ?? (() => false),
      };
    },

    afterResult(resource, previous, next, occasions) {
      const waiting = waitingFor.size === 0 || resource.kind === "service" ? undefined : waitingFor.get(resource.key);
      if (waiting !== undefined) {
        waitingFor.delete(resource.key);
        for (const key of waiting) agenda.set(key, now());
      }
      if (next.state === previous.state && next.stateType === previous.stateType) return next;
      const isOver = isProblem(previous.state) && !isProblem(next.state) && !occasions.includes("recovery");
      if (!isOver) return afterChange(next);
      if (engine === "nagios" || !isRecoveryOwed(next)) return afterRecovery(next);
      agenda.set(resource.key, now());
      return afterChange(next);
    },

    decide,
    world: () => world,

    start() {
      if (engine === "centreon") {
        for (const { key } of [...world.inventory.hosts, ...world.inventory.services]) {
          const state = stateOf(key);
          if (state !== null && (isHardProblem(state) || isRecoveryOwed(state)))
            agenda.set(key, Math.max(now(), state.nextNotification ?? 0));
        }
      }
      agenda.start();
    },
    stop: () => agenda.stop(),
  };
}

/** A problem was told that is over, and its recovery was neither told nor refused for good. */
const isRecoveryOwed = ({ state, notifiedOn }: ResourceState): boolean => state === 0 && notifiedOn !== 0;
