import { contractPath, type ServerApi } from "../api-client.ts";

const PAGE = 1000;

/** Search of the contract's API: conditions that all must hold. */
export type Conditions = readonly Readonly<Record<string, unknown>>[];

export interface ListQuery {
  readonly conditions?: Conditions;
  readonly sort?: Readonly<Record<string, "ASC" | "DESC">>;
  /** Most items that are read. */
  readonly limit: number;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** Reads a listing of the contract's API page by page. `path` comes after the version. */
export async function readList<Item>(
  api: ServerApi,
  path: string,
  { conditions = [], sort, limit }: ListQuery,
): Promise<Listed<Item>> {
  const items: Item[] = [];
  for (let page = 1; ; page++) {
    const size = Math.min(PAGE, limit);
    const query = new URLSearchParams({
      limit: String(size),
      page: String(page),
      ...(conditions.length > 0 && { search: JSON.stringify({ $and: conditions }) }),
      ...(sort && { sort_by: JSON.stringify(sort) }),
    });
    const { result, meta } = await api.call<Page<Item>>("GET", contractPath(`${path}?${query.toString()}`));
    items.push(...result);
    if (result.length < size || items.length >= Math.min(limit, meta.total))
      return { items: items.slice(0, limit), total: meta.total };
  }
}

/** Number of items that satisfy the conditions. */
export async function countList(api: ServerApi, path: string, conditions: Conditions = []): Promise<number> {
  return (await readList(api, path, { conditions, limit: 0 })).total;
}

interface Page<Item> {
  readonly result: readonly Item[];
  readonly meta: { readonly total: number };
}
