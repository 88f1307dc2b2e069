import type { Access } from "../../access/access.ts";
import type { UserSettings } from "../../operations/user-settings/user-settings.ts";
import type { ApiParts } from "./api-parts.ts";

/** Parts that every server of a cluster has: what reads use, and nothing that changes the store. */
export interface SharedParts extends Pick<
  ApiParts,
  | "realtime"
  | "live"
  | "comments"
  | "events"
  | "stream"
  | "configuredSince"
  | "health"
  | "cluster"
  | "serverFamilies"
  | "hasMetrics"
  | "openApiDocument"
  | "clock"
  | "installationName"
  | "command"
  | "hideCommandLine"
  | "inventory"
> {
  readonly access: ReadableAccess;
  readonly userSettings: Pick<UserSettings, "preferences" | "consolePreferences" | "filters" | "filter"> & {
    readonly savedViews: Pick<UserSettings["savedViews"], "visibleTo">;
  };
}

interface ReadableAccess extends Pick<
  Access,
  "mayUseApi" | "accountByAlias" | "accountById" | "accountsFor" | "accessGroupsOf"
> {
  readonly webSessions: Pick<Access["webSessions"], "wallOf" | "kindOf" | "ofCaller">;
  readonly wallLinks: Pick<Access["wallLinks"], "visibleTo">;
  readonly scriptTokens: Pick<Access["scriptTokens"], "mayMake" | "visibleTo">;
}
