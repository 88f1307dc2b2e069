/**
 * Id of a configured object. `name`: the host name, `host;description`, or the group's name. The row stays when the
 * object is removed from the configuration.
 */
export interface ObjectId {
  readonly type: "host" | "service" | "hostgroup" | "servicegroup";
  readonly name: string;
  /** Host id, service id or group id. */
  readonly id: number;
  /** Host of a service; 0 for every other type. */
  readonly hostId: number;
}
