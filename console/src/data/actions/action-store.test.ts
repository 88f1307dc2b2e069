import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WholeView } from "../wire.ts";
import { askDowntime, asked, outcome, submitAsked } from "./action-store.ts";

let posted: { readonly on: unknown; readonly request_id: string }[];
let answers: Response[];
beforeEach(() => {
  posted = [];
  answers = [];
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    posted.push(JSON.parse(init.body as string) as (typeof posted)[number]);
    return answers.shift() ?? Response.json({ done: ["h1"], skipped: [], ids: {}, undo: null });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  asked.set(null);
  outcome.set(null);
});

const ENTERED = { q: "host:web" };
const search = (find: () => Promise<WholeView>) => ({ label: "host:web", find });

test("a dialog with a search is closed while the search is made, so that nobody sends or cancels it twice", async () => {
  askDowntime();
  let found: (on: WholeView) => void = () => {};
  const sending = submitAsked(
    asked.get()!,
    {},
    ENTERED,
    search(() => new Promise((resolve) => (found = resolve))),
  );
  expect(asked.get()).toBeNull();

  found({ view: "v-1", except: [] });
  await sending;
  expect(posted.map(({ on }) => on)).toEqual([{ view: "v-1", except: [] }]);
  expect(outcome.get()).toMatchObject({ label: "host:web", done: 1 });
});

test("a search that fails puts the dialog back", async () => {
  askDowntime();
  await submitAsked(
    asked.get()!,
    {},
    ENTERED,
    search(() => Promise.reject(new Error("nothing"))),
  );
  expect(asked.get()).toMatchObject({ entered: ENTERED, error: new Error("nothing") });
  expect(posted).toEqual([]);
});

test("asked again after its view has ended, the search is made again, under the id of before", async () => {
  askDowntime();
  answers = [Response.json({ code: "view-ended", message: "ended" }, { status: 410 })];
  let views = 0;
  const find = () => Promise.resolve({ view: `v-${++views}`, except: [] });
  await submitAsked(asked.get()!, {}, ENTERED, search(find));
  await submitAsked(asked.get()!, {}, ENTERED, search(find));

  expect(posted.map(({ on }) => on)).toMatchObject([{ view: "v-1" }, { view: "v-2" }]);
  expect(new Set(posted.map(({ request_id: id }) => id)).size).toBe(1);
  expect(asked.get()).toBeNull();
});
