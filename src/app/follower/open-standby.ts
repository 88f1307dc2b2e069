import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { acceptLocally } from "../../interfaces/local-socket/accept-locally.ts";
import { openStandbyDoor, type StandbyDoor } from "../../interfaces/standby/standby-door.ts";
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

export interface StandbyOptions extends Omit<FollowerOptions, "isLocal"> {
  /** Refuses what would keep this server from leading. */
  readonly refuseUnfit: () => void;
}

/**
 * Answers as a standby: at first with who leads alone, and as a follower once the tables are filled. What keeps it from
 * following, such as tables of another release, does not keep it from leading later. Refuses like `openStandbyDoor` and
 * `acceptLocally`.
 */
export async function openStandby({ refuseUnfit, ...given }: StandbyOptions): Promise<Standby> {
  const { settings, log } = given;
  const local = new WeakSet<Socket>();
  const options: FollowerOptions = { ...given, isLocal: (socket) => local.has(socket) };
  let unfit: Error | null = null;
  const stopping = new AbortController();
  const { signal } = stopping;
  let answering: StandbyDoor & Partial<Pick<Follower, "lead">> = await openStandbyDoor(options);
  // One for all that answer: a change-over needs no other one, which may fail to open.
  const control = await acceptLocally({
    server: () => answering.server,
    isSecure: settings.tls !== null,
    local,
    dataFolder: settings.dataFolder,
    log,
  }).catch(async (error: unknown) => {
    await answering.close();
    throw error;
  });
  let changeOver: Promise<void> = Promise.resolve();

  const follow = async (): Promise<void> => {
    changeOver = answerAgain();
    await changeOver;
    const follower = await openFollower(options);
    if (signal.aborted) return follower.close();
    changeOver = changeOverTo(follower);
    await changeOver;
  };
  const changeOverTo = async (follower: Follower): Promise<void> => {
    const former = answering;
    try {
      await follower.listen();
      answering = follower;
      await former.close();
    } catch (error) {
      answering = former;
      await answerAgain().finally(() => follower.close());
      throw error;
    }
  };
  /** Opens another door if nobody listens any more: what gave its address away cannot have it back. */
  const answerAgain = async (): Promise<void> => {
    const former = answering;
    if (former.server.listening) return;
    answering = await openStandbyDoor(options);
    await former.close();
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
      await control.stop();
      await answering.close();
    },
  };
}
