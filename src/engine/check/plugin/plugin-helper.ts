import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import { CommandPipe } from "./command-pipe.ts";
import type { DetachedProcesses } from "./detached-processes.ts";
import type { HelperSupervisor } from "./helper-supervisor.ts";
import { helperOpening, PIPE_GONE, runInstruction, zoneInstruction } from "./helper-script.ts";
import type { HelperPaths } from "./helper-script.ts";
import { OutputPipe } from "./output-pipe.ts";
import type { OutputLimits } from "./output-pipe.ts";
import type { PluginCall, PluginEnding, PluginOutcome } from "./plugin-call.ts";
import { signalTree } from "./process-tree.ts";

export interface HelperOptions extends OutputLimits {
  readonly supervisor: HelperSupervisor;
  /** Folder for the FIFOs; exists and is accessible only to this user. */
  readonly folder: string;
  /** Time from SIGTERM to SIGKILL. */
  readonly graceSeconds: number;
  readonly clock: Clock;
  readonly detached: DetachedProcesses;
  /** Spreads bursts: hundreds of plugins may time out together, and each kill walks through /proc. */
  readonly pace: (task: () => void) => void;
}

export interface HelperEvents {
  /** Usable again after a pause, with no call running. */
  readonly onFree: () => void;
  /** Called once, when the process has ended for any reason. */
  readonly onGone: () => void;
}

interface Run {
  readonly number: number;
  readonly call: PluginCall;
  readonly startedAt: UnixSeconds;
  readonly started: number;
  readonly resolve: (outcome: PluginOutcome) => void;
  readonly timeout: NodeJS.Timeout;
  readonly onAborted: () => void;
  drainTimer: NodeJS.Timeout;
}

// A plugin that fills the FIFO (64 KiB) blocks until the next poll; a quick one has ended before the first.
const FIRST_POLL_MS = 20;
const MAX_POLL_MS = 500;
// A background process may not yet have closed the output it inherited.
const SETTLING_MS = [20, 100, 400];
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * One long-lived `/bin/sh` with its own session that starts one plugin at a time. Starting a plugin from it costs the
 * fork of a small process instead of the server's. A helper is discarded, and its whole group killed, when a plugin
 * times out, floods or leaves a process that keeps its output open.
 */
export class PluginHelper {
  readonly #name: string;
  readonly #options: HelperOptions;
  readonly #paths: HelperPaths;
  #pid: number | null = null;
  #in: CommandPipe | null = null;
  #out: OutputPipe | null = null;
  #err: OutputPipe | null = null;
  #run: Run | null = null;
  #runs = 0;
  #zone: string | null = null;
  #isUsable = false;
  #isKilled = false;
  #killTimer: NodeJS.Timeout | undefined;
  #settleTimer: NodeJS.Timeout | undefined;
  #events: HelperEvents | null = null;
  #onReady: ((failure: Error | null) => void) | null = null;

  constructor(name: string, options: HelperOptions) {
    const path = (end: string): string => join(options.folder, `${name}.${end}`);
    this.#name = name;
    this.#options = options;
    this.#paths = { in: path("in"), out: path("out"), err: path("err"), pid: path("pid") };
  }

  /** Resolves when the helper can run plugins. */
  start(events: HelperEvents): Promise<void> {
    this.#events = events;
    return new Promise((resolve, reject) => {
      this.#onReady = (failure) => (failure === null ? resolve() : reject(failure));
      this.#options.supervisor.open(this.#name, this.#options.folder, (...words) => this.#listen(...words));
    });
  }

  /** False once the helper is to be discarded: it ends without help and runs no more plugins. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Null before its start and after its end. */
  get pid(): number | null {
    return this.#pid;
  }

  /** Start of the running plugin (`performance.now()`); null if none runs. */
  get busySince(): number | null {
    return this.#run?.started ?? null;
  }

  /** Runs a plugin; allowed only while usable and not busy. */
  run(call: PluginCall): Promise<PluginOutcome> {
    return new Promise((resolve) => {
      const onAborted = (): void => this.#abort({ kind: "lost" });
      call.signal?.addEventListener("abort", onAborted);
      const timeoutMs = Math.min(call.timeoutSeconds * 1000, MAX_TIMER_MS);
      this.#run = {
        number: ++this.#runs,
        call,
        startedAt: this.#options.clock.now(),
        started: performance.now(),
        resolve,
        onAborted,
        timeout: setTimeout(() => this.#abort({ kind: "timed-out" }), timeoutMs),
        drainTimer: setTimeout(() => this.#poll(FIRST_POLL_MS), FIRST_POLL_MS),
      };
      this.#in!.write(this.#zoneChange(call.timeZone ?? null) + runInstruction(this.#runs, call));
    });
  }

  /** Sets TZ if another call had another zone: it changes with a reload only. */
  #zoneChange(zone: string | null): string {
    if (zone === this.#zone) return "";
    this.#zone = zone;
    return zoneInstruction(zone);
  }

  /** Lets an idle helper end. */
  retire(): void {
    this.#isUsable = false;
    this.#in?.close();
    this.#in = null;
  }

  /** Kills the helper and its plugin immediately. */
  kill(): void {
    this.#isUsable = false;
    this.#isKilled = true;
    clearTimeout(this.#killTimer);
    clearTimeout(this.#settleTimer);
    this.#signal("SIGKILL");
  }

  #listen(word = "", second = "", ...orphans: readonly string[]): void {
    switch (word) {
      case "made":
        return this.#open();
      case "ready":
        return this.#opened(Number(second));
      case "gone":
        return this.#gone("a plugin helper ended while it started");
      case "failed":
        return this.#gone(`a plugin helper could not make its pipes in ${this.#options.folder}`);
      default:
        return this.#ended(Number(word), second, orphans.map(Number));
    }
  }

  #open(): void {
    try {
      this.#in = new CommandPipe(this.#paths.in);
      this.#out = new OutputPipe(this.#paths.out, this.#options);
      this.#err = new OutputPipe(this.#paths.err, this.#options);
      this.#in.write(helperOpening(this.#name, this.#paths, this.#options.supervisor.adoptsOrphans));
    } catch (error) {
      // Out of file descriptors, or the folder was cleaned.
      if (this.#in === null) this.#options.supervisor.abandon(this.#name, this.#options.folder);
      else this.#in.write("exit\n");
      this.#ready(error as Error);
    }
  }

  #opened(pid: number): void {
    this.#pid = pid;
    if (this.#isKilled) return this.kill();
    this.#isUsable = true;
    this.#ready(null);
  }

  #ready(failure: Error | null): void {
    this.#onReady?.(failure);
    this.#onReady = null;
  }

  #ended(number: number, code: string, orphans: readonly number[]): void {
    // After a timeout, an answer means that the plugin has ended, so there is no need to wait for the rest of the
    // grace.
    if (this.#run === null || number !== this.#run.number) return this.kill();
    if (code === PIPE_GONE) return this.#pipeGone();
    if (orphans.length > 0) this.#options.detached.end(orphans, this.#pid!, this.#run.call.argv[0]);
    const states = [this.#out!.drain(), this.#err!.drain()];
    this.#isUsable = states.every((state) => state === "closed");
    this.#finish(states.includes("flooded") ? this.#flooded() : { kind: "exited", code: Number(code) });
    if (!this.#isUsable) this.#settle(0);
  }

  #pipeGone(): void {
    this.#isUsable = false;
    this.#finish({ kind: "not-started", reason: `its output pipe was removed from ${this.#options.folder}` });
    this.kill();
  }

  /** Waits until no process holds the output of the last plugin. Output written meanwhile is discarded. */
  #settle(tries: number): void {
    const wait = SETTLING_MS[tries];
    if (wait === undefined) return this.kill();
    this.#settleTimer = setTimeout(() => {
      const states = [this.#out!.drain(), this.#err!.drain()];
      this.#out!.take();
      this.#err!.take();
      if (states.includes("open")) return this.#settle(tries + 1);
      if (states.includes("flooded")) return this.kill();
      this.#isUsable = true;
      this.#events?.onFree();
    }, wait);
  }

  #poll(waitedMs: number): void {
    const seen = this.#seenBytes();
    if (this.#out!.drain() === "flooded" || this.#err!.drain() === "flooded") return this.#abort(this.#flooded());
    const isWriting = this.#seenBytes() - seen > 32_768;
    const wait = isWriting ? 1 : Math.min(MAX_POLL_MS, Math.max(FIRST_POLL_MS, waitedMs * 2));
    this.#run!.drainTimer = setTimeout(() => this.#poll(wait), wait);
  }

  #abort(ending: PluginEnding): void {
    this.#isUsable = false;
    this.#finish(ending);
    this.#options.pace(() => this.#signal("SIGTERM"));
    this.#killTimer = setTimeout(() => this.#options.pace(() => this.kill()), this.#options.graceSeconds * 1000);
  }

  // The pid is not reused before the supervisor has reported its end, so its process group can be signalled safely.
  #signal(signal: NodeJS.Signals): void {
    if (this.#pid !== null) signalTree(this.#pid, signal);
  }

  #finish(ending: PluginEnding): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    clearTimeout(run.timeout);
    run.call.signal?.removeEventListener("abort", run.onAborted);
    clearTimeout(run.drainTimer);
    run.resolve({
      ending,
      stdout: this.#out!.take(),
      stderr: this.#err!.take(),
      startedAt: run.startedAt,
      durationSeconds: (performance.now() - run.started) / 1000,
    });
  }

  #gone(failure: string): void {
    this.#pid = null;
    this.retire();
    this.#ready(new Error(failure));
    clearTimeout(this.#killTimer);
    clearTimeout(this.#settleTimer);
    this.#out?.drain();
    this.#err?.drain();
    this.#finish({ kind: "lost" });
    this.#out?.close();
    this.#err?.close();
    for (const path of Object.values(this.#paths)) unlink(path).catch(() => {}); // Missing if the folder was cleaned.
    this.#events?.onGone();
  }

  #flooded(): PluginEnding {
    return { kind: "flooded", limitBytes: this.#options.floodBytes };
  }

  #seenBytes(): number {
    return this.#out!.seenBytes + this.#err!.seenBytes;
  }
}
