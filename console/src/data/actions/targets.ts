import { nameOf } from "../list/row-name.ts";
import type { DowntimeTargets, Key, LiveRow, ResourceType, WholeView } from "../wire.ts";

/** What an action is on. */
export interface ActionTargets {
  readonly on: readonly Key[] | WholeView;
  readonly count: number;
  /** `web-01 › disk /var` if it is one. */
  readonly label: string | null;
  /** The type of all of them; null: both, or not known. */
  readonly type: ResourceType | null;
  /** The same by name, for what repeats; undefined for a view. */
  readonly names?: DowntimeTargets;
}

type NamedRow = Pick<LiveRow, "key" | "type" | "name"> & { readonly host: { readonly name: string } };

export function targetsOfRows(rows: readonly NamedRow[]): ActionTargets {
  const [first, ...others] = rows;
  return {
    on: rows.map(({ key }) => key),
    count: rows.length,
    label: first !== undefined && others.length === 0 ? nameOf(first) : null,
    type: first !== undefined && others.every(({ type }) => type === first.type) ? first.type : null,
    names: {
      hosts: rows.flatMap(({ type, name }) => (type === "host" ? [name] : [])),
      services: rows.flatMap(({ type, name, host }) =>
        type === "service" ? [{ host: host.name, service: name }] : [],
      ),
    },
  };
}

/** All of a view but some; `count`: how many that are. */
export const targetsOfView = (view: string, except: readonly Key[], count: number): ActionTargets => ({
  on: { view, except },
  count,
  label: null,
  type: null,
});
