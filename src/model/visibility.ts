import type { ResourceKey } from "./resource-key.ts";

/** Which objects a contact sees (contract §6.2). An administrator sees all. Its answers never change: what changes them makes a new one. */
export interface Visibility {
  /** True for an administrator: callers may skip the tests. */
  readonly seesAll: boolean;
  seesHost(hostId: number): boolean;
  seesService(key: ResourceKey): boolean;
  seesHostGroup(id: number): boolean;
  seesServiceGroup(id: number): boolean;
}

export const seesEverything: Visibility = {
  seesAll: true,
  seesHost: () => true,
  seesService: () => true,
  seesHostGroup: () => true,
  seesServiceGroup: () => true,
};
