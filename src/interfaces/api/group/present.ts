import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { presentHostMin } from "../host/present.ts";

/** Host of a group, with its services in the group. */
export interface Member {
  readonly host: HostRow;
  readonly services: readonly ServiceRow[];
}

/** Presents a group. `members` undefined omits the hosts. */
export function presentGroup(
  { id, name }: { readonly id: number; readonly name: string },
  members: readonly Member[] | undefined,
  showsServices: boolean,
) {
  return {
    id,
    hosts: members?.map(({ host, services }) => presentHostMin(host, showsServices ? services : undefined)),
    name,
  };
}
