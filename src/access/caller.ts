import type { Visibility } from "../model/visibility.ts";

/** The action rules of the contract §6.3, and of later versions §3. */
export type Role =
  | "host_acknowledgement"
  | "host_disacknowledgement"
  | "service_acknowledgement"
  | "service_disacknowledgement"
  | "host_schedule_downtime"
  | "service_schedule_downtime"
  | "host_submit_result"
  | "service_submit_result";

/** Who makes a request, with everything that limits it. */
export interface Caller {
  readonly contactId: number;
  /** Login name: the author of what the caller does. */
  readonly alias: string;
  readonly isAdmin: boolean;
  readonly visibility: Visibility;
  hasRole(role: Role): boolean;
}
