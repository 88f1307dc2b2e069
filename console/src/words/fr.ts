import { frFirst } from "./fr-first.ts";
import type { Messages } from "./messages.ts";
import { acknowledgements } from "./fr/acknowledgements.ts";
import { actions } from "./fr/actions.ts";
import { calendar } from "./fr/calendar.ts";
import { downtimes } from "./fr/downtimes.ts";
import { events } from "./fr/events.ts";
import { group } from "./fr/group.ts";
import { groups } from "./fr/groups.ts";
import { health } from "./fr/health.ts";
import { notifications } from "./fr/notifications.ts";
import { overview } from "./fr/overview.ts";
import { pollers } from "./fr/pollers.ts";
import { profile } from "./fr/profile.ts";
import { reasons } from "./fr/reasons.ts";
import { reasonSentences, recoveryOwed } from "./fr/reason-sentences.ts";
import { resource } from "./fr/resource.ts";
import { resources } from "./fr/resources.ts";
import { servers } from "./fr/servers.ts";
import { simulate } from "./fr/simulate.ts";
import { wall } from "./fr/wall.ts";
import { welcome } from "./fr/welcome.ts";

export const fr = {
  ...frFirst,
  acknowledgements,
  actions,
  calendar,
  downtimes,
  events,
  group,
  groups,
  health,
  notifications,
  overview,
  pollers,
  profile,
  reasons,
  reasonSentences,
  recoveryOwed,
  resource,
  resources,
  servers,
  simulate,
  wall,
  welcome,
} satisfies Messages;
