import { COMMIT_RETRY_SECONDS } from "../../model/commit-retry.ts";
import { dialectOf } from "../../model/dialect.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { NotificationEvent, NotificationKind } from "../../model/history-event.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem, isHardProblem, isSoftProblem } from "../../model/state-code.ts";
import { derivedFrom } from "../../lib/derived.ts";
import { createDueTimer } from "../../lib/due-timer.ts";
import { decideAll } from "./decide-all.ts";
import { evaluate, type Evaluation } from "./evaluate-rules.ts";
import { changesOf } from "./decision-changes.ts";
import type { Decided, NotificationEngine } from "./notification-engine.ts";
import { afterChange, afterRecovery, numbered } from "./notification-state.ts";
import { createHeldBackFlapping, isOfFlapping } from "./held-back-flapping.ts";
import { isNotifiedProblemOver, isRecoveryOwed } from "./owed-recovery.ts";
import { createPeriodTimes } from "./period-times.ts";
import { createNotificationTargets, type NotificationTarget } from "./notification-targets.ts";
import type { NotificationRequest } from "./notification-request.ts";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";
import { createRecordedDecisions } from "./recorded-decisions.ts";
import type { RuleContext } from "./rule-context.ts";
import type { Change } from "../../model/change.ts";

export interface NotificationEngineOptions
  extends
    Pick<RuleContext, "engine" | "stateOf">,
    Partial<Pick<RuleContext, "acknowledgementOf" | "downtimeOf" | "isDowntimeAwaited" | "latePoller">> {
  readonly clock: Clock;
  readonly inventory: () => Inventory;
  /** Read at each decision, since a reload of the settings changes it. Default: off. */
  readonly rootCause?: () => RootCauseRule;
  /** The same. Default: as the dialect says. */
  readonly notifiesLateContacts?: () => boolean;
  /** Without it, only events passed to `decide` are decided: nothing is re-evaluated by the clock. */
  readonly background?: BackgroundOptions;
}

/** Parts needed to re-evaluate a resource when its time comes. */
export interface BackgroundOptions {
  readonly log: Log;
  readonly resourceOf: (key: ResourceKey) => Resource | undefined;
  /** Called before a resource is re-evaluated: what is due of it by the clock comes first. */
  readonly bringUpToDate: (key: ResourceKey) => void;
  /** `commit` of the ledger. */
  readonly commit: (changes: readonly Change[]) => Promise<void>;
  /** Requests a check soon, unless one is running. */
  readonly checkNow: (key: ResourceKey) => void;
}

/**
 * The notification engine of the running server: it also re-evaluates by the clock, when a delay, a period or a
 * downtime ends.
 */
export interface RunningEngine extends NotificationEngine {
  /** Context of the rules, for explanations and simulations. */
  ruleContext(): RuleContext;
  /**
   * To be called after the configuration of these resources changed: what held a problem or a recovery back may have
   * ended. Default: all resources.
   */
  afterConfiguring(resources?: readonly Resource[]): void;
  /** To be called when no results of these resources are awaited any more: each is decided once, on what it is now. */
  afterLateResults(keys: Iterable<ResourceKey>): void;
  /** Re-evaluates every problem whose time came while the server was down, then continues by the clock. */
  start(): void;
  stop(): void;
}

/** Resources re-evaluated in one turn of the event loop, so that many due together do not block requests. */
const REEVALUATION_BATCH = 200;
const MAX_OVERDUE_SECONDS = 5;

const NO_ROOT_CAUSES: RootCauseRule = { mode: "off", waitSeconds: 0 };

const NOTHING: readonly Change[] = Object.freeze([]);

export function createNotificationEngine(options: NotificationEngineOptions): RunningEngine {
  const { clock, engine, stateOf, background } = options;
  const dialect = dialectOf(engine);
  const recorded = createRecordedDecisions();
  const reevaluations = createDueTimer({
    clock,
    onDue: (due) => reevaluate(due.map(({ key }) => key)),
    batchSize: REEVALUATION_BATCH,
  });
  const programStart = Math.floor(clock.now());
  /** Resources whose problems wait for a check, by the resource that is checked: a host, or the service itself. */
  const waitingFor = new Map<ResourceKey, Set<ResourceKey>>();
  /** Recoveries that late results held back: they are decided also in an engine that never holds one back. */
  const heldBack = new Set<ResourceKey>();
  const heldBackFlapping = createHeldBackFlapping();
  const latePoller = options.latePoller ?? (() => null);

  const ruleContext = derivedFrom(options.inventory, (inventory): RuleContext => ({
    engine,
    inventory,
    programStart,
    stateOf,
    targets: createNotificationTargets(inventory),
    periods: createPeriodTimes(inventory),
    get rootCause() {
      return options.rootCause?.() ?? NO_ROOT_CAUSES;
    },
    get notifiesLateContacts() {
      return options.notifiesLateContacts?.() ?? dialect.notifiesLateContacts;
    },
    acknowledgementOf: options.acknowledgementOf ?? (() => null),
    downtimeOf: options.downtimeOf ?? (() => null),
    isDowntimeAwaited: options.isDowntimeAwaited ?? (() => false),
    latePoller,
  }));

  const now = (): UnixSeconds => Math.floor(clock.now());

  /** Kind of the event that a state is decided as when it is decided again; null for one that nothing is due for. */
  const openKind = (key: ResourceKey, state: ResourceState): "problem" | "recovery" | null => {
    if (isHardProblem(state.check)) {
      heldBack.delete(key);
      return "problem";
    }
    if (!heldBack.has(key)) return isOwed(state) ? "recovery" : null;
    // A problem that is soft meanwhile decides first.
    if (!isNotifiedProblemOver(state)) return null;
    heldBack.delete(key);
    return "recovery";
  };

  function decide(notificationEvent: NotificationEvent, resource: Resource, state: ResourceState): Decided {
    if (notificationEvent.kind === "flapping-disabled") heldBackFlapping.forget(resource.key);
    const target = ruleContext().targets.of(resource);
    if (endsSuppression(notificationEvent.kind)) reevaluateNow(target, now());
    if (target.contacts.length === 0 && target.escalations.length === 0) {
      const isOver = notificationEvent.kind === "recovery" && !dialect.carriesNotificationNumber;
      return { state: isOver ? afterRecovery(state) : state, changes: NOTHING };
    }
    const request: NotificationRequest = { ruleContext: ruleContext(), target, notificationEvent, state, at: now() };
    const evaluation = evaluate(request);
    const changes = changesOf(request, evaluation, recorded);
    if (evaluation.suppression?.code === "results-late" && isOfFlapping(notificationEvent.kind))
      heldBackFlapping.note(resource.key, notificationEvent.kind);
    if (notificationEvent.kind === "recovery" && !isOwed(evaluation.state)) recorded.forget(resource.key);
    planReevaluation(request, evaluation, changes.length > 0);
    return { state: evaluation.state, changes };
  }

  /** Ends what an engine carries until a hard problem ends; not before the results that are awaited have come. */
  const afterHardProblem = (key: ResourceKey, state: ResourceState): ResourceState =>
    dialect.carriesNotificationNumber && latePoller(key) === null ? afterRecovery(state) : state;

  function planReevaluation(request: NotificationRequest, evaluation: Evaluation, isNews: boolean): void {
    const {
      target: {
        resource: { key },
      },
      notificationEvent: { kind },
      at,
    } = request;
    const isWaitingForCheck = evaluation.suppression?.checks !== undefined;
    if (isWaitingForCheck) awaitChecks(key, evaluation.suppression.checks, isNews);
    if ((kind !== "problem" && kind !== "recovery") || !(dialect.reevaluatesByClock || isWaitingForCheck)) return;
    const next = evaluation.reevaluateAt;
    // A downtime or an acknowledgement may end a moment after its time; one that stays open is not polled for ever.
    if (next === null || next < at - MAX_OVERDUE_SECONDS) reevaluations.remove(key);
    else reevaluations.set(key, Math.max(next, at + 1));
  }

  function awaitChecks(key: ResourceKey, awaited: readonly ResourceKey[], isNews: boolean): void {
    for (const checked of awaited) {
      waitingFor.getOrInsertComputed(checked, () => new Set()).add(key);
      if (isNews && !isRetried(stateOf(checked))) background?.checkNow(checked);
    }
  }

  /** Re-evaluates what a downtime or flapping suppressed; for a host, also problems and recoveries of its services. */
  function reevaluateNow({ resource }: NotificationTarget, at: UnixSeconds): void {
    if (!dialect.reevaluatesByClock) return;
    reevaluations.set(resource.key, at);
    if (resource.kind === "service") return;
    for (const { key } of namesOf(options.inventory()).servicesOfHost.get(resource.hostId) ?? []) {
      const state = stateOf(key);
      if (state !== null && (isHardProblem(state.check) || isOwed(state))) reevaluations.set(key, at);
    }
  }

  /** Re-evaluates problems that may be notified and recoveries that are owed. */
  function reevaluateOpen(resources: Iterable<Resource>): void {
    if (!dialect.reevaluatesByClock) return;
    for (const { key } of resources) {
      const state = stateOf(key);
      if (state === null) continue;
      const { nextNotification, missedContacts } = state.notification;
      if (isOwed(state) || missedContacts.length > 0) reevaluations.set(key, now());
      else if (isHardProblem(state.check)) reevaluations.set(key, Math.max(now(), nextNotification));
    }
  }

  const allResources = (): readonly Resource[] => [...options.inventory().hosts, ...options.inventory().services];

  const isOwed = (state: ResourceState): boolean => isRecoveryOwed(state, dialect);

  function reevaluate(keys: readonly ResourceKey[]): void {
    if (background === undefined) return;
    for (const key of keys) background.bringUpToDate(key);
    const changes: Change[] = [];
    const toldFlapping: (readonly [ResourceKey, "flapping-start" | "flapping-stop"])[] = [];
    for (const key of keys) {
      const resource = background.resourceOf(key);
      const state = stateOf(key);
      if (resource === undefined || state === null) continue;
      const flapping = latePoller(key) === null ? heldBackFlapping.take(key, state.check.isFlapping) : null;
      const open = openKind(key, state);
      const events = [flapping, open].flatMap((kind): readonly NotificationEvent[] =>
        kind === null ? [] : [{ key, at: now(), kind, author: null, comment: "" }],
      );
      if (flapping !== null) toldFlapping.push([key, flapping]);
      const decided = decideAll({ decide }, events, resource, state);
      const after = open === "recovery" ? afterHardProblem(key, decided.state) : decided.state;
      if (after !== state) changes.push({ kind: "state", key, state: after });
      changes.push(...decided.changes);
    }
    if (changes.length === 0) return;
    background.commit(changes).catch((error) => {
      background.log.error({ err: error }, "the notification decision could not be stored; trying again");
      for (const [key, kind] of toldFlapping) heldBackFlapping.note(key, kind);
      for (const key of keys) reevaluations.set(key, now() + COMMIT_RETRY_SECONDS);
    });
  }

  return {
    afterResult(resource, previous, after, { notificationEvents, isChange }) {
      const next = numbered(after);
      const waiting = waitingFor.size === 0 ? undefined : waitingFor.get(resource.key);
      if (waiting !== undefined) {
        waitingFor.delete(resource.key);
        for (const key of waiting) reevaluations.set(key, now());
      }
      if (heldBack.size > 0 && heldBack.has(resource.key)) reevaluations.set(resource.key, now());
      const isSame = dialect.everyChangeEndsNotificationWait
        ? !isChange
        : next.check.state === previous.check.state && next.check.stateType === previous.check.stateType;
      if (isSame) {
        // Not everything that holds a recovery back ends by the clock.
        if (isOwed(next)) reevaluations.set(resource.key, now());
        return next;
      }
      const isOver =
        !dialect.carriesNotificationNumber &&
        isProblem(previous.check.state) &&
        !isProblem(next.check.state) &&
        !notificationEvents.includes("recovery");
      if (!isOver) return afterChange(next, dialect);
      if (!isOwed(next)) return afterRecovery(next);
      reevaluations.set(resource.key, now());
      return next;
    },

    afterEvents: (key, state, { endsHardProblem }) => (endsHardProblem ? afterHardProblem(key, state) : state),

    decide,
    ruleContext,

    afterConfiguring: (resources = allResources()) => reevaluateOpen(resources),

    afterLateResults(keys) {
      for (const key of keys) {
        const state = stateOf(key);
        if (state === null) continue;
        const isOver = isNotifiedProblemOver(state);
        if (isOver) heldBack.add(key);
        if (isOver || isHardProblem(state.check) || heldBackFlapping.has(key)) reevaluations.set(key, now());
      }
    },

    start() {
      reevaluateOpen(allResources());
      reevaluations.start();
    },
    stop: () => reevaluations.stop(),
  };
}

const endsSuppression = (kind: NotificationKind): boolean =>
  kind === "downtime-end" || kind === "downtime-cancelled" || kind === "flapping-stop" || kind === "flapping-disabled";

/** A soft problem whose next check is planned needs no other one. */
const isRetried = (state: ResourceState | null): boolean =>
  state !== null && isSoftProblem(state.check) && state.plan.nextCheck !== null;
