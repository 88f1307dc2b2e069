import type { Comments } from '../comment/comments.ts'
import { decideAll } from '../decision/decide-all.ts'
import type { Decider } from '../decision/decision.ts'
import type { Resource } from '../inventory/objects.ts'
import type { UnixSeconds } from '../lib/clock.ts'
import type { FlapChange } from '../state/flap-change.ts'
import type { Change } from '../store/store.ts'
import { flappingComments } from './flapping-comments.ts'

/** Everything to be committed for flapping that began or ended without a result of the resource itself; nothing for null. */
export function flapChanges(change: FlapChange | null, resource: Resource, at: UnixSeconds, parts: { readonly comments: Comments; readonly decider: Decider }): readonly Change[] {
  if (change === null) return []
  const { key } = resource
  const told = decideAll(parts.decider, change.occasions.map(kind => ({ key, at, kind, author: null, comment: '' })), resource, change.next)
  return [
    { kind: 'state', key, state: told.state },
    ...change.events.map(event => ({ kind: 'event', event }) as const),
    ...flappingComments(parts.comments, change.events),
    ...told.changes,
  ]
}
