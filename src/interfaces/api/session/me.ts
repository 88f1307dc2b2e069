import type { Caller } from "../../../access/caller.ts";
import { roleNames } from "../../../access/roles.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { ApiParts } from "../operation.ts";
import type { FEATURES } from "./schema.ts";

/** The account of a caller, what it has chosen and may do, and the server, for the console. */
export async function meOf(caller: Caller, parts: ApiParts) {
  const { access, userSettings, health, clock, installationName } = parts;
  const account = access.accountByAlias(caller.alias);
  return {
    login: caller.alias,
    name: account?.name ?? caller.alias,
    is_admin: caller.isAdmin,
    roles: roleNames.filter((role) => caller.hasRole(role)),
    preferences: await userSettings.consolePreferences(caller.contactId),
    server: {
      version: health().version,
      name: installationName,
      now: formatRfc3339(clock.now()),
      features: featuresOf(parts),
    },
  };
}

const featuresOf = ({ timeSeries }: ApiParts): readonly (typeof FEATURES)[number][] =>
  timeSeries() === undefined ? [] : ["metrics"];
