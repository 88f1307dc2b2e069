import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { nameFields, namedResource, shortName } from "../../model/named-resource.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import type { CommandRunner } from "../delivery/command-runner.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { handlersOf, type Handler } from "./handlers-of.ts";
import { stateForHandler } from "./state-for-handler.ts";
import { eventWithoutResult } from "../../model/history-event.ts";

/**
 * Runs event handlers (Nagios): commands started by a change of state, to repair a problem before anybody is notified.
 */
export interface EventHandlers {
  /**
   * To be called with each soft problem, hard change, volatile problem and recovery, once it is committed. Handlers of
   * one resource run in sequence. Those still queued when the server stops are not run after the next start.
   */
  afterStateChange(resource: Resource, previous: ResourceState, next: ResourceState): void;
  /** Ends running handlers. */
  stop(): Promise<void>;
}

export interface EventHandlersOptions {
  readonly runner: CommandRunner;
  readonly ledger: Pick<Ledger, "commit" | "state">;
  readonly clock: Clock;
  readonly log: Log;
  readonly processMacros: ReadonlyMap<string, string>;
  readonly inventory: () => Inventory;
}

// Limits of the queues: a handler that hangs fills that of its resource; an outage of the whole site fills all.
const MAX_QUEUED_PER_RESOURCE = 100;
const MAX_QUEUED = 10_000;

interface HandlerRun {
  readonly resource: Resource;
  readonly handlers: readonly Handler[];
  readonly state: ResourceState;
  readonly at: UnixSeconds;
}

export function createEventHandlers({
  runner,
  ledger,
  clock,
  log,
  processMacros,
  inventory,
}: EventHandlersOptions): EventHandlers {
  const queues = new Map<ResourceKey, HandlerRun[]>();
  const lost = createRateLimitedLog(log, clock, "the outcome of an event handler could not be stored");
  const skipped = createRateLimitedLog(log, clock, "an event handler was not run");
  let total = 0;
  let isStopping = false;

  const run = async ({ resource, handlers, state, at }: HandlerRun): Promise<void> => {
    const stateOf: typeof ledger.state = (key) => (key === resource.key ? state : ledger.state(key));
    for (const { kind, call } of handlers) {
      const ending = await runner.run(
        call,
        { resource, inventory: inventory(), stateOf, now: at, processMacros },
        inventory().main.eventHandlerTimeoutSeconds,
      );
      if (isStopping) return;
      const outcome = ending.kind === "done" ? "exit code 0" : ending.reason;
      const name = namedResource(resource);
      const reason = `${kind === "global" ? "global event handler" : "event handler"} ${call.name}: ${outcome}`;
      log[ending.kind === "done" ? "info" : "warn"](
        { area: "handler", event: "event-handler", ...nameFields(name), command: call.name, outcome },
        `${shortName(name)}: ${reason}`,
      );
      await recordOutcome(resource.key, state, reason);
    }
  };

  const recordOutcome = async (key: ResourceKey, state: ResourceState, reason: string): Promise<void> => {
    const event = eventWithoutResult(key, state, Math.floor(clock.now()), "event-handler", reason);
    await ledger.commit([{ kind: "event", event }]).catch(lost.error);
  };

  /** Runs the queue of one resource in order, until it is empty. */
  const runQueue = async (queue: HandlerRun[], key: ResourceKey): Promise<void> => {
    for (let next = queue[0]; next !== undefined && !isStopping; next = queue[0]) {
      // A bug must not end the server as an unhandled rejection.
      await run(next).catch(skipped.error);
      queue.shift();
      total--;
    }
    queues.delete(key);
  };

  return {
    afterStateChange(resource, previous, next) {
      const handlers = handlersOf(resource, inventory().main);
      if (handlers.length === 0 || isStopping) return;
      const queue = queues.get(resource.key);
      if (total >= MAX_QUEUED || (queue?.length ?? 0) >= MAX_QUEUED_PER_RESOURCE) {
        return skipped.error(
          new Error(`too many wait (${total} in all, ${queue?.length ?? 0} of host '${resource.hostName}')`),
        );
      }
      const handlerRun: HandlerRun = {
        resource,
        handlers,
        state: stateForHandler(resource.kind, previous, next),
        at: Math.floor(clock.now()),
      };
      total++;
      if (queue !== undefined) return void queue.push(handlerRun);
      const started = [handlerRun];
      queues.set(resource.key, started);
      void runQueue(started, resource.key);
    },
    async stop() {
      isStopping = true;
      await runner.stop();
      lost.stop();
      skipped.stop();
    },
  };
}
