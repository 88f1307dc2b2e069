import { expect, test } from "vitest";
import { createFakeClock } from "../../../../test/support/fake-clock.ts";
import { tableOf } from "../../../../test/support/table-of.ts";
import { createRealtime } from "../create-realtime.ts";
import { parseQuery } from "../query/parse-query.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import { createFrozenViews } from "./frozen-views.ts";

const PLACES = 1_000;
const SIZE = 1_024 + 4 * PLACES;

function scene(maxBytes?: number) {
  const realtime = createRealtime({ accountByAlias: () => undefined });
  const { inventory, snapshot } = tableOf({ hosts: [{ name: "web" }] });
  realtime.load(inventory, snapshot, []);
  const clock = createFakeClock(0);
  const views = createFrozenViews(clock, maxBytes);
  let index: ResourceIndex = realtime.index();
  const accounts = ["a", "b", "c", "d", "me", "you", "other"];
  /** `owner`: an account with one session, or `account/session`. */
  const open = (owner: string): string =>
    views.open(
      {
        account: accounts.indexOf(owner.split("/")[0]!),
        owner,
        query: parseQuery(""),
        sort: [],
        places: new Uint32Array(PLACES),
        members: new Uint32Array(0),
      },
      index,
    ).id;
  /** Code of the refusal; undefined if the view is there. */
  const refusalOf = (id: string, owner: string): string | undefined => {
    try {
      views.get(id, owner, index);
      return undefined;
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
  return {
    clock,
    views,
    open,
    refusalOf,
    reload() {
      realtime.load(inventory, snapshot, []);
      index = realtime.index();
    },
  };
}

test("beyond eight views of a session and one that replaces another, the one unused for longest ends, and none of others", () => {
  const { open, refusalOf } = scene();
  const other = open("other");
  const own = Array.from({ length: 9 }, () => open("me"));
  expect(refusalOf(own[0]!, "me")).toBeUndefined();
  open("me");
  expect(own.map((id) => refusalOf(id, "me"))).toEqual([undefined, "view-ended", ...Array.from({ length: 7 })]);
  expect(refusalOf(other, "other")).toBeUndefined();
});

test("all together have a limit; of accounts that hold the same, the view unused for longest ends first", () => {
  const { open, refusalOf, views } = scene(3 * SIZE);
  const ids = ["a", "b", "c"].map((owner) => open(owner));
  expect(refusalOf(ids[0]!, "a")).toBeUndefined();
  open("d");
  expect([refusalOf(ids[0]!, "a"), refusalOf(ids[1]!, "b"), refusalOf(ids[2]!, "c")]).toEqual([
    undefined,
    "view-ended",
    undefined,
  ]);
  expect(views.sizes()).toEqual({ count: 3, bytes: 3 * SIZE });
});

test("an account that opens many views, in however many sessions, ends its own and none of others", () => {
  const { open, refusalOf, views } = scene(8 * SIZE);
  const quiet = [open("a"), open("b"), open("b")];
  const greedy = Array.from({ length: 40 }, (_, session) => open(`me/${session}`));
  expect([refusalOf(quiet[0]!, "a"), ...quiet.slice(1).map((id) => refusalOf(id, "b"))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(greedy.filter((id, session) => refusalOf(id, `me/${session}`) === undefined)).toEqual(greedy.slice(-5));
  // The newcomer takes its share from the one that holds most.
  const late = open("c");
  expect([late, ...quiet].map((id, at) => refusalOf(id, ["c", "a", "b", "b"][at]!))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(views.sizes()).toEqual({ count: 8, bytes: 8 * SIZE });
});

test("a view ends ten minutes after its last use, and gives its memory back by itself", async () => {
  const { clock, open, refusalOf, views } = scene();
  const id = open("me");
  await clock.advanceBy(599);
  expect(refusalOf(id, "me")).toBeUndefined();
  await clock.advanceBy(599);
  expect(refusalOf(id, "me")).toBeUndefined();
  await clock.advanceBy(600);
  expect(views.sizes()).toEqual({ count: 0, bytes: 0 });
  expect(refusalOf(id, "me")).toBe("view-ended");
});

test("another configuration ends all; another caller finds none", () => {
  const { open, refusalOf, reload } = scene();
  const id = open("me");
  expect(refusalOf(id, "you")).toBe("not-found");
  reload();
  expect(refusalOf(id, "me")).toBe("view-ended");
});
