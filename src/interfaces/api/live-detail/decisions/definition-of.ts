import type { Caller } from "../../../../access/caller.ts";
import { namesOf } from "../../../../model/inventory-index.ts";
import type { Inventory, Resource } from "../../../../model/objects.ts";

/** Definition that a rule looked at, with its place for administrators. */
export interface Definition {
  readonly type: "host" | "service" | "contact";
  readonly name: string;
  readonly file: string | null;
  readonly line: number | null;
}

/** Rules of one contact look at the contact, all others at the host or service. */
export function definitionOf(
  { code, contact }: { readonly code: string; readonly contact: string | null },
  resource: Resource,
  { isAdmin }: Caller,
  inventory: Inventory,
): Definition {
  const found = contact !== null && code.startsWith("contact-") ? namesOf(inventory).contacts.get(contact) : undefined;
  const { file, line } = (found ?? resource).source;
  return {
    type: found === undefined ? resource.kind : "contact",
    name:
      found?.name ?? (resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`),
    file: isAdmin ? file : null,
    line: isAdmin ? line : null,
  };
}
