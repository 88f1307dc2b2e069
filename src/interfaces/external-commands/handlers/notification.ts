import type { NotificationEngine } from "../../../alerting/rules/notification-engine.ts";
import { withNextNotification, withNotificationNumber } from "../../../alerting/rules/notification-state.ts";
import type { Ledger } from "../../../data/ledger/ledger.ts";
import type { Resource } from "../../../model/objects.ts";
import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import type { NotificationOptions } from "../command-arguments.ts";
import type { CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface NotificationCommandParts {
  readonly targets: () => CommandTargets;
  readonly ledger: Ledger;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
}

type NotificationCommandName =
  | `${"SEND_CUSTOM" | "DELAY"}_${"HOST" | "SVC"}_NOTIFICATION`
  | `SET_${"HOST" | "SVC"}_NOTIFICATION_NUMBER`;

interface CustomArguments {
  readonly options: NotificationOptions;
  readonly author: string;
  readonly comment: string;
}

/** Custom notifications, and what moves the next one (Nagios). */
export function notificationCommands({
  targets,
  ledger,
  notificationEngine,
  clock,
}: NotificationCommandParts): CommandRuns<NotificationCommandName> {
  const custom = async (resource: Resource, { options, author, comment }: CustomArguments): Promise<void> => {
    const { key } = resource;
    const state = ledger.state(key);
    if (state === null) return;
    const notified = notificationEngine.decide(
      { key, at: Math.floor(clock.now()), kind: "custom", author, comment, ...options },
      resource,
      state,
    );
    await ledger.commit([
      ...(notified.state === state ? [] : [{ kind: "state", key, state: notified.state } as const]),
      ...notified.changes,
    ]);
  };

  const change = async ({ key }: Resource, changed: (state: ResourceState) => ResourceState): Promise<void> => {
    const state = ledger.state(key);
    if (state !== null) await ledger.commit([{ kind: "state", key, state: changed(state) }]);
  };

  const delay = (resource: Resource, time: UnixSeconds): Promise<void> =>
    change(resource, (state) => withNextNotification(state, time));

  const setNumber = (resource: Resource, number: number): Promise<void> =>
    change(resource, (state) => withNotificationNumber(state, number));

  return {
    SEND_CUSTOM_HOST_NOTIFICATION: async (args) => custom(targets().host(args.host), args),
    SEND_CUSTOM_SVC_NOTIFICATION: async (args) => custom(targets().service(args.host, args.service), args),
    DELAY_HOST_NOTIFICATION: async (args) => delay(targets().host(args.host), args.notification_time),
    DELAY_SVC_NOTIFICATION: async (args) => delay(targets().service(args.host, args.service), args.notification_time),
    SET_HOST_NOTIFICATION_NUMBER: async (args) => setNumber(targets().host(args.host), args.number),
    SET_SVC_NOTIFICATION_NUMBER: async (args) => setNumber(targets().service(args.host, args.service), args.number),
  };
}
