import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { createRateLimitedLog } from "../../lib/rate-limited-log.ts";
import type { CommandRunner } from "../delivery/command-runner.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { handlersOf, type Handler } from "./handlers-of.ts";
import { stateForHandler } from "./state-for-handler.ts";
import { eventWithoutResult } from "../../model/history-event.ts";

/** Runs event handlers (Nagios): commands that a change of state starts, to repair what is broken before anybody is told. */
export interface EventHandlers {
  /**
   * To be called with each soft problem, hard change, volatile problem and recovery, once it is committed. The handlers of one
   * resource run one after the other. What waits when the server ends is not run after the next start.
   */
  afterStateChange(resource: Resource, previous: ResourceState, next: ResourceState): void;
  /** Ends what runs. */
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

// A handler that hangs at each of its turns keeps those of its resource waiting; a site that breaks down, those of all.
const MOST_WAITING_OF_ONE = 100;
const MOST_WAITING = 10_000;

interface Turn {
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
  const waiting = new Map<ResourceKey, Turn[]>();
  const lost = createRateLimitedLog(log, clock, "what an event handler came to could not be stored");
  const skipped = createRateLimitedLog(log, clock, "an event handler was not run");
  let total = 0;
  let isStopping = false;

  const run = async ({ resource, handlers, state, at }: Turn): Promise<void> => {
    const stateOf: typeof ledger.state = (key) => (key === resource.key ? state : ledger.state(key));
    for (const { kind, call } of handlers) {
      const ending = await runner.run(
        call,
        { resource, inventory: inventory(), stateOf, now: at, processMacros },
        inventory().main.eventHandlerTimeoutSeconds,
      );
      if (isStopping) return;
      const outcome = ending.kind === "done" ? "exit code 0" : ending.reason;
      const who = {
        host: resource.hostName,
        ...(resource.kind === "service" ? { service: resource.description } : {}),
        command: call.name,
      };
      log[ending.kind === "done" ? "info" : "warn"](
        { ...who, outcome },
        `${kind === "global" ? "global " : ""}event handler`,
      );
      await tell(
        resource.key,
        state,
        `${kind === "global" ? "global event handler" : "event handler"} ${call.name}: ${outcome}`,
      );
    }
  };

  const tell = async (key: ResourceKey, state: ResourceState, reason: string): Promise<void> => {
    const event = eventWithoutResult(key, state, Math.floor(clock.now()), "event-handler", reason);
    await ledger.commit([{ kind: "event", event }]).catch(lost.error);
  };

  /** Those of one resource, in order, until none waits. */
  const work = async (turns: Turn[], key: ResourceKey): Promise<void> => {
    for (let next = turns[0]; next !== undefined && !isStopping; next = turns[0]) {
      // A bug of ours must not end the server for it.
      await run(next).catch(skipped.error);
      turns.shift();
      total--;
    }
    waiting.delete(key);
  };

  return {
    afterStateChange(resource, previous, next) {
      const handlers = handlersOf(resource, inventory().main);
      if (handlers.length === 0 || isStopping) return;
      const turns = waiting.get(resource.key);
      if (total >= MOST_WAITING || (turns?.length ?? 0) >= MOST_WAITING_OF_ONE) {
        return skipped.error(
          new Error(`too many wait (${total} in all, ${turns?.length ?? 0} of host '${resource.hostName}')`),
        );
      }
      const turn: Turn = {
        resource,
        handlers,
        state: stateForHandler(resource.kind, previous, next),
        at: Math.floor(clock.now()),
      };
      total++;
      if (turns !== undefined) return void turns.push(turn);
      const begun = [turn];
      waiting.set(resource.key, begun);
      void work(begun, resource.key);
    },
    async stop() {
      isStopping = true;
      await runner.stop();
      lost.stop();
      skipped.stop();
    },
  };
}
