import Type from "typebox";
import type { AccessGroup } from "../../../access/access-groups.ts";
import type { Account } from "../../../model/account.ts";
import type { ContactGroup } from "../../../model/objects.ts";
import { byName } from "./by-name.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import { idByName, type Ref, refByName, refOf, refSchema } from "./reference.ts";
import type { Shown } from "./shown.ts";

const idOfRow = ({ id }: { readonly id: number }): number => id;
const nameOfRow = ({ name }: { readonly name: string }): string => name;

/** Accounts (later versions §13.3); without rights only the own one. */
export const users: ConfigurationList<Account> = {
  what: "users",
  path: "/configuration/users",
  summary: "List the accounts; those who are no administrators see their own",
  rows: ({ parts, caller }) => byName(parts.access.accountsFor(caller), nameOfRow, idOfRow),
  fields: {
    id: ["number", idOfRow],
    alias: ["text", ({ alias }) => alias],
    name: ["text", nameOfRow],
    email: ["text", ({ email }) => email],
    provider_name: ["text", () => "local"],
  },
  item: Type.Object(
    {
      id: Type.Integer(),
      alias: Type.String(),
      name: Type.String(),
      email: Type.String(),
      is_admin: Type.Boolean(),
      is_activated: Type.Boolean(),
    },
    { title: "User" },
  ),
  present: ({ id, alias, name, email, isAdmin, isEnabled }) => ({
    id,
    alias,
    name,
    email,
    is_admin: isAdmin,
    is_activated: isEnabled,
  }),
};

const idOfContactGroup = ({ name }: ContactGroup, { inventory }: Shown): number =>
  idByName(inventory, "contactgroup", name) ?? 0;

export const contactGroups: ConfigurationList<ContactGroup> = {
  what: "contact-groups",
  path: "/configuration/contacts/groups",
  summary: "List the contact groups; those who are no administrators see their own",
  rows: (shown) =>
    byName(
      shown.inventory.contactGroups.filter(({ contacts }) => shown.caller.isAdmin || hasMember(contacts, shown)),
      nameOfRow,
      (group) => idOfContactGroup(group, shown),
    ),
  fields: { id: ["number", idOfContactGroup], name: ["text", nameOfRow] },
  item: Type.Object(
    {
      id: Type.Integer(),
      name: Type.String(),
      alias: Type.String(),
      type: Type.String(),
      is_activated: Type.Boolean(),
    },
    { title: "ContactGroup" },
  ),
  present: (group, shown) => ({
    id: idOfContactGroup(group, shown),
    name: group.name,
    alias: group.alias,
    type: "local",
    is_activated: true,
  }),
};

const hasMember = (contacts: readonly string[], { caller }: Shown): boolean =>
  contacts.some((name) => name.toLowerCase() === caller.alias.toLowerCase());

export const contactTemplates: ConfigurationList<Ref> = {
  what: "contact-templates",
  path: "/configuration/contacts/templates",
  summary: "List the templates of contacts",
  rows: ({ inventory }) =>
    byName(
      inventory.contactTemplates.flatMap((name) => refByName(inventory, "contact-template", name) ?? []),
      nameOfRow,
      idOfRow,
    ),
  fields: { id: ["number", idOfRow], name: ["text", nameOfRow] },
  item: refSchema,
  present: refOf,
};

export const accessGroups: ConfigurationList<AccessGroup> = {
  what: "access-groups",
  path: "/configuration/access-groups",
  summary: "List the access groups; those who are no administrators see their own",
  rows: ({ parts, caller }) => byName(parts.access.accessGroupsOf(caller), nameOfRow, idOfRow),
  fields: { id: ["number", idOfRow], name: ["text", nameOfRow] },
  item: Type.Object(
    {
      id: Type.Integer(),
      name: Type.String(),
      alias: Type.String(),
      has_changed: Type.Boolean(),
      is_activated: Type.Boolean(),
    },
    { title: "AccessGroup" },
  ),
  present: ({ id, name, alias, isActive }) => ({ id, name, alias, has_changed: false, is_activated: isActive }),
};
