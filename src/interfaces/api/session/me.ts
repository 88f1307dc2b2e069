import type { Caller } from "../../../access/caller.ts";
import { roleNames } from "../../../access/roles.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { WallScreen } from "../../../model/account.ts";
import { dateOrNull } from "../present-values.ts";
import type { SharedParts } from "../shared-parts.ts";
import type { FEATURES } from "./schema.ts";

/** The account of a caller, what it has chosen and may do, and the server, for the console. */
export async function meOf(caller: Caller, parts: SharedParts, wall: WallScreen | undefined = caller.wall) {
  const { access, userSettings, health, clock, installationName, command } = parts;
  const account = access.accountByAlias(caller.alias);
  return {
    login: caller.alias,
    name: account?.name ?? caller.alias,
    is_admin: caller.isAdmin,
    roles: roleNames.filter((role) => caller.hasRole(role)),
    preferences: caller.wall === undefined ? await userSettings.consolePreferences(caller.contactId) : {},
    wall: wall === undefined ? null : { label: wall.label, view: wall.view, expires_at: dateOrNull(wall.expiresAt) },
    server: {
      version: health().version,
      name: installationName,
      command: caller.isAdmin ? command : null,
      now: formatRfc3339(clock.now()),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      features: featuresOf(parts),
    },
  };
}

const featuresOf = ({ hasMetrics }: SharedParts): readonly (typeof FEATURES)[number][] =>
  hasMetrics() ? ["metrics"] : [];
