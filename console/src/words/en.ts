import { enFirst } from "./en-first.ts";
import { acknowledgements } from "./en/acknowledgements.ts";
import { actions } from "./en/actions.ts";
import { calendar } from "./en/calendar.ts";
import { downtimes } from "./en/downtimes.ts";
import { events } from "./en/events.ts";
import { group } from "./en/group.ts";
import { groups } from "./en/groups.ts";
import { health } from "./en/health.ts";
import { notifications } from "./en/notifications.ts";
import { overview } from "./en/overview.ts";
import { pollers } from "./en/pollers.ts";
import { profile } from "./en/profile.ts";
import { reasons } from "./en/reasons.ts";
import { reasonSentences, recoveryOwed } from "./en/reason-sentences.ts";
import { resource } from "./en/resource.ts";
import { resources } from "./en/resources.ts";
import { servers } from "./en/servers.ts";
import { simulate } from "./en/simulate.ts";
import { wall } from "./en/wall.ts";
import { welcome } from "./en/welcome.ts";

export const en = {
  ...enFirst,
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
};
