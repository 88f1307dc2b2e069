import { setTimeout as wait } from "node:timers/promises";
import { openStandbyDoor } from "../../interfaces/standby/standby-door.ts";
import { Refusal } from "../../model/refusal.ts";
import { openFollower, type FollowerOptions } from "./open-follower.ts";

/** What a server answers while another one leads. */
export interface Standby {
  /** Gives the address and the local socket free. */
  close(): Promise<void>;
}

const RETRY_MS = 5_000;

/**
 * Answers as a standby: at first with who leads alone, and as a follower once the tables are filled. What keeps it from
 * following, such as tables of another release, does not keep it from leading later. Refuses like `openStandbyDoor`.
 */
export async function openStandby(options: FollowerOptions): Promise<Standby> {
  const { log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let answering: Standby = await openStandbyDoor(options);

  const follow = async (): Promise<void> => {
    const follower = await openFollower(options);
    if (signal.aborted) return follower.close();
    const former = answering;
    answering = follower;
    await follower
      .listen(() => former.close())
      .catch(async (error: unknown) => {
        answering = former;
        await follower.close();
        throw error;
      });
  };
  const tryToFollow = async (): Promise<void> => {
    let told: string | null = null;
    while (!signal.aborted) {
      try {
        return await follow();
      } catch (error) {
        const reason = error instanceof Refusal ? error.code : String(error);
        if (told !== reason)
          log.warn({ area: "cluster", err: error }, "this standby does not answer reads yet; trying again");
        told = reason;
        await wait(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  };
  const following = tryToFollow();
  return {
    async close() {
      stopping.abort();
      await following;
      await answering.close();
    },
  };
}
