import { presentGroup } from '../hostgroup/present.ts'
import { group } from '../hostgroup/schema.ts'
import { isSwitchedOn, listAnswer, listAnswers, listQueryOf, listQuerySchema } from '../listing.ts'
import type { ApiParts, Operation } from '../operation.ts'
import { callerOf } from '../rights.ts'

const SEARCH_FIELDS = [
  'id', 'name', 'service_group.id', 'service_group.name', 'host.id', 'host.name', 'host.alias', 'host.address', 'host.state', 'host.display_name',
  'poller.id', 'service.display_name',
]

/** Contract §7.3. A host shows only its services of the group. */
export function serviceGroupOperations({ realtime }: ApiParts): readonly Operation[] {
  return [{
    id: 'list-servicegroups',
    method: 'GET',
    paths: ['/monitoring/servicegroups'],
    tag: 'Groups',
    summary: 'List service groups',
    description: 'Ordered by name unless sorted. The search selects groups; it does not filter their members.',
    isListing: true,
    query: listQuerySchema(SEARCH_FIELDS, {
      show_host: 'Adds the hosts that have a visible service in the group.',
      show_service: 'Adds these hosts with their visible services of the group.',
    }),
    answers: listAnswers(group),
    handle: request => {
      const { visibility } = callerOf(request)
      const query = listQueryOf(request)
      const showsServices = isSwitchedOn(request, 'show_service')
      const showsHosts = showsServices || isSwitchedOn(request, 'show_host')
      return listAnswer(query, realtime.listServiceGroups(query, visibility), row => presentGroup(row, !showsHosts ? undefined
        : realtime.hostsOfServiceGroup(row, visibility).map(({ host, services }) => ({ host, services: showsServices ? services : undefined }))))
    },
  }]
}
