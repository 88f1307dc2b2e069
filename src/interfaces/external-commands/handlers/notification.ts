import type { NotificationOperations } from "../../../operations/notification/notification-operations.ts";
import type { Resource } from "../../../model/objects.ts";
import type { NotificationOptions } from "../command-arguments.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface NotificationCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: NotificationOperations;
}

type NotificationCommandName =
  | `${"SEND_CUSTOM" | "DELAY"}_${"HOST" | "SVC"}_NOTIFICATION`
  | `SET_${"HOST" | "SVC"}_NOTIFICATION_NUMBER`;

interface CustomArguments {
  readonly options: NotificationOptions;
  readonly author: string;
  readonly comment: string;
}

/** External commands that send custom notifications or change the next one (Nagios). */
export function notificationCommands({
  targets,
  operations,
}: NotificationCommandParts): CommandRuns<NotificationCommandName> {
  const host = (name: string): Resource => targets().host(name);
  const service = (hostName: string, description: string): Resource => targets().service(hostName, description);

  const custom = (resource: Resource, { options, author, comment }: CustomArguments, by: ActorOf): Promise<void> =>
    operations.sendCustomNotification(resource, { comment, ...options }, by(author));

  return {
    SEND_CUSTOM_HOST_NOTIFICATION: async (args, _, by) => custom(host(args.host), args, by),
    SEND_CUSTOM_SVC_NOTIFICATION: async (args, _, by) => custom(service(args.host, args.service), args, by),
    DELAY_HOST_NOTIFICATION: async (args, _, by) =>
      operations.delayNotification(host(args.host).key, args.notification_time, by()),
    DELAY_SVC_NOTIFICATION: async (args, _, by) =>
      operations.delayNotification(service(args.host, args.service).key, args.notification_time, by()),
    SET_HOST_NOTIFICATION_NUMBER: async (args, _, by) =>
      operations.setNotificationNumber(host(args.host).key, args.number, by()),
    SET_SVC_NOTIFICATION_NUMBER: async (args, _, by) =>
      operations.setNotificationNumber(service(args.host, args.service).key, args.number, by()),
  };
}
