import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { presentHostMin } from "../host/present.ts";

/** A host of a group, with its services there. */
export interface Member {
  readonly host: HostRow;
  readonly services: readonly ServiceRow[];
}

/** `members` undefined leaves the hosts out. */
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
