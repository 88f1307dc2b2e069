/** Kinds of objects whose ids no definition sets. */
export type NamedType =
  | "command"
  | "timeperiod"
  | "contact"
  | "contactgroup"
  | "host-template"
  | "service-template"
  | "contact-template";

/** Key of an object in `Inventory.objectIds`. */
export const objectIdKey = (type: NamedType, name: string): string => `${type} ${name}`;

/**
 * Id of a configured object. `name`: the host name, `host;description`, or the group's name. The row stays when the
 * object is removed from the configuration.
 */
export interface ObjectId {
  readonly type: "host" | "service" | "hostgroup" | "servicegroup" | "poller" | "poller-group" | NamedType;
  readonly name: string;
  /** Host id, service id or group id. */
  readonly id: number;
  /** Host of a service; 0 for every other type. */
  readonly hostId: number;
}
