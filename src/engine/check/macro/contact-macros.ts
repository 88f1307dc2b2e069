import type { Contact, Inventory } from "../../../model/objects.ts";
import { byCode } from "./group-macros.ts";

/** `$CONTACTNAME$`, `$CONTACTEMAIL$`, `$CONTACTADDRESS1$`, ...; undefined for other names. */
export function contactMacro(name: string, contact: Contact, inventory: Inventory): string | undefined {
  switch (name) {
    case "CONTACTNAME":
      return contact.name;
    case "CONTACTALIAS":
      return contact.alias;
    case "CONTACTEMAIL":
      return contact.email;
    case "CONTACTPAGER":
      return contact.pager;
    case "CONTACTTIMEZONE":
      return contact.timezone;
    case "CONTACTGROUPNAME":
      return groupsOf(contact, inventory)[0]?.name ?? "";
    case "CONTACTGROUPNAMES":
      return groupsOf(contact, inventory)
        .map((group) => group.name)
        .join(",");
    case "CONTACTGROUPALIAS":
      return groupsOf(contact, inventory)[0]?.alias ?? "";
    case "CONTACTGROUPMEMBERS":
      return groupsOf(contact, inventory)[0]?.contacts.toSorted(byCode).join(",") ?? "";
  }
  const address = /^CONTACTADDRESS([1-6])$/.exec(name);
  return address === null ? undefined : (contact.directives.get(`address${address[1]}`) ?? "");
}

/** In reverse order of their names, as in Nagios. */
const groupsOf = (contact: Contact, inventory: Inventory): Inventory["contactGroups"] =>
  inventory.contactGroups
    .filter((group) => group.contacts.includes(contact.name))
    .toSorted((a, b) => byCode(b.name, a.name));
