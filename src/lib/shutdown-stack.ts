import type { Log } from "./log.ts";

/** Clean-up steps, run in reverse order of their registration. */
export interface ShutdownStack {
  add(name: string, run: () => void | Promise<void>): void;
  /** Runs each step once. A step that fails is logged; the others still run. */
  run(): Promise<void>;
}

export function createShutdownStack(log: Log): ShutdownStack {
  const stops: { readonly name: string; readonly run: () => void | Promise<void> }[] = [];
  return {
    add(name, run) {
      stops.push({ name, run });
    },
    async run() {
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        try {
          await stop.run();
        } catch (error) {
          log.error({ err: error, part: stop.name }, "could not stop cleanly");
        }
      }
    },
  };
}
