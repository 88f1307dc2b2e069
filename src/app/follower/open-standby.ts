import { setTimeout as wait } from "node:timers/promises";
import { openStandbyDoor } from "../../interfaces/standby/standby-door.ts";
import { Refusal } from "../../model/refusal.ts";
import { openFollower, type Follower, type FollowerOptions } from "./open-follower.ts";

/** What a server answers while another one leads. */
export interface Standby {
  /** What would keep this server from leading; null while nothing is known of that kind. */
  unfitBecause(): Error | null;
  /** Goes on answering as it does; to be called before another API takes the address, which it takes no more itself. */
  stay(): Promise<void>;
  /** As `Follower.lead`, after `stay`. Null also if it does not follow. */
  lead: Follower["lead"];
  /** Gives the address and the local socket free. */
  close(): Promise<void>;
}

const RETRY_MS = 5_000;

export interface StandbyOptions extends FollowerOptions {
  /** Refuses what would keep this server from leading. */
  readonly refuseUnfit: () => void;
}

/**
 * Answers as a standby: at first with who leads alone, and as a follower once the tables are filled. What keeps it from
 * following, such as tables of another release, does not keep it from leading later. Refuses like `openStandbyDoor`.
 */
export async function openStandby({ refuseUnfit, ...options }: StandbyOptions): Promise<Standby> {
  const { log } = options;
  let unfit: Error | null = null;
  const stopping = new AbortController();
  const { signal } = stopping;
  let answering: Pick<Standby, "close"> & Partial<Pick<Standby, "lead">> = await openStandbyDoor(options);
  let changeOver: Promise<void> = Promise.resolve();

  const follow = async (): Promise<void> => {
    const follower = await openFollower(options);
    if (signal.aborted) return follower.close();
    const former = answering;
    answering = follower;
    changeOver = follower
      .listen(() => former.close())
      .catch(async (error: unknown) => {
        answering = former;
        await follower.close();
        throw error;
      });
    await changeOver;
  };
  const tryToFollow = async (): Promise<void> => {
    let told: string | null = null;
    while (!signal.aborted) {
      try {
        return await follow();
      } catch (error) {
        const reason = error instanceof Refusal ? error.code : String(error);
        // Only then, since it reads what following reads as well.
        if (told === null && findUnfit()) return;
        if (told !== reason)
          log.warn({ area: "cluster", err: error }, "this standby does not answer reads yet; trying again");
        told = reason;
        await wait(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  };
  const findUnfit = (): boolean => {
    try {
      refuseUnfit();
    } catch (error) {
      unfit = error as Error;
    }
    return unfit !== null;
  };
  const following = tryToFollow();
  const stay = async (): Promise<void> => {
    stopping.abort();
    // Its failure is told where it is tried.
    await changeOver.catch(() => {});
  };
  return {
    unfitBecause: () => unfit,
    stay,
    lead: async (store, stops) => (await answering.lead?.(store, stops)) ?? null,
    async close() {
      await stay();
      await following;
      await answering.close();
    },
  };
}
