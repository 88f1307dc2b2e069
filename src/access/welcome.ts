import type { Clock } from "../lib/clock.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

/** How long the link of the first start is good. */
const WELCOME_SECONDS = 3600;

/**
 * Link of the first start with which the first administrator chooses a password. It is good once, for an hour, and only
 * while nobody has signed in; a restart ends it.
 */
export interface Welcome {
  /** Makes the secret, which is not kept. */
  begin(): string;
  isGood(secret: string): boolean;
  end(): void;
}

export function createWelcome(clock: Clock): Welcome {
  let open: { readonly hash: string; readonly until: number } | null = null;
  return {
    begin: () => {
      const secret = newSecret();
      open = { hash: hashOfSecret(secret), until: clock.now() + WELCOME_SECONDS };
      return secret;
    },
    isGood: (secret) => open !== null && clock.now() < open.until && open.hash === hashOfSecret(secret),
    end: () => {
      open = null;
    },
  };
}
