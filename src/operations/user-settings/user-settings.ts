import type { Store } from "../../data/store/store.ts";
import { createSharedLock } from "../../lib/shared-lock.ts";
import type { Change } from "../../model/change.ts";
import { Refusal } from "../../model/refusal.ts";
import { createSavedViews, type SavedViews } from "./saved-views.ts";
import type { ConsolePreferences, UserFilter, UserPreferences } from "../../model/user-settings.ts";

/** Maximum number of filters of an account for one page. */
const MAX_FILTERS = 1000;

export const DEFAULT_PREFERENCES: UserPreferences = { theme: "light", density: "compact" };

/** What an account has chosen for itself: appearance and filters (later versions §10). Changes are durable at once. */
export interface UserSettings {
  preferences(contactId: number): Promise<UserPreferences>;
  savePreferences(contactId: number, changes: Partial<UserPreferences>): Promise<void>;
  /** What the account has chosen for the console; empty at first. */
  consolePreferences(contactId: number): Promise<ConsolePreferences>;
  /** Replaces them all. */
  saveConsolePreferences(contactId: number, preferences: ConsolePreferences): Promise<void>;
  /** Filters of an account for a page, in their order. */
  filters(place: FilterPlace): Promise<readonly UserFilter[]>;
  /** Refuses with `filter-not-found`, as all that name one. */
  filter(place: FilterPlace, id: number): Promise<UserFilter>;
  /** Adds a filter at the end. Refuses with `filter-name-taken` or `too-many-filters`. */
  addFilter(place: FilterPlace, content: FilterContent): Promise<UserFilter>;
  /** Refuses with `filter-name-taken`. */
  replaceFilter(place: FilterPlace, id: number, content: FilterContent): Promise<UserFilter>;
  /** Moves a filter to a place from 1; beyond the last one it is the last. */
  moveFilter(place: FilterPlace, id: number, order: number): Promise<UserFilter>;
  deleteFilter(place: FilterPlace, id: number): Promise<void>;
  readonly savedViews: SavedViews;
}

export interface FilterPlace {
  readonly contactId: number;
  readonly page: string;
}

export type FilterContent = Pick<UserFilter, "name" | "criterias">;

type UserStore = Pick<
  Store,
  "commit" | "readUserPreferences" | "readConsolePreferences" | "readUserFilters" | "readFiltersOfPage"
>;

export function createUserSettings(store: UserStore): UserSettings {
  // A change reads what it changes, so that two at once would not see each other.
  const { alone } = createSharedLock();

  const preferences = async (contactId: number): Promise<UserPreferences> =>
    (await store.readUserPreferences(contactId)) ?? DEFAULT_PREFERENCES;
  const filters = ({ contactId, page }: FilterPlace): Promise<readonly UserFilter[]> =>
    store.readUserFilters(contactId, page);
  const filter = async (place: FilterPlace, id: number): Promise<UserFilter> => oneOf(await filters(place), id);
  /** Stores the filters whose order is not their place in the list. */
  const renumber = (list: readonly UserFilter[]): readonly Change[] =>
    list.flatMap((one, index): Change[] =>
      one.order === index + 1 ? [] : [{ kind: "user-filter", filter: { ...one, order: index + 1 } }],
    );

  return {
    savedViews: createSavedViews(store),
    preferences,
    savePreferences: (contactId, changes) =>
      alone(async () => {
        const changed = { ...(await preferences(contactId)), ...changes };
        await store.commit([{ kind: "user-preferences", contactId, preferences: changed }]);
      }),
    consolePreferences: async (contactId) => (await store.readConsolePreferences(contactId)) ?? {},
    saveConsolePreferences: async (contactId, changed) => {
      await store.commit([{ kind: "console-preferences", contactId, preferences: changed }]);
    },
    filters,
    filter,
    addFilter: (place, content) =>
      alone(async () => {
        const present = await filters(place);
        refuseTaken(present, content.name);
        if (present.length >= MAX_FILTERS)
          throw new Refusal("too-many-filters", `There are already ${MAX_FILTERS} filters; delete some first.`);
        const added = { ...place, ...content, id: 0, order: present.length + 1 };
        await store.commit([{ kind: "user-filter", filter: added }]);
        return (await filters(place)).find(({ name }) => name === content.name) ?? added;
      }),
    replaceFilter: (place, id, content) =>
      alone(async () => {
        const present = await filters(place);
        const changed = { ...oneOf(present, id), ...content };
        refuseTaken(
          present.filter((other) => other.id !== id),
          content.name,
        );
        await store.commit([{ kind: "user-filter", filter: changed }]);
        return changed;
      }),
    moveFilter: (place, id, order) =>
      alone(async () => {
        const present = await filters(place);
        const moved = oneOf(present, id);
        const others = present.filter((other) => other.id !== id);
        await store.commit(renumber(others.toSpliced(Math.max(order, 1) - 1, 0, moved)));
        return filter(place, id);
      }),
    deleteFilter: (place, id) =>
      alone(async () => {
        const present = await filters(place);
        oneOf(present, id);
        const others = present.filter((other) => other.id !== id);
        await store.commit([{ kind: "user-filter-deleted", id }, ...renumber(others)]);
      }),
  };
}

function oneOf(present: readonly UserFilter[], id: number): UserFilter {
  const found = present.find((one) => one.id === id);
  if (found === undefined) throw new Refusal("filter-not-found", `Filter id ${id} not found`);
  return found;
}

function refuseTaken(present: readonly UserFilter[], name: string): void {
  if (present.some((other) => other.name === name)) throw new Refusal("filter-name-taken", "Filter name already used");
}
