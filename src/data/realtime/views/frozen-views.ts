import { randomBytes } from "node:crypto";
import { createAlarm } from "../../../lib/alarm.ts";
import type { Bits } from "../../../lib/bits.ts";
import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { Query } from "../query/query.ts";
import type { SortBy } from "../query/sort-order.ts";
import type { ResourceIndex } from "../table/resource-index.ts";

/** List of resources in the order that they had when it was asked for first. */
export interface FrozenView {
  readonly id: string;
  /** Account that asked for it, with each of its sessions and tokens. */
  readonly account: number;
  /** Who asked for it: a web session, or a token. */
  readonly owner: string;
  readonly query: Query;
  readonly sort: readonly SortBy[];
  /** Positions in the index, 4 bytes each. */
  readonly places: Uint32Array;
  /** The same as a set. */
  readonly members: Bits;
}

export interface FrozenViews {
  open(content: Omit<FrozenView, "id">, index: ResourceIndex): FrozenView;
  /**
   * View of a caller, whose time it starts again. Refuses with `view-ended`, also for one that never was, and with
   * `not-found` for that of another caller.
   */
  get(id: string, owner: string, index: ResourceIndex): FrozenView;
  sizes(): { readonly count: number; readonly bytes: number };
  /** Ends all. */
  close(): void;
}

const IDLE_SECONDS = 600;
/** Lists that a web session or token may have open, and follow in the live stream. */
export const MAX_OPEN_VIEWS = 8;
/** With the order that is about to replace one of them, so that it ends none of the others. */
const MAX_VIEWS_OF_OWNER = MAX_OPEN_VIEWS + 1;
/** Of all accounts together. Beyond it the account that holds most of it gives its oldest views first. */
const MAX_BYTES = 64 * 1024 * 1024;
/** What an empty list takes. */
const LEAST_BYTES = 1_024;

interface KeptView {
  readonly view: FrozenView;
  readonly bytes: number;
  lastUse: UnixSeconds;
}

export function createFrozenViews(clock: Clock, maxBytes = MAX_BYTES): FrozenViews {
  /** The one unused for longest first. */
  const views = new Map<string, KeptView>();
  let bytes = 0;
  /** Positions mean nothing in another index. */
  let ofIndex: WeakRef<ResourceIndex> | null = null;
  const alarm = createAlarm(clock, () => endIdle());

  const end = (id: string): void => {
    bytes -= views.get(id)?.bytes ?? 0;
    views.delete(id);
  };
  const endIdle = (): void => {
    for (const [id, { lastUse }] of views) {
      if (clock.now() < lastUse + IDLE_SECONDS) break;
      end(id);
    }
    const [oldest] = views.values();
    alarm.set(oldest === undefined ? null : oldest.lastUse + IDLE_SECONDS);
  };
  /** The view unused for longest of the account that holds most; `except` stays. */
  const mostDispensable = (except: FrozenView): string | undefined => {
    const held = new Map<number, number>();
    for (const { view, bytes: size } of views.values()) held.set(view.account, (held.get(view.account) ?? 0) + size);
    const others = [...views.values()].map(({ view }) => view).filter((view) => view !== except);
    const most = Math.max(...others.map(({ account }) => held.get(account)!));
    return others.find(({ account }) => held.get(account) === most)?.id;
  };
  const endAll = (): void => {
    views.clear();
    bytes = 0;
    alarm.set(null);
  };
  const endThoseOfOthersThan = (index: ResourceIndex): void => {
    if (ofIndex?.deref() === index) return;
    endAll();
    ofIndex = new WeakRef(index);
  };

  return {
    open(content, index) {
      endThoseOfOthersThan(index);
      const view: FrozenView = { ...content, id: `v-${randomBytes(12).toString("base64url")}` };
      const own = [...views.values()].filter(({ view: { owner } }) => owner === content.owner);
      for (const { view: old } of own.slice(0, Math.max(0, own.length + 1 - MAX_VIEWS_OF_OWNER))) end(old.id);
      const size = LEAST_BYTES + view.places.byteLength + view.members.byteLength;
      views.set(view.id, { view, bytes: size, lastUse: clock.now() });
      bytes += size;
      while (bytes > maxBytes && views.size > 1) end(mostDispensable(view)!);
      endIdle();
      return view;
    },
    get(id, owner, index) {
      endThoseOfOthersThan(index);
      endIdle();
      const kept = views.get(id);
      if (kept === undefined)
        throw new Refusal("view-ended", `The view ${id.slice(0, 40)} has ended; ask again without it.`);
      if (kept.view.owner !== owner) throw new Refusal("not-found", "View not found");
      kept.lastUse = clock.now();
      views.delete(id);
      views.set(id, kept);
      endIdle();
      return kept.view;
    },
    sizes: () => ({ count: views.size, bytes }),
    close: endAll,
  };
}
