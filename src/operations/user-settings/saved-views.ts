import type { Store } from "../../data/store/store.ts";
import { createSharedLock } from "../../lib/shared-lock.ts";
import { Refusal } from "../../model/refusal.ts";
import type { UserFilter } from "../../model/user-settings.ts";

/** Search of the console that an account has kept under a name. */
export interface SavedView extends SavedViewContent {
  readonly id: number;
  readonly contactId: number;
}

export interface SavedViewContent {
  /** Unique among those of the account. */
  readonly name: string;
  readonly q: string;
  readonly sort: string;
  readonly columns: readonly string[];
  /** Others may read it. */
  readonly shared: boolean;
}

/** Saved views by account. Changes are durable at once. */
export interface SavedViews {
  /** Those of an account, then those that others share; each part by name. */
  visibleTo(contactId: number): Promise<readonly SavedView[]>;
  /** Refuses with `saved-view-name-taken` and `too-many-saved-views`. */
  add(contactId: number, content: SavedViewContent): Promise<SavedView>;
  /** Refuses with `saved-view-not-found`, also for one of another account, and `saved-view-name-taken`. */
  replace(contactId: number, id: number, content: SavedViewContent): Promise<SavedView>;
  /** Refuses with `saved-view-not-found`. */
  delete(contactId: number, id: number): Promise<void>;
}

const MAX_VIEWS = 100;
/** Kept as filters of a page whose name the API of filters does not accept. */
const PAGE = "console views";

export function createSavedViews(store: Pick<Store, "commit" | "readUserFilters" | "readFiltersOfPage">): SavedViews {
  // A change reads what it changes, so that two at once would not see each other.
  const { alone } = createSharedLock();
  const ownOf = async (contactId: number): Promise<readonly SavedView[]> =>
    (await store.readUserFilters(contactId, PAGE)).map(viewOf);

  return {
    async visibleTo(contactId) {
      const all = (await store.readFiltersOfPage(PAGE)).map(viewOf);
      const isOwn = (view: SavedView): boolean => view.contactId === contactId;
      return all
        .filter((view) => view.shared || isOwn(view))
        .sort((left, right) => Number(isOwn(right)) - Number(isOwn(left)) || left.name.localeCompare(right.name));
    },
    add: (contactId, content) =>
      alone(async () => {
        const own = await ownOf(contactId);
        refuseTaken(own, content.name);
        if (own.length >= MAX_VIEWS)
          throw new Refusal("too-many-saved-views", `There are already ${MAX_VIEWS} saved views; delete some first.`, {
            params: { most: MAX_VIEWS },
          });
        await store.commit([{ kind: "user-filter", filter: filterOf({ ...content, contactId, id: 0 }) }]);
        return (await ownOf(contactId)).find(({ name }) => name === content.name)!;
      }),
    replace: (contactId, id, content) =>
      alone(async () => {
        const own = await ownOf(contactId);
        refuseUnknown(own, id);
        refuseTaken(
          own.filter((other) => other.id !== id),
          content.name,
        );
        const view = { ...content, contactId, id };
        await store.commit([{ kind: "user-filter", filter: filterOf(view) }]);
        return view;
      }),
    delete: (contactId, id) =>
      alone(async () => {
        refuseUnknown(await ownOf(contactId), id);
        await store.commit([{ kind: "user-filter-deleted", id }]);
      }),
  };
}

function refuseUnknown(own: readonly SavedView[], id: number): void {
  if (!own.some((view) => view.id === id)) throw new Refusal("saved-view-not-found", `There is no saved view ${id}.`);
}

function refuseTaken(others: readonly SavedView[], name: string): void {
  if (others.some((other) => other.name === name))
    throw new Refusal("saved-view-name-taken", `There is already a saved view with the name ${name}.`, {
      params: { name },
    });
}

const viewOf = ({ id, contactId, name, criterias }: UserFilter): SavedView => ({
  id,
  contactId,
  name,
  ...(JSON.parse(criterias) as Omit<SavedViewContent, "name">),
});

const filterOf = ({ id, contactId, name, q, sort, columns, shared }: SavedView): UserFilter => ({
  id,
  contactId,
  page: PAGE,
  name,
  criterias: JSON.stringify({ q, sort, columns, shared }),
  order: 0,
});
