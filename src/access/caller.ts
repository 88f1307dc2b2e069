import type { ResourceKey } from "../model/resource-key.ts";

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

/** Which objects a contact sees (contract §6.2). An administrator sees all. Its answers never change: what changes them makes a new one. */
export interface Visibility {
  /** True for an administrator: callers may skip the tests. */
  readonly seesAll: boolean;
  seesHost(hostId: number): boolean;
  seesService(key: ResourceKey): boolean;
  seesHostGroup(id: number): boolean;
  seesServiceGroup(id: number): boolean;
}

/** Who makes a request, with everything that limits it. */
export interface Caller {
  readonly contactId: number;
  /** Login name: the author of what the caller does. */
  readonly alias: string;
  readonly isAdmin: boolean;
  readonly visibility: Visibility;
  hasRole(role: Role): boolean;
}
