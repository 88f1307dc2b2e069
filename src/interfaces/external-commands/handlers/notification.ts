import { commandFileActor } from "../../../operations/audit/actor.ts";
import type { NotificationOperations } from "../../../operations/notification/notification-operations.ts";
import type { Resource } from "../../../model/objects.ts";
import type { NotificationOptions } from "../command-arguments.ts";
import type { CommandRuns } from "../command-runs.ts";
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
  const actor = commandFileActor();
  const host = (name: string): Resource => targets().host(name);
  const service = (hostName: string, description: string): Resource => targets().service(hostName, description);

  const custom = (resource: Resource, { options, author, comment }: CustomArguments): Promise<void> =>
    operations.sendCustomNotification(resource, { comment, ...options }, commandFileActor(author));

  return {
    SEND_CUSTOM_HOST_NOTIFICATION: async (args) => custom(host(args.host), args),
    SEND_CUSTOM_SVC_NOTIFICATION: async (args) => custom(service(args.host, args.service), args),
    DELAY_HOST_NOTIFICATION: async (args) =>
      operations.delayNotification(host(args.host).key, args.notification_time, actor),
    DELAY_SVC_NOTIFICATION: async (args) =>
      operations.delayNotification(service(args.host, args.service).key, args.notification_time, actor),
    SET_HOST_NOTIFICATION_NUMBER: async (args) =>
      operations.setNotificationNumber(host(args.host).key, args.number, actor),
    SET_SVC_NOTIFICATION_NUMBER: async (args) =>
      operations.setNotificationNumber(service(args.host, args.service).key, args.number, actor),
  };
}
