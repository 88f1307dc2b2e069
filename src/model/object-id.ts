/** `name` is the host name, `host;description`, or the group's name. A row stays when the object leaves the configuration. */
export interface ObjectId {
  readonly type: "host" | "service" | "hostgroup" | "servicegroup";
  readonly name: string;
  /** Host id, service id or group id. */
  readonly id: number;
  /** Host of a service; 0 for every other type. */
  readonly hostId: number;
}
