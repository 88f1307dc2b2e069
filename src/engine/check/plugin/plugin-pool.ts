import { existsSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../lib/clock.ts";
import type { Log } from "../../../lib/log.ts";
import { ORPHAN_MARK } from "./helper-script.ts";
import { leftProcesses } from "./left-processes.ts";
import { createThrottle } from "./throttle.ts";
import type { PluginCall, PluginOutcome } from "./plugin-call.ts";
import { HelperSupervisor } from "./helper-supervisor.ts";
import { DetachedProcesses } from "./detached-processes.ts";
import { PluginHelper } from "./plugin-helper.ts";

export interface PluginPoolOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Parent of the pool's own folder, e.g. `os.tmpdir()`. */
  readonly temporaryFolder: string;
  /** Environment of the plugins, see `pluginEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingFolder?: string;
  /** Number of helpers kept ready, and the maximum while plugins are slow. */
  readonly baseHelpers?: number;
  readonly maxHelpers?: number;
  /** Time after which an idle helper above the base number ends. */
  readonly idleSeconds?: number;
  readonly keptBytes?: number;
  readonly floodBytes?: number;
  readonly graceSeconds?: number;
  /** False: processes that leave the session of their plugin are left alone, such as daemons that a handler starts. */
  readonly endsDetached?: boolean;
  /** Pause between two searches for processes that left their check, where helpers cannot adopt them. */
  readonly searchSeconds?: number;
  /** Reason for which a program may not be started here; null if it may. Default: all may. */
  readonly refusalOf?: (program: string) => string | null;
}

/** Default of `maxHelpers`. */
export const MAX_HELPERS = 256;

const DEFAULTS = {
  workingFolder: "/",
  baseHelpers: 8,
  maxHelpers: MAX_HELPERS,
  idleSeconds: 30,
  keptBytes: 65_536,
  floodBytes: 1_048_576,
  graceSeconds: 1,
  endsDetached: true,
  searchSeconds: 60,
  refusalOf: () => null,
};

interface Waiting {
  readonly call: PluginCall;
  readonly resolve: (outcome: PluginOutcome) => void;
  readonly reject: (reason: unknown) => void;
  /** The helper failed before it started anything; retried once only. */
  readonly isRetry?: boolean;
}
interface Idle {
  readonly helper: PluginHelper;
  readonly since: number;
}

// A helper whose plugin runs longer than this counts as occupied; the base number is kept in addition to occupied ones.
// Growing by the length of the queue instead would start hundreds of processes that only share the same two cores.
const SLOW_MS = 25;
const GROW_EVERY_MS = 10;
const MAX_STARTS_PER_GROWTH = 8;
const RETRY_START_MS = 1000;

/** Runs plugins through helpers. When all helpers are busy, calls wait in order; the caller limits how many. */
export class PluginPool {
  readonly #options: Required<PluginPoolOptions>;
  readonly #pace = createThrottle(8);
  readonly #helpers = new Set<PluginHelper>();
  readonly #busy = new Set<PluginHelper>();
  /** Used as a stack, so that helpers not needed age at the front. */
  readonly #idle: Idle[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #detached: DetachedProcesses;
  #starting = 0;
  #started = 0;
  #isRunning = false;
  /** The last one starts helpers; the earlier ones have ended, but not all of their helpers. */
  readonly #supervisors: HelperSupervisor[] = [];
  #search: NodeJS.Timeout | null = null;
  #folder: string | null = null;
  #startFailure: { readonly reason: string; readonly at: number } | null = null;
  #next: NodeJS.Immediate | null = null;
  #growth: NodeJS.Timeout | null = null;
  #shrink: NodeJS.Timeout | null = null;

  constructor(options: PluginPoolOptions) {
    const all = { ...DEFAULTS, ...options };
    this.#options = { ...all, baseHelpers: Math.min(all.baseHelpers, all.maxHelpers) };
    this.#detached = new DetachedProcesses(this.#options);
  }

  /** Starts the base helpers. Rejects if none can be started. */
  async start(): Promise<void> {
    this.#isRunning = true;
    const starts = Array.from({ length: this.#options.baseHelpers }, () => this.#startHelper());
    await Promise.all(starts);
    if (this.#idle.length > 0) return;
    const reason = this.#startFailure?.reason ?? "unknown";
    await this.stop();
    throw new Error(`No plugin helper could be started: ${reason}`);
  }

  /** Rejects only with what `beforeStart` throws: a failure is an outcome. */
  run(call: PluginCall): Promise<PluginOutcome> {
    if (!this.#isRunning) return Promise.resolve(this.#notStarted("the plugin runner is not running"));
    const refusal = this.#options.refusalOf(call.argv[0]);
    if (refusal !== null) return Promise.resolve(this.#notStarted(refusal));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      this.#pump();
    });
  }

  /** Numbers for health and metrics. */
  get counts(): { readonly helpers: number; readonly busy: number; readonly waiting: number } {
    return { helpers: this.#usableCount(), busy: this.#busy.size, waiting: this.#waiting.length };
  }

  /** Kills all helpers; waiting calls are answered `not-started`, running ones `lost`. */
  async stop(): Promise<void> {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    if (this.#next !== null) clearImmediate(this.#next);
    if (this.#growth !== null) clearTimeout(this.#growth);
    if (this.#shrink !== null) clearTimeout(this.#shrink);
    if (this.#search !== null) clearInterval(this.#search);
    this.#failWaiting("the plugin runner was stopped");
    for (const helper of this.#helpers) helper.kill();
    await Promise.all(this.#supervisors.splice(0).map((supervisor) => supervisor.stop()));
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }

  #pump(): void {
    this.#next = null;
    while (this.#waiting.length > 0) {
      const idle = this.#idle.pop();
      if (idle === undefined) break;
      if (idle.helper.isUsable) void this.#runOn(idle.helper, this.#waiting.shift()!);
    }
    if (this.#waiting.length > 0 && this.#growth === null) this.#growth = setTimeout(() => this.#grow(), GROW_EVERY_MS);
  }

  async #runOn(helper: PluginHelper, waiting: Waiting): Promise<void> {
    if (waiting.call.signal?.aborted === true) {
      waiting.resolve(this.#notStarted("the check was ended"));
      return this.#makeIdle(helper);
    }
    try {
      waiting.call.beforeStart?.();
    } catch (error) {
      waiting.reject(error);
      return this.#makeIdle(helper);
    }
    this.#busy.add(helper);
    const outcome = await helper.run(waiting.call);
    this.#busy.delete(helper);
    if (helper.isUsable) this.#makeIdle(helper);
    else this.#keepBase();
    if (outcome.ending.kind === "not-started" && waiting.isRetry !== true && this.#isRunning) this.#retry(waiting);
    else waiting.resolve(outcome);
  }

  /** Discards the idle helpers, too: if the pipes of one are gone, those of the others are as well. */
  #retry(waiting: Waiting): void {
    for (const { helper } of this.#idle.splice(0)) helper.kill();
    this.#waiting.unshift({ ...waiting, isRetry: true });
    this.#pump();
  }

  #makeIdle(helper: PluginHelper): void {
    if (!helper.isUsable) return;
    if (!this.#isRunning) return helper.kill();
    if (this.#usableCount() >= this.#options.maxHelpers) return helper.retire();
    this.#idle.push({ helper, since: performance.now() });
    if (this.#usableCount() > this.#options.baseHelpers) this.#armShrink();
    // Not within the callback of the plugin that ended: a full queue would occupy the event loop.
    if (this.#waiting.length > 0 && this.#isRunning) this.#next ??= setImmediate(() => this.#pump());
  }

  #grow(): void {
    this.#growth = null;
    if (this.#waiting.length === 0) return;
    if (this.#cannotStart()) this.#failWaiting(`no plugin helper could be started: ${this.#startFailure!.reason}`);
    const slowBefore = performance.now() - SLOW_MS;
    const slow = [...this.#busy].filter((helper) => (helper.busySince ?? slowBefore) <= slowBefore).length;
    const wanted = Math.min(this.#options.maxHelpers, this.#options.baseHelpers + slow);
    const missing = Math.min(
      wanted - this.#usableCount() - this.#starting,
      this.#waiting.length - this.#starting,
      MAX_STARTS_PER_GROWTH,
    );
    for (let started = 0; started < missing && !this.#isBackingOff(); started++) void this.#startHelper();
    this.#growth = setTimeout(() => this.#grow(), GROW_EVERY_MS);
  }

  #keepBase(): void {
    if (!this.#isRunning || this.#isBackingOff()) return;
    if (this.#usableCount() + this.#starting < this.#options.baseHelpers) void this.#startHelper();
  }

  async #startHelper(): Promise<void> {
    this.#starting++;
    try {
      const supervisor = await this.#startedSupervisor();
      this.#warnOfOrphans(supervisor);
      const helper = this.#newHelper(supervisor);
      await helper.start({ onFree: () => this.#makeIdle(helper), onGone: () => this.#remove(helper) });
      this.#startFailure = null;
      this.#starting--;
      this.#makeIdle(helper);
    } catch (error) {
      this.#starting--;
      this.#startFailed(error as Error);
    }
  }

  #warnOfOrphans({ adoptsOrphans }: HelperSupervisor): void {
    if (adoptsOrphans || !this.#options.endsDetached || this.#search !== null || !this.#isRunning) return;
    this.#search = setInterval(() => this.#nameLeftProcesses(), this.#options.searchSeconds * 1000);
    this.#options.log.warn(
      {},
      "processes that plugins detach (setsid) go on running after their check: to end them, perl or python3 is needed",
    );
  }

  #nameLeftProcesses(): void {
    if (this.#folder === null) return;
    const helpers = new Set([...this.#helpers].flatMap(({ pid }) => pid ?? []));
    this.#detached.name(leftProcesses(`${ORPHAN_MARK}=${this.#folder}/`, helpers));
  }

  async #startedSupervisor(): Promise<HelperSupervisor> {
    let supervisor = this.#supervisors.at(-1);
    if (supervisor === undefined || supervisor.hasEnded) {
      supervisor = new HelperSupervisor(this.#options);
      this.#supervisors.push(supervisor);
    }
    try {
      await supervisor.start();
      return supervisor;
    } catch (error) {
      const place = this.#supervisors.indexOf(supervisor);
      if (place !== -1) this.#supervisors.splice(place, 1);
      throw error;
    }
  }

  #newHelper(supervisor: HelperSupervisor): PluginHelper {
    if (!this.#isRunning) throw new Error("the plugin runner was stopped");
    if (this.#folder === null || !existsSync(this.#folder)) {
      this.#folder = mkdtempSync(join(this.#options.temporaryFolder, "vigie-plugins-"));
    }
    const helper = new PluginHelper(`${++this.#started}`, {
      ...this.#options,
      supervisor,
      folder: this.#folder,
      pace: this.#pace,
      detached: this.#detached,
    });
    this.#helpers.add(helper);
    return helper;
  }

  #startFailed(error: Error): void {
    if (!this.#isRunning) return;
    if (this.#startFailure === null)
      this.#options.log.error({ reason: error.message }, "a plugin helper could not be started");
    this.#startFailure = { reason: error.message, at: performance.now() };
  }

  #remove(helper: PluginHelper): void {
    this.#helpers.delete(helper);
    const place = this.#idle.findIndex((idle) => idle.helper === helper);
    if (place !== -1) this.#idle.splice(place, 1);
    if (place !== -1) this.#keepBase();
  }

  #armShrink(): void {
    this.#shrink ??= setTimeout(() => {
      this.#shrink = null;
      this.#shrinkToBase();
    }, this.#options.idleSeconds * 1000);
  }

  #shrinkToBase(): void {
    const oldest = performance.now() - this.#options.idleSeconds * 1000;
    while (this.#usableCount() > this.#options.baseHelpers && this.#idle.length > 0 && this.#idle[0]!.since <= oldest) {
      this.#idle.shift()!.helper.retire();
    }
    if (this.#usableCount() > this.#options.baseHelpers) this.#armShrink();
  }

  #usableCount(): number {
    return this.#idle.length + this.#busy.size;
  }

  #isBackingOff(): boolean {
    return this.#startFailure !== null && performance.now() - this.#startFailure.at < RETRY_START_MS;
  }

  #cannotStart(): boolean {
    return this.#usableCount() + this.#starting === 0 && this.#isBackingOff();
  }

  #failWaiting(reason: string): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(this.#notStarted(reason));
  }

  #notStarted(reason: string): PluginOutcome {
    const startedAt = this.#options.clock.now();
    return { ending: { kind: "not-started", reason }, stdout: "", stderr: "", startedAt, durationSeconds: 0 };
  }
}
