import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { sampleHost, sampleInventory, sampleService } from "../../engine/check/sample-inventory.fixture.ts";
import type { CommandCall, MainSettings, Resource } from "../../model/objects.ts";
import { parseCommandCall } from "../../config/objects/value-pool.ts";
import { silentLog } from "../../lib/log.ts";
import type { CommandEnding } from "../delivery/command-runner.ts";
import { newState } from "../../model/initial-state.ts";
import { createEventHandlers, type EventHandlers } from "./event-handlers.ts";
import type { Change } from "../../model/change.ts";

interface Scene {
  readonly handlers: EventHandlers;
  readonly service: Resource;
  /** Names of started commands, in order. */
  readonly started: string[];
  /** Messages logged as errors. */
  readonly errors: string[];
  readonly committed: Change[];
  /** Ends the oldest running command. */
  end(ending?: CommandEnding): Promise<void>;
  changes(): void;
}

/** Opens event handlers whose programs end when the test calls `end`. */
function openScene({
  main = {},
  own = "restart",
  isEnabled = true,
  commits = async () => {},
}: {
  readonly main?: Partial<MainSettings>;
  readonly own?: string | null;
  readonly isEnabled?: boolean;
  readonly commits?: () => Promise<void>;
} = {}): Scene {
  const host = sampleHost(1, "web");
  const bare = sampleService(host, 2, "page");
  const service: Resource = {
    ...bare,
    options: {
      ...bare.options,
      eventHandler: own === null ? null : parseCommandCall(own),
      eventHandlerEnabled: isEnabled,
    },
  };
  const inventory = sampleInventory({
    hosts: [host],
    services: [service],
    main: { enableEventHandlers: true, globalServiceEventHandler: parseCommandCall("log-all"), ...main },
  });
  const started: string[] = [];
  const errors: string[] = [];
  const committed: Change[] = [];
  const running: ((ending: CommandEnding) => void)[] = [];
  const handlers = createEventHandlers({
    clock: createFakeClock(),
    inventory: () => inventory,
    processMacros: new Map(),
    log: {
      ...silentLog,
      error: (fields, message) => {
        errors.push(`${message}: ${String((fields as { err: Error }).err.message)}`);
      },
    },
    ledger: {
      state: () => newState(0),
      commit: async (changes) => {
        await commits();
        committed.push(...changes);
      },
    },
    runner: {
      run: ({ name }: CommandCall) => {
        started.push(name);
        return new Promise((done) => running.push(done));
      },
      stop: async () => {
        for (const done of running.splice(0)) done({ kind: "failed", reason: "did not exit properly" });
      },
    },
  });
  return {
    handlers,
    service,
    started,
    errors,
    committed,
    async end(ending = { kind: "done" }) {
      running.shift()!(ending);
      await new Promise(setImmediate);
    },
    changes: () => handlers.afterStateChange(service, newState(0), newState(0)),
  };
}

test("a resource's own handler starts after the global one ends, and the next change after both", async () => {
  const scene = openScene();
  scene.changes();
  scene.changes();
  expect(scene.started).toEqual(["log-all"]);

  await scene.end();
  expect(scene.started).toEqual(["log-all", "restart"]);
  await scene.end();
  expect(scene.started).toEqual(["log-all", "restart", "log-all"]);
});

test.each([
  ["are off for all", { main: { enableEventHandlers: false } }],
  ["are off for the service", { isEnabled: false }],
  ["are not configured", { main: { globalServiceEventHandler: null }, own: null }],
] as const)("nothing is run when handlers %s", (_, options) => {
  const scene = openScene(options);

  scene.changes();

  expect(scene.started).toEqual([]);
});

test("at most a hundred changes of one service are queued; others are logged as errors", async () => {
  const scene = openScene({ main: { globalServiceEventHandler: null } });
  for (let n = 0; n < 105; n++) scene.changes();
  expect(scene.errors).toHaveLength(1);
  expect(scene.errors[0]).toMatch(/^an event handler was not run: too many wait \(100 in all/);

  for (let n = 0; n < 100; n++) await scene.end();

  expect(scene.started).toHaveLength(100);
  expect(scene.committed).toHaveLength(100);
});

test("a handler whose outcome cannot be stored is logged, and the next one runs", async () => {
  const scene = openScene({
    commits: async () => {
      throw new Error("disk full");
    },
  });
  scene.changes();

  await scene.end();

  expect(scene.errors).toEqual(["the outcome of an event handler could not be stored: disk full"]);
  expect(scene.started).toEqual(["log-all", "restart"]);
});

test("no handler starts once the server stops, and an ended one is not recorded as a failure", async () => {
  const scene = openScene();
  scene.changes();
  scene.changes();

  await scene.handlers.stop();
  await new Promise(setImmediate);
  scene.changes();

  expect(scene.started).toEqual(["log-all"]);
  expect(scene.committed).toEqual([]);
});
