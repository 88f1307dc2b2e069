/**
 * Number of a host or a service: host_id * 2^26 + service_id, with service_id 0 for the host itself. A service_id may
 * occur under several hosts, so only the pair identifies a service.
 */
export type ResourceKey = number;

/** Largest id. Ids are positive integers; with this limit both halves fit into a safe integer. */
export const MAX_ID = 2 ** 26 - 1;

/** Key of the server itself in the history: host 0, which no resource has. */
export const SERVER_KEY: ResourceKey = 0;

export const hostKey = (hostId: number): ResourceKey => hostId * 2 ** 26;
export const serviceKey = (hostId: number, serviceId: number): ResourceKey => hostId * 2 ** 26 + serviceId;
export const hostIdOf = (key: ResourceKey): number => Math.floor(key / 2 ** 26);
/** 0 for a host. */
export const serviceIdOf = (key: ResourceKey): number => key % 2 ** 26;
export const isHostKey = (key: ResourceKey): boolean => serviceIdOf(key) === 0;
