import type { Downtime, DowntimeRequest } from "../../../model/downtime.ts";
import { isHostKey, type ResourceKey } from "../../../model/resource-key.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { Downtimes } from "../../../operations/downtime/downtimes.ts";
import type { CommandTargets } from "../command-targets.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { Operations } from "../../../operations/operations.ts";

interface ScheduleArguments {
  readonly start: number;
  readonly end: number;
  readonly fixed: boolean;
  readonly trigger: number;
  readonly duration: number;
  readonly author: string;
  readonly comment: string;
}

export interface DowntimeCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: Pick<Operations, "scheduleDowntime" | "cancelDowntime">;
  readonly downtimes: Pick<Downtimes, "get" | "ofResource" | "open">;
}

/** Cancelled in one turn, so that the store writes them together. */
const CANCELLED_TOGETHER = 500;

/** External commands on downtimes (contract §8.3; Nagios for the objects that each command affects). */
export function downtimeCommands({
  targets,
  operations,
  downtimes,
}: DowntimeCommandParts): CommandRuns<DowntimeCommandName> {
  const schedule = async (
    keys: readonly ResourceKey[],
    args: ScheduleArguments,
    by: ActorOf,
  ): Promise<readonly number[]> =>
    keys.length === 0 ? [] : operations.scheduleDowntime(keys, requestOf(args), by(args.author));

  const cancelOne = async (id: number, kind: "host" | "service", by: ActorOf): Promise<void> => {
    const found = downtimes.get(id);
    if (found === undefined) throw new Refusal("downtime-not-found", `There is no open downtime ${id}.`);
    if (isHostKey(found.key) !== (kind === "host"))
      throw new Refusal("downtime-not-found", `Downtime ${id} is not one of a ${kind}.`);
    await operations.cancelDowntime(id, by());
  };

  const cancelMatching = async (filter: DowntimeFilter, by: ActorOf): Promise<void> => {
    const { keys } = filter;
    const candidates = keys === null ? downtimes.open() : [...keys].flatMap((key) => downtimes.ofResource(key));
    const matching = candidates.filter((downtime) => matches(downtime, filter));
    if (matching.length === 0) throw new Refusal("downtime-not-found", "No open downtime matches.");
    const actor = by();
    for (let at = 0; at < matching.length; at += CANCELLED_TOGETHER) {
      const batch = matching.slice(at, at + CANCELLED_TOGETHER);
      await Promise.all(batch.map(({ id }) => operations.cancelDowntime(id, actor).catch(unlessOver)));
    }
  };

  /** Keys of the host and its services, or of one service. */
  const keysOf = (host: string, service: string | null): ResourceKey[] => {
    if (service !== null) return [targets().service(host, service).key];
    const found = targets().host(host);
    return [found, ...targets().servicesOf(found)].map(({ key }) => key);
  };

  return {
    SCHEDULE_HOST_DOWNTIME: async (args, _, by) => void (await schedule([targets().host(args.host).key], args, by)),
    SCHEDULE_SVC_DOWNTIME: async (args, _, by) =>
      void (await schedule([targets().service(args.host, args.service).key], args, by)),
    SCHEDULE_HOST_SVC_DOWNTIME: async (args, _, by) =>
      void (await schedule(keysOf(args.host, null).slice(1), args, by)),
    SCHEDULE_HOSTGROUP_HOST_DOWNTIME: async (args, _, by) =>
      void (await schedule(keys(targets().hostsOfGroup(args.hostgroup)), args, by)),
    SCHEDULE_HOSTGROUP_SVC_DOWNTIME: async (args, _, by) =>
      void (await schedule(
        keys(
          targets()
            .hostsOfGroup(args.hostgroup)
            .flatMap((host) => targets().servicesOf(host)),
        ),
        args,
        by,
      )),
    SCHEDULE_SERVICEGROUP_HOST_DOWNTIME: async (args, _, by) =>
      void (await schedule(keys(targets().hostsOfServiceGroup(args.servicegroup)), args, by)),
    SCHEDULE_SERVICEGROUP_SVC_DOWNTIME: async (args, _, by) =>
      void (await schedule(targets().serviceGroup(args.servicegroup).members, args, by)),
    SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME: async (args, _, by) => {
      const host = targets().host(args.host);
      await schedule(keys([host, ...targets().hostsBehind(host)]), args, by);
    },
    SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME: async (args, _, by) => {
      const host = targets().host(args.host);
      const [trigger] = await schedule([host.key], args, by);
      if (trigger !== undefined) await schedule(keys(targets().hostsBehind(host)), { ...args, trigger }, by);
    },
    DEL_HOST_DOWNTIME: ({ downtime_id }, _, by) => cancelOne(downtime_id, "host", by),
    DEL_SVC_DOWNTIME: ({ downtime_id }, _, by) => cancelOne(downtime_id, "service", by),
    DEL_DOWNTIME_BY_HOST_NAME: async (args, _, by) =>
      cancelMatching(
        {
          keys: new Set(keysOf(args.host, args.filter_service)),
          start: args.filter_start,
          comment: args.filter_comment,
        },
        by,
      ),
    DEL_DOWNTIME_BY_HOSTGROUP_NAME: async (args, _, by) => {
      const hosts = targets()
        .hostsOfGroup(args.hostgroup)
        .filter(({ hostName }) => args.filter_host === null || hostName === args.filter_host);
      const ofHosts = hosts.flatMap((host) => [host, ...targets().servicesOf(host)]);
      const wanted = ofHosts.filter(
        (one) => args.filter_service === null || (one.kind === "service" && one.description === args.filter_service),
      );
      return cancelMatching(
        { keys: new Set(keys(wanted)), start: args.filter_start, comment: args.filter_comment },
        by,
      );
    },
    DEL_DOWNTIME_BY_START_TIME_COMMENT: async ({ filter_start, filter_comment }, _, by) => {
      if (filter_start === null && filter_comment === null)
        throw new Refusal("command-filter-missing", "A start time or a comment is needed.");
      await cancelMatching({ keys: null, start: filter_start, comment: filter_comment }, by);
    },
  };
}

export type DowntimeCommandName = Extract<
  keyof CommandRuns,
  `SCHEDULE_${string}DOWNTIME` | `DEL_${string}DOWNTIME${string}`
>;

interface DowntimeFilter {
  /** Null: any resource. */
  readonly keys: ReadonlySet<ResourceKey> | null;
  readonly start: number | null;
  readonly comment: string | null;
}

function matches(downtime: Downtime, { start, comment }: DowntimeFilter): boolean {
  if (start !== null && downtime.startTime !== start) return false;
  return comment === null || downtime.comment === comment;
}

// Ignores a downtime that was already cancelled together with the one that triggered it.
function unlessOver(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== "downtime-already-cancelled") throw error;
}

const keys = (resources: readonly { readonly key: ResourceKey }[]): ResourceKey[] => resources.map(({ key }) => key);

function requestOf({ start, end, fixed, trigger, duration, comment }: ScheduleArguments): DowntimeRequest {
  return {
    startTime: start,
    endTime: end,
    isFixed: fixed,
    duration,
    comment,
    triggeredBy: trigger === 0 ? null : trigger,
  };
}
