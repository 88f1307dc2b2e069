import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { shellQuoted } from "./helper-script.ts";

export interface HelperSupervisorOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Working directory of the plugins. */
  readonly workingFolder: string;
}

/** Gets what is said by or about one helper, as words. */
export type HelperListener = (...words: readonly string[]) => void;

// Told to a helper's listener: `made` (its FIFOs are there), `ready <pid>` and `<run> <code>` (its own words), `gone`, `failed`.
// When the server dies, whatever runs is ended, since nobody is left to keep its timeout; then the subshells that still wait
// for somebody to open their helper's pipe, by two signals: one may come while they are being forked and is lost.
const SCRIPT = `trap : HUP INT TERM PIPE
trap 'for pid in "$folder"/*.pid; do [ -f "$pid" ] && read -r leader <"$pid" && kill -s KILL -- "-$leader"; done 2>/dev/null
kill -s TERM 0; sleep 1; rm -rf "$folder"; kill -s KILL 0' EXIT
fresh=
env --default-signal=INT,QUIT true 2>/dev/null && fresh='env --default-signal=INT,QUIT'
open() {
  folder=$2
  if mkfifo -m 600 "$2/$1.in" "$2/$1.out" "$2/$1.err"; then
    echo "$1 made"
    (setsid $fresh /bin/sh <"$2/$1.in"; echo "$1 gone") &
  else echo "$1 failed"; fi
}
command -v setsid >/dev/null && echo nursery ready || echo nursery failed
`;

const ENDED: Readonly<Record<string, string>> = {
  failed: "plugins need the program setsid (util-linux)",
  gone: "the starter of plugin helpers ended",
};

const LONGEST_STOP_MS = 2000;

/**
 * One small process that starts the helpers and tells when they end. Starting them from this process would stop it for the
 * length of a fork, which grows with its memory: measured 50 ms with 500 MB on a loaded machine, 1 ms from here.
 * Each helper gets a session of its own. A shell has its background processes ignore SIGINT and SIGQUIT; where `env` can, it
 * gives the plugins the default back.
 */
export class HelperSupervisor {
  readonly #options: HelperSupervisorOptions;
  readonly #listeners = new Map<string, HelperListener>();
  #child: ChildProcess | null = null;
  #started: Promise<void> | null = null;
  #ended: Promise<void> = Promise.resolve();
  #text = "";

  constructor(options: HelperSupervisorOptions) {
    this.#options = options;
  }

  /** Starts it at the first call; every call resolves when it is ready. Rejects when it cannot be started. */
  start(): Promise<void> {
    this.#started ??= new Promise((resolve, reject) => {
      this.#listeners.set("nursery", (word) =>
        word === "ready" ? resolve() : reject(new Error(ENDED[word ?? ""] ?? ENDED["gone"])),
      );
      const child = this.#spawn();
      this.#ended = new Promise((ended) => {
        child.once("error", (error) => {
          reject(error);
          this.#end();
          ended();
        });
        child.once("exit", () => {
          this.#child = null;
        });
        // After the exit: helpers hold the other end of its output and go on answering until they end, too.
        child.once("close", () => {
          this.#end();
          ended();
        });
      });
    });
    return this.#started;
  }

  /** Its process has ended; helpers it started may still run. */
  get hasEnded(): boolean {
    return this.#started !== null && this.#child === null;
  }

  /** Starts a helper; `name` is a number, unique in this nursery. */
  open(name: string, folder: string, listener: HelperListener): void {
    if (this.#child === null) return queueMicrotask(() => listener("gone"));
    this.#listeners.set(name, listener);
    this.#child.stdin!.write(`open ${name} ${shellQuoted(folder)}\n`);
  }

  /** Resolves when it and all its helpers have ended; those must have been told to before. */
  async stop(): Promise<void> {
    const child = this.#child;
    child?.stdin!.end("trap - EXIT; wait\n");
    // A helper that never opened its pipe would be waited for for ever. Helpers that run have groups of their own.
    const timer = setTimeout(() => {
      if (child?.pid !== undefined && this.#child !== null) process.kill(-child.pid, "SIGKILL");
    }, LONGEST_STOP_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  #spawn(): ChildProcess {
    const { environment, workingFolder } = this.#options;
    const child = spawn("/bin/sh", [], {
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
      cwd: workingFolder,
      env: environment,
    });
    this.#child = child;
    child.stdin!.on("error", () => {}); // Told by the exit.
    child.stdout!.on("data", (bytes: Buffer) => this.#hear(bytes.toString("latin1")));
    child.stdin!.write(SCRIPT);
    return child;
  }

  #hear(text: string): void {
    const lines = (this.#text + text).split("\n");
    this.#text = lines.pop()!;
    for (const line of lines) {
      const [name = "", ...words] = line.split(" ");
      const listener = this.#listeners.get(name);
      if (words[0] === "gone" || words[0] === "failed") this.#listeners.delete(name);
      listener?.(...words);
    }
  }

  #end(): void {
    this.#child = null;
    const left = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const listener of left) listener("gone");
  }
}
