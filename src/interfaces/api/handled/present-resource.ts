import Type from "typebox";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { removedName } from "../../../model/named-resource.ts";
import { hostIdOf, hostKey, isHostKey, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import { stateWord } from "../../../model/severity.ts";
import type { ResourceKind } from "../../../model/state-code.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { liveKeySchema } from "../live/row-schema.ts";
import { nullableString } from "../schema-types.ts";

/** Objects of a record. Without `host`, the host was removed from the configuration. */
export interface RecordObjects {
  readonly hostName: string;
  readonly host: HostRow | undefined;
  readonly service: ServiceRow | undefined;
}

/** Resource of a downtime or an acknowledgement, with the members that it has in `GET /api/resources`. */
export function presentResource(key: ResourceKey, { hostName, host, service }: RecordObjects) {
  const type: ResourceKind = isHostKey(key) ? "host" : "service";
  const row = type === "host" ? host : service;
  return {
    key: formatLiveKey(key),
    type,
    name: type === "host" ? hostName : (service?.service.description ?? removedName(serviceIdOf(key))),
    host: { key: formatLiveKey(hostKey(hostIdOf(key))), name: hostName },
    state: row === undefined ? null : stateWord(type, row.state.check.state),
  };
}

export const resourceMembers = {
  key: liveKeySchema,
  type: Type.Enum(["host", "service"] as const),
  name: Type.String({ description: "Host name, or description of the service" }),
  host: Type.Object({ key: liveKeySchema, name: Type.String() }),
  state: nullableString("Present state; null if it is not configured any more"),
};
