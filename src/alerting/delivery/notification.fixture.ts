import { sampleMessage } from "../../../test/support/record-samples.ts";
import {
  sampleContact,
  sampleHost,
  sampleInventory,
  sampleService,
} from "../../engine/check/sample-inventory.fixture.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { DeliverableNotification, Notification } from "./channel.ts";
import { impactText } from "./impact-text.ts";
import { notificationMacros } from "./notification-macros.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import type { StateFields } from "../../model/state-fields.ts";

const AT = 1_700_000_000;

const web = sampleHost(1, "web", { alias: "Web server", address: "192.0.2.1", notesUrl: "https://wiki/web" });
const http = sampleService(web, 10, "HTTP");
const disk = sampleService(web, 11, "Disk /");
const behind = sampleHost(2, "db", { parents: ["web"] });

/** Inventory: web with the services HTTP and Disk /, db behind it, and the notified contact ada. */
export const site: Inventory = sampleInventory({
  hosts: [web, behind],
  services: [http, disk],
  contacts: [sampleContact("ada", { alias: "Ada L" })],
});

export interface SampleNotification {
  readonly id?: number;
  readonly of?: "host" | "service";
  readonly state?: Partial<StateFields>;
  readonly message?: Partial<DeliverableNotification>;
  /** States of the other resources. */
  readonly others?: ReadonlyMap<ResourceKey, ResourceState>;
}

/** Message about web, or about HTTP on it, for tests of channels. */
export function sampleNotification({
  id = 1,
  of = "service",
  state = {},
  message: more = {},
  others = new Map(),
}: SampleNotification = {}): Notification {
  const resource: Resource = of === "host" ? web : http;
  const sample = sampleMessage(resource.key);
  const message: DeliverableNotification = {
    ...sample,
    id,
    doubt: null,
    at: AT,
    ...more,
    state: stateWith(sample.state, { lastStateChange: AT - 60, ...state }),
  };
  const contact = site.contacts[0]!;
  const stateOf = (key: ResourceKey): ResourceState | null =>
    key === message.key ? message.state : (others.get(key) ?? null);
  const macros = notificationMacros(
    {
      message,
      resource,
      contact,
      notified: { id, contacts: ["ada"] },
      impact: () => impactText(resource, message, site, stateOf),
    },
    { inventory: site, stateOf, processMacros: new Map(), now: AT },
  );
  return { message, resource, contact, macros, idempotencyKey: `${AT}-${id}`, beforeSending: () => {} };
}

export const keys = { web: web.key, http: http.key, disk: disk.key, db: behind.key };
