import type { Settings } from "../../config/settings/settings.ts";
import type { CommitReader } from "../../data/ledger/committed.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { ConfigWarning } from "../../model/configuration-warnings.ts";
import { Refusal } from "../../model/refusal.ts";
import type { RunningAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import { showConfiguration } from "../reload/apply-configuration.ts";
import { createReload } from "../reload/reload.ts";
import type { ServerData } from "../server-data.ts";

export interface FollowConfigurationOptions {
  readonly data: ServerData;
  readonly adaptive: Pick<RunningAdaptive, "adapt">;
  readonly settings: Settings;
}

export interface FollowedConfiguration {
  /** Of the configuration that is shown. */
  warnings(): readonly ConfigWarning[];
  /** Follows no more. Resolves when the reload that runs has ended. */
  end(): Promise<void>;
  /** The same, and the reload that runs is given up. */
  stop(): Promise<void>;
}

/**
 * Reads the configuration folder of a follower again whenever the leader has reloaded its own. What is refused is
 * logged, and the configuration before stays.
 */
export function followConfiguration({ data, adaptive, settings }: FollowConfigurationOptions): FollowedConfiguration {
  const stopping = new AbortController();
  const reload = createReload({
    log: data.log,
    signal: stopping.signal,
    current: data.current,
    realtime: data.realtime,
    settings: () => settings,
    readSettings: () => settings,
    commit: async (changes) => {
      refuseUnknown(changes.flatMap((change) => (change.kind === "object-id" ? [change.entry] : [])));
    },
    isRecorded: async () => {},
    async apply(next) {
      stopping.signal.throwIfAborted();
      showConfiguration(next, adaptive.adapt(next.current), { ...data, replace: () => data.replace(next.current) });
    },
  });
  let { warnings } = data;
  const reloadAsLeader = async (): Promise<void> => {
    const outcome = await reload("by the leader");
    if (outcome.isAccepted) ({ warnings } = outcome);
  };
  let running: Promise<unknown> = Promise.resolve();
  const reader: CommitReader = {
    name: "configuration of a follower",
    committed({ changes }) {
      if (changes.some((change) => change.kind === "event" && change.event.kind === "configuration-reloaded"))
        // Its failure is logged.
        running = reloadAsLeader().catch(() => {});
    },
  };
  const unfollow = data.followCommits(reader);
  const end = async (): Promise<void> => {
    unfollow();
    await running;
  };
  return {
    warnings: () => warnings,
    end,
    stop() {
      stopping.abort();
      return end();
    },
  };
}

const NAMED = 5;

/** Refuses with `bad-configuration` if there are any: only the leader gives ids, and would give these to others. */
export function refuseUnknown(objects: readonly ObjectId[]): void {
  if (objects.length === 0) return;
  const names = objects.slice(0, NAMED).map(({ type, name }) => `${type} ${name}`);
  throw new Refusal(
    "bad-configuration",
    `The configuration folder has objects that the leader does not know: ${names.join(", ")}` +
      `${objects.length > NAMED ? ` and ${objects.length - NAMED} more` : ""}. Bring the same files to both servers, ` +
      "and reload the leader.",
  );
}
