import type { Clock, UnixSeconds } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import type { StoredWallLink, WallView } from "../model/account.ts";
import { logAccess } from "./access-log.ts";
import type { Caller } from "./caller.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

/** Links to wall screens of one account. */
const MAX_WALL_LINKS = 100;

/** Links of an account that show one view, read-only, to whoever has their secret. They end with the account. */
export interface WallLinks {
  /** Takes the links of the store. */
  load(stored: readonly StoredWallLink[]): void;
  /** Undefined for one that does not exist or is over. */
  byId(id: number): StoredWallLink | undefined;
  bySecret(secret: string): StoredWallLink | undefined;
  /** Those of the caller, all of them for an administrator, by id. */
  visibleTo(caller: Caller): readonly StoredWallLink[];
  /** Resolves with the link and its secret, which is shown this once. Refuses with `too-many-wall-links`. */
  add(wanted: WantedWallLink, actor: LinkActor): Promise<{ readonly link: StoredWallLink; readonly secret: string }>;
  /** Deletes a link and ends the sessions that it opened. Refuses with `wall-link-not-found`. */
  delete(id: number, actor: LinkActor): Promise<void>;
}

export interface WantedWallLink {
  readonly label: string;
  readonly view: WallView;
  readonly expiresAt: UnixSeconds | null;
}

export interface LinkActor {
  readonly caller: Caller;
  readonly address: string;
}

export interface WallLinksOptions {
  readonly store: Pick<Store, "commit">;
  readonly refresh: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createWallLinks({ store, refresh, clock, log }: WallLinksOptions): WallLinks {
  let links: readonly StoredWallLink[] = [];
  const present = (): readonly StoredWallLink[] =>
    links.filter(({ expiresAt }) => expiresAt === null || clock.now() < expiresAt);
  const visibleTo = ({ contactId, isAdmin }: Caller): readonly StoredWallLink[] =>
    present().filter((link) => isAdmin || link.contactId === contactId);
  const note = (event: "wall-link-added" | "wall-link-deleted", label: string, { caller, address }: LinkActor): void =>
    logAccess(log, event, { address, source: "api", account: caller.alias }, { label });

  return {
    load: (stored) => {
      links = stored;
    },
    byId: (id) => present().find((link) => link.id === id),
    bySecret: (secret) => {
      const hash = hashOfSecret(secret);
      return present().find((link) => link.hash === hash);
    },
    visibleTo,
    add: async ({ label, view, expiresAt }, actor) => {
      await refresh();
      const { contactId } = actor.caller;
      if (present().filter((link) => link.contactId === contactId).length >= MAX_WALL_LINKS)
        throw new Refusal(
          "too-many-wall-links",
          `There are already ${MAX_WALL_LINKS} links to wall screens; delete some first.`,
          { params: { most: MAX_WALL_LINKS } },
        );
      const secret = newSecret();
      const hash = hashOfSecret(secret);
      const createdAt = Math.floor(clock.now());
      const over = links.filter((link) => !present().includes(link));
      await store.commit([
        ...over.map(({ id }) => ({ kind: "wall-link-deleted", id }) as const),
        { kind: "wall-link", link: { id: 0, hash, contactId, label, view, createdAt, expiresAt } },
      ]);
      await refresh();
      const link = links.find((one) => one.hash === hash);
      if (link === undefined) throw new Refusal("wall-link-not-found", "The link was deleted in the same moment.");
      note("wall-link-added", label, actor);
      return { link, secret };
    },
    delete: async (id, actor) => {
      await refresh();
      const link = visibleTo(actor.caller).find((one) => one.id === id);
      if (link === undefined) throw new Refusal("wall-link-not-found", "Link to a wall screen not found");
      await store.commit([{ kind: "wall-link-deleted", id }]);
      await refresh();
      note("wall-link-deleted", link.label, actor);
    },
  };
}
