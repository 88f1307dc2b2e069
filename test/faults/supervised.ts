import { setTimeout as wait } from "node:timers/promises";

/** What a supervised process has, whatever it is. */
export interface Process {
  readonly pid: number;
  readonly log: () => string;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<number | null>;
}

/** How a run of it ended: after a signal that the suite sent, or by itself. `code` is null after a signal. */
export interface Exit {
  readonly run: string;
  readonly pid: number;
  readonly code: number | null;
  readonly wasEnded: boolean;
  readonly log: string;
}

/** A process that is started again whenever it ends, as by a service manager. */
export interface Supervised<Of extends Process> {
  readonly name: string;
  /** Null between two runs. */
  readonly now: () => Of | null;
  readonly exits: readonly Exit[];
  /** Runs that were paused. */
  readonly paused: ReadonlySet<string>;
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends it in order; it is started again. */
  restart(): Promise<void>;
  /** Ends it in order, for good. */
  stop(): Promise<void>;
}

const PAUSE_MS = 300;
const PATIENCE_MS = 20_000;

/** `start` is called with a name of its own for each run. */
export function supervise<Of extends Process>(
  name: string,
  start: (run: string) => Promise<Of>,
): Supervised<Of> & { readonly started: Promise<void> } {
  const exits: Exit[] = [];
  const paused = new Set<string>();
  let runName = "";
  let current: Of | null = null;
  let isStopping = false;
  let wasEnded = false;
  let isStarted: () => void;
  const started = new Promise<void>((resolve) => {
    isStarted = resolve;
  });

  const run = async (): Promise<void> => {
    for (let number = 1; !isStopping; number++) {
      runName = `${name}_${number}`;
      wasEnded = false;
      const own = await start(runName);
      current = own;
      isStarted();
      const code = await own.ended;
      current = null;
      exits.push({ run: runName, pid: own.pid, code, wasEnded, log: own.log() });
      await wait(PAUSE_MS);
    }
  };
  const running = run();

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const own = current;
    if (own === null) return;
    wasEnded = true;
    own.signal("SIGCONT");
    own.signal(signal);
    const killing = setTimeout(() => own.signal("SIGKILL"), PATIENCE_MS);
    await own.ended;
    clearTimeout(killing);
  };

  return {
    name,
    started: Promise.race([started, running]),
    now: () => current,
    exits,
    paused,
    kill: () => end("SIGKILL"),
    pause() {
      current?.signal("SIGSTOP");
      paused.add(runName);
    },
    resume: () => current?.signal("SIGCONT"),
    restart: () => end("SIGTERM"),
    async stop() {
      isStopping = true;
      await end("SIGTERM");
      await running;
    },
  };
}
