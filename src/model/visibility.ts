import { hostIdOf, isHostKey, type ResourceKey } from "./resource-key.ts";

/**
 * Objects that a contact sees (contract §6.2). An administrator sees all. Immutable: a change of access makes a new
 * one.
 */
export interface Visibility {
  /** True for an administrator: callers may skip the other methods. */
  readonly seesAll: boolean;
  seesHost(hostId: number): boolean;
  seesService(key: ResourceKey): boolean;
  seesHostGroup(id: number): boolean;
  seesServiceGroup(id: number): boolean;
}

/** A record or an event is visible with its host or its service (contract §6.2). */
export const seesResource = (visibility: Visibility, key: ResourceKey): boolean =>
  visibility.seesAll || (isHostKey(key) ? visibility.seesHost(hostIdOf(key)) : visibility.seesService(key));

export const seesEverything: Visibility = {
  seesAll: true,
  seesHost: () => true,
  seesService: () => true,
  seesHostGroup: () => true,
  seesServiceGroup: () => true,
};
