import type { Operation } from "../operation.ts";
import { commands } from "./commands.ts";
import { configurationOperations } from "./configuration-list.ts";
import { emptyLists } from "./empty-lists.ts";
import { generateOperations } from "./generate.ts";
import { configuredHostGroups, configuredServiceGroups } from "./groups.ts";
import { configuredHosts } from "./hosts.ts";
import { iconImage, icons } from "./icons.ts";
import { monitoringServers, runningServers } from "./monitoring-servers.ts";
import { notificationPolicyOperations } from "./notification-policy.ts";
import { accessGroups, contactGroups, contactTemplates, users } from "./people.ts";
import { configuredServices } from "./services.ts";
import { hostTemplates, serviceTemplates } from "./templates.ts";
import { timePeriods } from "./time-periods.ts";

/** Operations of later versions §13. */
export const configurationReads: readonly Operation[] = [
  ...configurationOperations(configuredHosts),
  ...configurationOperations(configuredHostGroups),
  ...configurationOperations(hostTemplates),
  ...configurationOperations(configuredServices),
  ...configurationOperations(configuredServiceGroups),
  ...configurationOperations(serviceTemplates),
  ...emptyLists.flatMap((kind) => configurationOperations(kind)),
  ...configurationOperations(commands),
  ...configurationOperations(timePeriods),
  ...configurationOperations(icons),
  iconImage,
  ...configurationOperations(users),
  ...configurationOperations(contactGroups),
  ...configurationOperations(contactTemplates),
  ...configurationOperations(accessGroups),
  ...notificationPolicyOperations,
  ...configurationOperations(monitoringServers),
  ...configurationOperations(runningServers),
  ...generateOperations,
];
