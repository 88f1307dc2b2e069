import type { Log } from "./log.ts";

/** What must be undone, in reverse order of its beginning. */
export interface ShutdownStack {
  add(name: string, run: () => void | Promise<void>): void;
  /** Runs each once; one that fails is logged and does not keep the others from running. */
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
