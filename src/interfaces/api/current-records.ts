import Type from "typebox";
import type { Realtime } from "../../data/realtime/realtime.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { presentAcknowledgement } from "./acknowledgement/present.ts";
import { acknowledgementItem } from "./acknowledgement/schema.ts";
import { presentDowntime } from "./downtime/present.ts";
import { downtime } from "./downtime/schema.ts";
import type { ApiVersion } from "./versions.ts";

export type CurrentRecords = ReturnType<typeof currentRecordsOf>;

/** Running downtimes of a host or service, and its acknowledgement in effect (later versions §6, §8.3). */
export function currentRecordsOf(realtime: Realtime, key: ResourceKey, version: ApiVersion) {
  const acknowledgement = realtime.acknowledgementInEffect(key);
  return {
    downtimes: realtime.runningDowntimes(key).map((row) => presentDowntime(row, version)),
    acknowledgement:
      acknowledgement === undefined
        ? null
        : { ...presentAcknowledgement(acknowledgement, version), with_services: false },
  };
}

/** Schema of `currentRecordsOf`, as members of an object that the original contract has without them. */
export const currentRecords = {
  downtimes: Type.Optional(Type.Array(downtime, { description: "Running ones" })),
  acknowledgement: Type.Optional(
    Type.Unsafe<object | null>({
      ...Type.Object({ ...acknowledgementItem.properties, with_services: Type.Boolean() }),
      type: ["object", "null"],
      description: "The one in effect",
    }),
  ),
};
