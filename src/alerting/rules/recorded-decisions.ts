import type { ResourceKey } from "../../model/resource-key.ts";

/**
 * Last recorded decision of each resource with a problem, so that a decision is recorded when it differs from the
 * previous one, not at every check. Kept in memory: after a restart, decisions that still hold are recorded once more.
 */
export interface RecordedDecisions {
  /** Remembers the decision; true if it differs from the previous one. */
  isNews(key: ResourceKey, contact: string | null, code: string, until: number | null): boolean;
  forget(key: ResourceKey): void;
}

export function createRecordedDecisions(): RecordedDecisions {
  const last = new Map<ResourceKey, Map<string | null, string>>();
  return {
    isNews(key, contact, code, until) {
      const known = last.get(key);
      const signature = until === null ? code : `${code} ${until}`;
      // A decision for all contacts replaces those of single contacts, and vice versa.
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
