import { renewContact, renewResource } from "../../model/inventory-index.ts";
import type { Contact, Inventory, MainSettings, Resource } from "../../model/objects.ts";
import { placeOfKey } from "../../model/binary-search.ts";
import { isHostKey, type ResourceKey } from "../../model/resource-key.ts";

/**
 * Configuration in effect. All parts hold `inventory` and look objects up in it, so that replacing an object changes
 * it for all of them, in time independent of the size of the inventory.
 */
export interface CurrentInventory {
  /** Objects in effect. */
  readonly inventory: Inventory;
  /** Objects as configured. */
  readonly configured: Inventory;
  configuredResource(key: ResourceKey): Resource | undefined;
  configuredContact(name: string): Contact | undefined;
  /** Does nothing for an object that is not configured. */
  replaceResource(resource: Resource): void;
  replaceContact(contact: Contact): void;
  replaceMain(main: MainSettings): void;
}

export function createCurrentInventory(configured: Inventory): CurrentInventory {
  const hosts = [...configured.hosts];
  const services = [...configured.services];
  const contacts = [...configured.contacts];
  const inventory: { -readonly [Member in keyof Inventory]: Inventory[Member] } = {
    ...configured,
    hosts,
    services,
    contacts,
  };
  const placeOfContact = new Map(contacts.map(({ name }, place) => [name, place]));

  return {
    inventory,
    configured,
    configuredResource(key) {
      const resources: readonly Resource[] = isHostKey(key) ? configured.hosts : configured.services;
      const place = placeOfKey(resources, key);
      return place === undefined ? undefined : resources[place];
    },
    configuredContact: (name) => configured.contacts[placeOfContact.get(name) ?? -1],
    replaceResource(resource) {
      const resources: Resource[] = resource.kind === "host" ? hosts : services;
      const place = placeOfKey(resources, resource.key);
      if (place === undefined) return;
      resources[place] = resource;
      renewResource(inventory, resource);
    },
    replaceContact(contact) {
      const place = placeOfContact.get(contact.name);
      if (place === undefined) return;
      contacts[place] = contact;
      renewContact(inventory, contact);
    },
    replaceMain(main) {
      inventory.main = main;
    },
  };
}
