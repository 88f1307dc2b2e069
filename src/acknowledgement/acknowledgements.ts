import type { Comments } from '../comment/comments.ts'
import { decideAll } from '../decision/decide-all.ts'
import type { Decider } from '../decision/decision.ts'
import type { Ledger } from '../intake/ledger.ts'
import type { ResourceKey } from '../inventory/resource-key.ts'
import type { Clock, UnixSeconds } from '../lib/clock.ts'
import { Refusal } from '../lib/refusal.ts'
import type { HistoryEvent, Occasion } from '../state/event.ts'
import type { ResourceState } from '../state/resource-state.ts'
import { isProblem } from '../state/state-code.ts'
import type { Change } from '../store/store.ts'
import type { Acknowledgement, AcknowledgementRequest } from './acknowledgement.ts'

/** Sets and cancels acknowledgements (contract §8.2). That they end with the problem is the state's doing. */
export interface Acknowledgements {
  load(nextId: number): void
  /** One commit for all; nothing for a resource without a problem, or with an empty comment. */
  acknowledge(keys: readonly ResourceKey[], request: AcknowledgementRequest, author: string): Promise<void>
  /** Does nothing to one that ended with its problem. Refuses with `acknowledgement-not-found`, `acknowledgement-already-cancelled`. */
  cancel(key: ResourceKey, author: string): Promise<void>
}

export interface AcknowledgementsOptions {
  readonly ledger: Ledger
  readonly comments: Comments
  readonly decider: Decider
  readonly clock: Clock
  /** The latest record of a resource, as committed. */
  readonly latest: (key: ResourceKey) => Acknowledgement | undefined
}

export function createAcknowledgements({ ledger, comments, decider, clock, latest }: AcknowledgementsOptions): Acknowledgements {
  let nextId = 1

  const set = (key: ResourceKey, request: AcknowledgementRequest, author: string, now: UnixSeconds): Change[] => {
    const state = ledger.state(key)
    const resource = ledger.resource(key)
    if (state === null || resource === undefined || !isProblem(state.state)) return []
    const record: Acknowledgement = {
      id: nextId++, key, author,
      entryTime: now,
      comment: request.comment,
      deletionTime: null,
      isNotifyContacts: request.isNotifyContacts,
      isPersistentComment: request.isPersistentComment,
      isSticky: request.isSticky,
      state: state.state,
      pollerId: ledger.pollerId(key),
      expiresAt: request.expiresAt ?? null,
      stableSeconds: request.stableSeconds ?? null,
      noticeTime: null,
    }
    const acknowledged = withAcknowledgement(state, request.isSticky ? 'sticky' : 'normal', now)
    const occasions: readonly Occasion[] = request.isNotifyContacts ? [{ key, at: now, kind: 'acknowledgement', author, comment: request.comment }] : []
    const told = decideAll(decider, occasions, resource, acknowledged)
    return [
      { kind: 'acknowledgement', record },
      { kind: 'state', key, state: told.state },
      { kind: 'event', event: eventOf(record, 'acknowledgement-set', state, now, `acknowledged by ${author}`) },
      ...comments.add({
        key, author, entryTime: now, text: request.comment, entryType: 'acknowledgement', isPersistent: request.isPersistentComment,
      }),
      ...told.changes,
    ]
  }

  const commit = async (changes: readonly Change[]): Promise<void> => {
    try {
      await ledger.commit(changes)
    } catch (error) {
      comments.takeBack(changes)
      throw error
    }
  }

  return {
    load(next) { nextId = next },

    async acknowledge(keys, request, author) {
      if (request.comment === '') return
      const now = Math.floor(clock.now())
      const changes = keys.flatMap(key => set(key, request, author, now))
      if (changes.length > 0) await commit(changes)
    },

    async cancel(key, author) {
      const record = latest(key)
      if (record === undefined) throw new Refusal('acknowledgement-not-found', 'The resource was never acknowledged.')
      if (record.deletionTime !== null) throw new Refusal('acknowledgement-already-cancelled', 'The acknowledgement is cancelled.')
      const state = ledger.state(key)
      if (state === null || !isAcknowledged(state)) return
      const now = Math.floor(clock.now())
      await commit([
        { kind: 'acknowledgement', record: { ...record, deletionTime: now } },
        { kind: 'state', key, state: withAcknowledgement(state, 'none', now) },
        { kind: 'event', event: eventOf(record, 'acknowledgement-cancelled', state, now, `cancelled by ${author}`) },
        ...comments.acknowledgementEnded(key, now),
      ])
    },
  }
}

const isAcknowledged = ({ acknowledgement }: ResourceState): boolean => acknowledgement === 'normal' || acknowledgement === 'sticky'

const withAcknowledgement = (state: ResourceState, acknowledgement: 'none' | 'normal' | 'sticky', now: UnixSeconds): ResourceState =>
  Object.freeze({ ...state, acknowledgement, lastUpdate: now })

function eventOf(record: Acknowledgement, kind: HistoryEvent['kind'], state: ResourceState, at: UnixSeconds, reason: string): HistoryEvent {
  const { stateType, checkAttempt } = state
  return { key: record.key, at, kind, state: state.state, stateType, checkAttempt, output: record.comment ?? '', reason }
}
