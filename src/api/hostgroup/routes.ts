import { isSwitchedOn, listAnswer, listAnswers, listQueryOf, listQuerySchema } from '../listing.ts'
import { visibleServices } from '../lookup.ts'
import type { ApiParts, Operation } from '../operation.ts'
import { callerOf } from '../rights.ts'
import { presentGroup } from './present.ts'
import { group } from './schema.ts'

const SEARCH_FIELDS = [
  'id', 'name', 'host_group.id', 'host.id', 'host.name', 'host.alias', 'host.address', 'host.state', 'host.display_name', 'poller.id',
  'service.display_name',
]

/** Contract §7.3. The search selects groups, not their members. */
export function hostGroupOperations({ realtime }: ApiParts): readonly Operation[] {
  return [{
    id: 'list-hostgroups',
    method: 'GET',
    paths: ['/monitoring/hostgroups'],
    tag: 'Groups',
    summary: 'List host groups',
    description: 'Ordered by name unless sorted. The search selects groups; it does not filter their members.',
    isListing: true,
    query: listQuerySchema(SEARCH_FIELDS, { show_host: 'Adds the visible hosts.', show_service: 'Adds the visible hosts with their visible services.' }),
    answers: listAnswers(group),
    handle: request => {
      const { visibility } = callerOf(request)
      const query = listQueryOf(request)
      const showsServices = isSwitchedOn(request, 'show_service')
      const showsHosts = showsServices || isSwitchedOn(request, 'show_host')
      return listAnswer(query, realtime.listHostGroups(query, visibility), row => presentGroup(row, !showsHosts ? undefined
        : realtime.hostsOfGroup(row, visibility).map(host => ({ host, services: showsServices ? visibleServices(host, visibility) : undefined }))))
    },
  }]
}
