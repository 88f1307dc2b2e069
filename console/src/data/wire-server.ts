import type { MessageParams } from "./wire-params.ts";
/** `GET /api/server`. */
export interface ServerCondition {
  readonly status: "ok" | "starting" | "failing" | "stopping";
  readonly problems: readonly { readonly part: ServerPart; readonly code: string; readonly since: string }[];
  readonly version: string;
  readonly node: string;
  readonly started_at: string | null;
  readonly now: string | null;
  readonly checks: {
    readonly per_second: number;
    readonly done: number;
    readonly running: number;
    readonly waiting: number;
    readonly lag_p50: number | null;
    readonly lag_p99: number | null;
  };
  readonly results_per_second: number;
  readonly commits: {
    readonly per_second: number;
    readonly pending: number;
    readonly refused: number;
    readonly delay_p50: number | null;
    readonly delay_p99: number | null;
    readonly delay_is_more: boolean;
    readonly last: string | null;
  };
  readonly store_bytes: number;
  readonly event_loop_delay_p99: number;
  readonly memory_bytes: number;
  readonly heap_bytes: number;
  readonly connections: number;
  readonly listeners: number;
  readonly views: { readonly count: number; readonly bytes: number };
  readonly outbox: {
    readonly waiting: number;
    readonly failing: number;
    readonly delivered: number;
    readonly given_up: number;
    readonly messages: readonly WaitingMessage[];
  };
  readonly configured_since: string | null;
  readonly reload: LastReload | null;
}

export type ServerPart = "store" | "history" | "command_file" | "time_series" | "remote_write";

export interface WaitingMessage {
  readonly id: number;
  readonly key: string | null;
  readonly type: "host" | "service" | "server";
  readonly host: string | null;
  readonly service: string | null;
  readonly time: string | null;
  readonly kind: string;
  readonly contact: string;
  readonly command: string;
  readonly failed_attempts: number;
  readonly last_failure: string | null;
  readonly next_attempt: string | null;
  /** Message that failed, which is sent before it. */
  readonly waits_for: number | null;
}

/** What is said of a part of the configuration. */
export interface ConfigurationNote {
  readonly code: string;
  readonly params: MessageParams;
  /** In the server's words. */
  readonly message: string;
}

export interface ConfigurationProblem extends ConfigurationNote {
  readonly file: string;
  /** 0: the whole file. */
  readonly line: number;
  readonly directive: string | null;
}

export interface LastReload {
  readonly at: string | null;
  readonly by: string | null;
  readonly result: "started" | "accepted" | "refused" | "failed";
  readonly seconds: number | null;
  readonly reason: string | null;
  /** Of the reason; null without one that has a code. */
  readonly code: string | null;
  readonly params: MessageParams;
  readonly errors: number;
  readonly warnings: number;
  readonly error_list: readonly ConfigurationProblem[];
  readonly warning_list: readonly ConfigurationProblem[];
  readonly needs_restart: readonly string[];
}
