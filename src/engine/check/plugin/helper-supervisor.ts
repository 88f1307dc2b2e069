import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { shellQuoted } from "./helper-script.ts";

export interface HelperSupervisorOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** True: helpers adopt the orphans of their plugins, where the system can do it. */
  readonly endsDetached: boolean;
  /** Working directory of the plugins. */
  readonly workingFolder: string;
}

/** Receives the words printed by or about one helper. */
export type HelperListener = (...words: readonly string[]) => void;

// PR_SET_CHILD_SUBREAPER is number 36 of prctl, which Perl reaches by the number of the system call, Python by its C
// library. It outlives exec, so that the helper costs no more than before. No word has a blank: sh splits the list.
const PRCTL: Readonly<Partial<Record<NodeJS.Architecture, number>>> = {
  x64: 157,
  arm64: 167,
  riscv64: 167,
  loong64: 167,
  arm: 172,
  ia32: 172,
  ppc64: 171,
  s390x: 172,
};
const ADOPTERS = [
  `perl -e exit(1)if(syscall(${PRCTL[process.arch] ?? -1},36,1,0,0,0)!=0);exec(@ARGV)`,
  `python3 -c s=__import__("sys").argv;__import__("ctypes").CDLL(None).prctl(36,1,0,0,0)and(exit(1));__import__("os").execvp(s[1],s[1:])`,
];
const CHOOSE_ADOPTER = `set -f
[ -r /proc/$$/task/$$/children ] && for each in ${ADOPTERS.map(shellQuoted).join(" ")}; do
  [ -z "$adopt" ] && $each true </dev/null 2>/dev/null && adopt=$each
done
set +f
`;

// Words for a helper's listener: `made` (its FIFOs exist), `ready <pid>` and `<run> <code> <orphan>…` (printed by the
// helper), `gone`, `failed`.
// If the server dies, all running plugins are killed, since nothing enforces their timeouts any more. Then the
// subshells that still wait for their helper's pipe to be opened are ended by two signals: one sent while they are
// being forked is lost.
const script = (chooseAdopter: string): string => `trap : HUP INT TERM PIPE
trap 'for pid in "$folder"/*.pid; do
  [ -f "$pid" ] && read -r leader <"$pid" || continue
  orphans=
  read -r orphans <"/proc/$leader/task/$leader/children"
  kill -s KILL -- "-$leader" $orphans
done 2>/dev/null
kill -s TERM 0; sleep 1; rm -rf "$folder"; kill -s KILL 0' EXIT
fresh= adopt=
env --default-signal=INT,QUIT true 2>/dev/null && fresh='env --default-signal=INT,QUIT'
${chooseAdopter}open() {
  folder=$2
  if mkfifo -m 600 "$2/$1.in" "$2/$1.out" "$2/$1.err"; then
    echo "$1 made"
    (set -f; setsid $fresh $adopt /bin/sh <"$2/$1.in"; echo "$1 gone") &
  else echo "$1 failed"; fi
}
command -v setsid >/dev/null && echo supervisor ready $adopt || echo supervisor failed
`;

const END_REASONS: Readonly<Record<string, string>> = {
  failed: "plugins need the program setsid (util-linux)",
  gone: "the starter of plugin helpers ended",
};

const MAX_STOP_MS = 2000;

/**
 * Small process that starts the helpers and reports their end. Starting them from the server would block it for the
 * duration of a fork, which grows with its memory: measured 50 ms with 500 MB on a loaded machine, 1 ms from here. Each
 * helper gets its own session. A shell makes its background processes ignore SIGINT and SIGQUIT; where `env` supports
 * it, plugins get the defaults back.
 */
export class HelperSupervisor {
  readonly #options: HelperSupervisorOptions;
  readonly #listeners = new Map<string, HelperListener>();
  #child: ChildProcess | null = null;
  #started: Promise<void> | null = null;
  #ended: Promise<void> = Promise.resolve();
  #text = "";
  #adoptsOrphans = false;

  constructor(options: HelperSupervisorOptions) {
    this.#options = options;
  }

  /** Starts the process at the first call; every call resolves when it is ready. Rejects if it cannot be started. */
  start(): Promise<void> {
    this.#started ??= new Promise((resolve, reject) => {
      this.#listeners.set("supervisor", (word, adopter) => {
        this.#adoptsOrphans = adopter !== undefined;
        if (word === "ready") resolve();
        else reject(new Error(END_REASONS[word ?? ""] ?? END_REASONS["gone"]));
      });
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
        // After the exit: helpers hold the other end of its output and still print until they end, too.
        child.once("close", () => {
          this.#end();
          ended();
        });
      });
    });
    return this.#started;
  }

  /** True if helpers are the new parents of processes whose parents end; known after the start. */
  get adoptsOrphans(): boolean {
    return this.#adoptsOrphans;
  }

  /** True after its process has ended; helpers it started may still run. */
  get hasEnded(): boolean {
    return this.#started !== null && this.#child === null;
  }

  /** Starts a helper; `name` is a number, unique in this supervisor. */
  open(name: string, folder: string, listener: HelperListener): void {
    if (this.#child === null) return queueMicrotask(() => listener("gone"));
    this.#listeners.set(name, listener);
    this.#child.stdin!.write(`open ${name} ${shellQuoted(folder)}\n`);
  }

  /** Ends a helper whose pipe this process could not open: opened for writing and closed, it reads as ended. */
  abandon(name: string, folder: string): void {
    this.#child?.stdin?.write(`: >${shellQuoted(`${folder}/${name}.in`)}\n`);
  }

  /** Resolves when it and all its helpers have ended; helpers must have been retired or killed before. */
  async stop(): Promise<void> {
    const child = this.#child;
    child?.stdin?.end("trap - EXIT; wait\n");
    // A helper that never opened its pipe would block this forever. Running helpers have their own process groups.
    const timer = setTimeout(() => {
      if (child?.pid !== undefined && this.#child !== null) process.kill(-child.pid, "SIGKILL");
    }, MAX_STOP_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  #spawn(): ChildProcess {
    const { environment, workingFolder, endsDetached } = this.#options;
    const child = spawn("/bin/sh", [], {
      detached: true,
      stdio: ["pipe", "pipe", "ignore"],
      cwd: workingFolder,
      env: environment,
    });
    this.#child = child;
    // Without free descriptors there are no pipes; the error event follows and says so.
    child.stdin?.on("error", () => {}); // Reported by the exit event.
    child.stdout?.on("data", (bytes: Buffer) => this.#receive(bytes.toString("latin1")));
    child.stdin?.write(script(endsDetached ? CHOOSE_ADOPTER : ""));
    return child;
  }

  #receive(text: string): void {
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
