import type { ResourceType, State } from "./wire.ts";

/** One of `GET /api/groups`. */
export interface LiveGroup {
  /** `hg3`, `sg4`. */
  readonly key: string;
  readonly kind: ResourceType;
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  readonly worst: State | null;
  readonly worst_unhandled: State | null;
  readonly unhandled: number;
  readonly counts: Readonly<Partial<Record<State, number>>>;
  /** Members that are counted: of a host group its hosts and their services. */
  readonly size: number;
}

export interface LiveGroups {
  readonly result: readonly LiveGroup[];
  readonly meta: { readonly total: number; readonly as_of: number; readonly q: string };
}
