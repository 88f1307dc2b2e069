import {
  hostIdOf,
  hostKey,
  isHostKey,
  MAX_ID,
  serviceIdOf,
  serviceKey,
  type ResourceKey,
} from "../../../model/resource-key.ts";

/** Key of a host or a service as text: `h41`, `s41.7`. */
export const formatLiveKey = (key: ResourceKey): string =>
  isHostKey(key) ? `h${hostIdOf(key)}` : `s${hostIdOf(key)}.${serviceIdOf(key)}`;

/** Reads `h41` or `s41.7` (host id, host id.service id). Undefined for everything else. */
export function parseLiveKey(text: string): ResourceKey | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, ofHost, hostOfService, service] = match;
  const ids = ofHost === undefined ? [Number(hostOfService), Number(service)] : [Number(ofHost)];
  if (ids.some((id) => id > MAX_ID)) return undefined;
  return ofHost === undefined ? serviceKey(ids[0]!, ids[1]!) : hostKey(ids[0]!);
}

const PATTERN = /^(?:h([1-9]\d{0,7})|s([1-9]\d{0,7})\.([1-9]\d{0,7}))$/;

/** For parameters and bodies. */
export const LIVE_KEY_PATTERN = PATTERN.source;
