import type { WallScreen } from "../model/account.ts";
import type { Visibility } from "../model/visibility.ts";

/** Action rules of contract §6.3, and §3.4 for later versions. */
export type Role =
  | "host_acknowledgement"
  | "host_disacknowledgement"
  | "service_acknowledgement"
  | "service_disacknowledgement"
  | "host_schedule_downtime"
  | "service_schedule_downtime"
  | "host_submit_result"
  | "service_submit_result"
  | "service_display_command"
  | "host_schedule_check"
  | "host_schedule_forced_check"
  | "service_schedule_check"
  | "service_schedule_forced_check"
  | "host_comment"
  | "service_comment"
  | "generate_cfg";

/** Sender of a request with its rights. */
export interface Caller {
  readonly contactId: number;
  /** Login name; stored as the author of the caller's actions. */
  readonly alias: string;
  readonly isAdmin: boolean;
  readonly visibility: Visibility;
  hasRole(role: Role): boolean;
  /** Wall screen, whose view is all that it may read; undefined for everybody else. */
  readonly wall?: WallScreen;
}
