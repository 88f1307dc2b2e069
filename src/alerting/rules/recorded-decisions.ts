import type { ResourceKey } from "../../model/resource-key.ts";

/**
 * What was recorded last of each resource with a problem: a decision is recorded when it differs from the one before, not at
 * every check. Kept in memory: after a restart what still holds is recorded once more.
 */
export interface RecordedDecisions {
  /** Remembers it, and says whether it is news. */
  isNews(key: ResourceKey, contact: string | null, code: string, until: number | null): boolean;
  forget(key: ResourceKey): void;
}

export function createRecordedDecisions(): RecordedDecisions {
  const last = new Map<ResourceKey, Map<string | null, string>>();
  return {
    isNews(key, contact, code, until) {
      const known = last.get(key);
      const signature = until === null ? code : `${code} ${until}`;
      // One of all contacts ends what was said of single ones, and the other way round.
      if (known === undefined || known.has(null) !== (contact === null)) {
        last.set(key, new Map([[contact, signature]]));
        return true;
      }
      if (known.get(contact) === signature) return false;
      known.set(contact, signature);
      return true;
    },
    forget: (key) => {
      last.delete(key);
    },
  };
}
