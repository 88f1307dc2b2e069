import type { Clock, UnixSeconds } from "../lib/clock.ts";
import { networkOf } from "./network-of-address.ts";

/** Failures allowed in one window before further logins are refused without a check. Only failures count. */
export interface LoginLimits {
  readonly windowSeconds: number;
  /** From one network to one account. */
  readonly failuresPerAccount: number;
  /**
   * From one network to all accounts, much higher, since many clients may share an address; accounts that logged in
   * from there within a day are exempt.
   */
  readonly failuresPerAddress: number;
}

const defaultLoginLimits: LoginLimits = { windowSeconds: 300, failuresPerAccount: 10, failuresPerAddress: 1000 };

export interface LoginLimiter {
  /** Seconds until the next login attempt is allowed; 0 if allowed now. */
  secondsToWait(address: string, alias: string): number;
  failed(address: string, alias: string): void;
  succeeded(address: string, alias: string): void;
}

const MAX_ENTRIES = 10_000;
const TRUSTED_SECONDS = 86_400;

/**
 * Counts in memory only; a restart resets them. There is no limit per account over all addresses, since anyone could
 * lock out its owner.
 */
export function createLoginLimiter(clock: Clock, limits: LoginLimits = defaultLoginLimits): LoginLimiter {
  const failuresOfPair = new Map<string, readonly UnixSeconds[]>();
  const failuresOfAddress = new Map<string, readonly UnixSeconds[]>();
  const successOfPair = new Map<string, UnixSeconds>();

  const recent = (failures: readonly UnixSeconds[] | undefined): readonly UnixSeconds[] => {
    const now = clock.now();
    return (failures ?? []).filter((at) => at <= now && now - at < limits.windowSeconds);
  };
  const wait = (failures: readonly UnixSeconds[] | undefined, max: number): number => {
    const counted = recent(failures);
    const freeing = counted[counted.length - max];
    return freeing === undefined ? 0 : Math.max(1, Math.ceil(freeing + limits.windowSeconds - clock.now()));
  };
  const isTrusted = (pair: string): boolean => {
    const at = successOfPair.get(pair);
    return at !== undefined && Math.abs(clock.now() - at) < TRUSTED_SECONDS;
  };

  return {
    secondsToWait: (address, alias) => {
      const pair = pairOf(address, alias);
      const ofPair = wait(failuresOfPair.get(pair), limits.failuresPerAccount);
      return ofPair > 0 || isTrusted(pair)
        ? ofPair
        : wait(failuresOfAddress.get(networkOf(address)), limits.failuresPerAddress);
    },
    failed: (address, alias) => {
      const pair = pairOf(address, alias);
      const network = networkOf(address);
      putBounded(
        failuresOfPair,
        pair,
        [...recent(failuresOfPair.get(pair)), clock.now()].slice(-limits.failuresPerAccount),
      );
      putBounded(
        failuresOfAddress,
        network,
        [...recent(failuresOfAddress.get(network)), clock.now()].slice(-limits.failuresPerAddress),
      );
    },
    succeeded: (address, alias) => {
      const pair = pairOf(address, alias);
      failuresOfPair.delete(pair);
      putBounded(successOfPair, pair, clock.now());
    },
  };
}

const pairOf = (address: string, alias: string): string => `${networkOf(address)} ${alias.slice(0, 256).toLowerCase()}`;

/** Keeps the map bounded: the least recently used entry is removed first. */
function putBounded<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_ENTRIES) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
