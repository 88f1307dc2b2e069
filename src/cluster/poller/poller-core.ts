import { isDeepStrictEqual } from "node:util";
import type { BufferedResult } from "../../data/result-buffer/result-buffer.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import type { CheckRunner } from "../../engine/check/run-check.ts";
import { createIntake } from "../../intake/accept-result.ts";
import { createCheckPath } from "../../intake/check-path.ts";
import { planNextCheck } from "../../intake/plan-next-check.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ShutdownStack } from "../../lib/shutdown-stack.ts";
import type { CheckResult } from "../../model/check-result.ts";
import type { Engine } from "../../model/dialect.ts";
import { newState } from "../../model/initial-state.ts";
import { CENTRAL_ID } from "../../model/poller.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { hostIdOf, serviceIdOf, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import type { CheckState, ResourceState } from "../../model/resource-state.ts";
import type { Ask, Unnumbered } from "../protocol/frames.ts";

export interface PollerCoreOptions {
  readonly runner: CheckRunner;
  readonly engine: Engine;
  readonly maxConcurrentChecks: number;
  readonly mostChecks: number;
  /** False while hosts of the poller's group may not be checked, since another member may check them. */
  readonly mayCheckGroup: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes the results of a turn of the event loop, in their order. */
  readonly onResults: (results: readonly BufferedResult<Unnumbered>[]) => void;
  /** Called when a soft problem, hard change, volatile problem or recovery was found here. */
  readonly onStateChange: (resource: Resource, previous: ResourceState, next: ResourceState) => void;
}

/** Check part of the state of a resource. */
export interface KnownState {
  readonly key: ResourceKey;
  readonly check: CheckState;
}

/**
 * What of a server runs at a poller: schedule, checks, and the state machine, which says when a resource is checked
 * again. States are in memory alone: the centre keeps them.
 */
export interface PollerCore {
  /** Puts another configuration in effect. */
  configure(next: Inventory): void;
  /** Takes states from the centre, where they changed by something else than this poller. */
  take(states: readonly KnownState[]): void;
  inventory(): Inventory;
  /** Null if the key is not configured. */
  stateOf(key: ResourceKey): ResourceState | null;
  ask(wanted: Ask): void;
  /** To be called when hosts of the group may be checked, or no longer: ends checks of them that run. */
  groupChanged(): void;
  /** True if hosts of a group are among those of the configuration. */
  hasGroup(): boolean;
  counts(): { readonly running: number; readonly late: number };
  start(stops: ShutdownStack): void;
}

/** `states`: of the resources of the first configuration. */
export function createPollerCore(
  first: Inventory,
  states: readonly KnownState[],
  options: PollerCoreOptions,
): PollerCore {
  const { runner, engine, mayCheckGroup, clock, log, onResults, onStateChange } = options;
  let inventory = first;
  let revision = 0;
  const ledger = createLedger({
    store: { commit: async () => ({ revision: ++revision, lastEventId: 0 }) },
    readers: [],
    shownAhead: { show: () => {} },
    clock,
    log,
    onRefused: () => {},
  });
  const isOfGroup = ({ hostId }: Pick<Resource, "hostId">): boolean =>
    inventory.pollerGroups.size > 0 &&
    inventory.pollerGroups.has(namesOf(inventory).hostById.get(hostId)?.pollerId ?? 0);
  let checksOfGroup = new AbortController();
  const isHere = (resource: Resource): boolean => !isOfGroup(resource) || mayCheckGroup();
  const checkPath = createCheckPath({
    ...options,
    places: { isHere, placeOf: () => CENTRAL_ID, across: (here) => here },
    runner: {
      ...runner,
      run: (resource, present, dueAt) =>
        runner.run(resource, present, dueAt, isOfGroup(resource) ? checksOfGroup.signal : undefined),
    },
    ledger,
    inventory: () => inventory,
    onLost: (error) => log.error({ err: error }, "a result was lost"),
  });
  const { scheduler, onDemand } = checkPath;

  let ofTurn: BufferedResult<Unnumbered>[] = [];
  const handOver = (result: CheckResult, isNews: boolean): void => {
    if (ofTurn.length === 0)
      setImmediate(() => {
        const results = ofTurn;
        ofTurn = [];
        onResults(results);
      });
    ofTurn.push({ row: rowOf(result), isNews });
  };

  const plan = planNextCheck({ clock, rescheduleAfter: scheduler.rescheduleAfter });
  let isNews = false;
  const intake = createIntake({
    ledger,
    inventory: () => inventory,
    clock,
    engine,
    followUps: { host: [plan], service: [plan] },
    takeBack: () => {},
    bringUpToDate: () => {},
    onStep(resource, previous, next) {
      isNews = previous.check.state !== next.check.state || previous.check.stateType !== next.check.stateType;
      onDemand.afterResult(resource, previous, next);
    },
    onStateChange,
    acknowledgementOutlivesRecovery: () => false,
  });

  const known = new Map(states.map(({ key, check }) => [key, check]));
  const loaded = [...first.hosts, ...first.services].map(({ key, initialState }): [ResourceKey, ResourceState] => {
    const state = newState(initialState);
    return [key, Object.freeze({ ...state, check: known.get(key) ?? state.check })];
  });
  ledger.load(first, { states: checkPath.load(new Map(loaded)) });

  /** A state from the centre counts unless a result of this poller is newer, which is on its way there. */
  const isNewer = (key: ResourceKey, check: CheckState, present: CheckState): boolean => {
    const isOwn = namesOf(inventory).resourceByKey.get(key)?.checkCommand !== null;
    return !isOwn || (check.lastCheck ?? -Infinity) > (present.lastCheck ?? -Infinity);
  };

  return {
    configure(next) {
      const before = namesOf(inventory).resourceByKey;
      const now = [...next.hosts, ...next.services];
      const keys = new Set(now.map(({ key }) => key));
      const removed = [...before.keys()].filter((key) => !keys.has(key));
      const added = now.filter(({ key }) => !before.has(key));
      const changed = now.filter((resource) => !isDeepStrictEqual(before.get(resource.key), resource));
      inventory = next;
      ledger.reload(next, added, removed);
      checkPath.afterReload();
      scheduler.reload(
        next,
        removed,
        changed.map(({ key }) => key),
      );
    },
    inventory: () => inventory,
    stateOf: ledger.state,
    take(news) {
      for (const { key, check } of news) {
        const state = ledger.state(key);
        if (state !== null && isNewer(key, check, state.check))
          void ledger.commitSoon({ kind: "state", key, state: Object.freeze({ ...state, check }) });
      }
    },
    ask({ host, service, how, at }) {
      const key = serviceKey(host, service);
      if (ledger.resource(key) === undefined) return;
      if (how === "on-demand") return scheduler.runOnDemand(key);
      if (how === "now" || at === null) return scheduler.runNow(key);
      scheduler.runAt(key, at);
    },
    groupChanged() {
      if (mayCheckGroup()) {
        const resources = [...inventory.hosts, ...inventory.services].filter(isOfGroup);
        return void scheduler.replan(resources.map(({ key }) => key));
      }
      checksOfGroup.abort();
      checksOfGroup = new AbortController();
    },
    hasGroup: () => inventory.hosts.some(isOfGroup),
    counts: () => ({ running: scheduler.running, late: scheduler.counts().waiting }),
    start(stops) {
      checkPath.start(
        {
          // The result goes to the centre also if it is outdated here: there it may not be.
          accept(result, durability) {
            const resource = ledger.resource(result.key);
            // It was removed while it was checked, or another member may have begun to check it.
            if (resource === undefined || !isHere(resource)) return Promise.resolve("outdated");
            isNews = false;
            const accepted = intake.accept(result, durability);
            handOver(result, isNews);
            return accepted;
          },
        },
        stops,
      );
    },
  };
}

function rowOf(result: CheckResult): Unnumbered {
  const { key, returnCode, checkType, dueAt, startedAt, finishedAt, output, commandLine } = result;
  const { text, longText, perfdata } = output;
  return [
    hostIdOf(key),
    serviceIdOf(key),
    returnCode,
    checkType,
    dueAt,
    startedAt,
    finishedAt,
    text,
    longText,
    perfdata,
    commandLine,
  ];
}
