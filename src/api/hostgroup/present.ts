import type { HostRow, ServiceRow } from '../../realtime/realtime.ts'
import { presentHostMin } from '../host/present.ts'

/** A member of a group, with the services to show, if any. */
export interface ShownMember { readonly host: HostRow; readonly services: readonly ServiceRow[] | undefined }

/** `members` undefined leaves the hosts out. */
export function presentGroup({ id, name }: { readonly id: number; readonly name: string }, members: readonly ShownMember[] | undefined) {
  return { id, hosts: members?.map(({ host, services }) => presentHostMin(host, services)), name }
}
