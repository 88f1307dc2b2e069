import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { AdaptiveRecord } from '../adaptive/adaptive.ts'
import type { Decision } from '../decision/decision.ts'
import { hostKey, serviceKey } from '../inventory/resource-key.ts'
import type { ResourceState } from '../state/resource-state.ts'
import {
  sampleAccount, sampleAcknowledgement, sampleComment, sampleDowntime, sampleEvent, sampleMessage, sampleState,
} from '../../test/support/record-samples.ts'
import { acknowledgements, comments, downtimes, events, outboxMessages, resourceKeys, resourceStates } from '../../test/support/record-arbitraries.ts'
import type { Change, Store } from './store.ts'

/** A place where a store lives: opened, closed and opened again by the suite. */
export interface StorePlace {
  open(): Promise<Store>
  /** A second store on the same place, as another process would have beside the first. */
  openBeside(): Promise<Store>
  remove(): Promise<void>
}

/** What every store promises. Each implementation runs it with places of its own. */
export function storePromises(name: string, makePlace: () => Promise<StorePlace>): void {
  const ends: (() => Promise<void>)[] = []
  afterEach(async () => { for (const end of ends.splice(0).reverse()) await end() })

  const newPlace = async (): Promise<StorePlace> => {
    const place = await makePlace()
    ends.push(() => place.remove())
    return place
  }
  const opened = async (place: StorePlace, how: 'open' | 'openBeside' = 'open'): Promise<Store> => {
    const store = await place[how]()
    ends.push(() => store.close())
    return store
  }
  const newStore = async (): Promise<Store> => opened(await newPlace())

  describe(`${name}: records`, () => {
    test('starts empty', async () => {
      const store = await newStore()

      expect(store.readSnapshot()).toEqual({
        states: new Map(), acknowledgements: [], downtimes: [], comments: [], nextIds: { acknowledgement: 1, downtime: 1, comment: 1, recurringDowntime: 1 },
      })
      expect([store.readObjectIds(), store.readAccounts(), store.readTokens(), store.readSessions()]).toEqual([[], [], [], []])
      expect(store.readOutbox(0, 10)).toEqual([])
      expect(store.pending()).toBe(0)
    })

    test('gives every state back exactly as committed, whatever is null in it', async () => {
      const store = await newStore()

      await fc.assert(fc.asyncProperty(fc.array(fc.tuple(resourceKeys, resourceStates), { minLength: 1, maxLength: 8 }), async (states) => {
        await store.commit(states.map(([key, state]) => ({ kind: 'state', key, state })))

        const read = store.readSnapshot().states
        for (const [key, state] of new Map(states)) expect(read.get(key)).toEqual(state)
      }), { numRuns: 150 })
    })

    test('gives acknowledgements, downtimes and comments back exactly, a second commit of an id replacing the first', async () => {
      const store = await newStore()

      await fc.assert(fc.asyncProperty(acknowledgements, downtimes, comments, async (acknowledgement, downtime, comment) => {
        await store.commit([
          { kind: 'acknowledgement', record: acknowledgement }, { kind: 'downtime', record: downtime }, { kind: 'comment', record: comment },
        ])

        const snapshot = store.readSnapshot()
        expect(snapshot.acknowledgements.filter(({ id }) => id === acknowledgement.id)).toEqual([acknowledgement])
        expect(snapshot.downtimes.filter(({ id }) => id === downtime.id)).toEqual([downtime])
        expect(snapshot.comments.filter(({ id }) => id === comment.id)).toEqual([comment])
      }), { numRuns: 150 })
    })

    test('gives events and outbox messages back exactly', async () => {
      const store = await newStore()
      let lastId = 0

      await fc.assert(fc.asyncProperty(events, outboxMessages, async (event, message) => {
        await store.commit([{ kind: 'event', event }, { kind: 'outbox', message }])

        const [newest] = store.readEvents(event.key, 1)
        expect(newest).toEqual({ ...event, id: newest?.id })
        const [sent] = store.readOutbox(lastId, 10)
        expect(sent).toEqual({ ...message, id: sent?.id })
        lastId = sent?.id ?? 0
      }), { numRuns: 150 })
    })

    test('gives the decisions and messages of a resource back, the newest first, with what became of each message', async () => {
      const store = await newStore()
      const key = serviceKey(7, 9)
      const decision = { key, at: 50, kind: 'problem', state: 2, outcome: 'not-told', until: 90 } as const
      const first: Decision = { ...decision, contact: null, code: 'in-downtime', reason: 'in downtime 12 until 14:00' }
      const second: Decision = { ...decision, contact: 'ada', code: 'period-closed', reason: 'period workhours closed', until: null }
      const message = sampleMessage(key)

      await store.commit([{ kind: 'decision', decision: first }, { kind: 'decision', decision: second }, { kind: 'outbox', message }])
      await store.commit([{ kind: 'decision', decision: { ...first, key: hostKey(1) } }, { kind: 'outbox', message: { ...message, key: hostKey(1) } }])
      await store.commit([{ kind: 'outbox-done', id: store.readMessages(key, 1)[0]!.id, at: 60, outcome: 'delivered' }])

      expect(store.readDecisions(key, 10)).toEqual([{ ...second, id: 2 }, { ...first, id: 1 }])
      expect(store.readDecisions(key, 1)).toHaveLength(1)
      expect(store.readMessages(key, 10)).toEqual([{ ...message, id: 1, doneAt: 60, outcome: 'delivered' }])
      expect(store.readMessages(hostKey(1), 10)).toMatchObject([{ doneAt: null, outcome: null }])
    })

    test('keeps the last value of each adaptive change until it is forgotten, and recurring downtimes until they are deleted', async () => {
      const store = await newStore()
      const interval: AdaptiveRecord = { objectType: 'host', objectName: '12', attribute: 'checkInterval', value: '7', at: 50 }
      const period: AdaptiveRecord = { ...interval, attribute: 'checkPeriod', value: '"nights"' }
      const weekly = { id: 4, entryTime: 50, author: 'ann', definition: '{}', deletionTime: null }

      await store.commit([interval, period, { ...interval, value: '9' }].map((record) => ({ kind: 'adaptive', record })))
      await store.commit([{ kind: 'adaptive-forgotten', record: period }, { kind: 'recurring-downtime', record: weekly }])

      expect(store.readAdaptive()).toEqual([{ ...interval, value: '9' }])
      expect(store.readRecurringDowntimes()).toEqual([weekly])
      await store.commit([{ kind: 'recurring-downtime', record: { ...weekly, deletionTime: 60 } }])
      expect(store.readRecurringDowntimes()).toEqual([])
      expect(store.readSnapshot().nextIds.recurringDowntime).toBe(5)
    })

    test('keeps everything over a close and a new open', async () => {
      const place = await newPlace()
      const first = await place.open()
      const key = serviceKey(7, 9)
      await first.commit([
        { kind: 'state', key, state: sampleState }, { kind: 'acknowledgement', record: sampleAcknowledgement(3, key) },
        { kind: 'downtime', record: sampleDowntime(5, key) }, { kind: 'comment', record: sampleComment(8, key) },
        { kind: 'event', event: sampleEvent(key) }, { kind: 'outbox', message: sampleMessage(key) },
        { kind: 'object-id', entry: { type: 'service', name: 'web;load', id: 9, hostId: 7 } },
        { kind: 'token', token: { hash: 'aa', contactId: 1, lastUsed: 5, expiresAt: null, label: 'ci' } },
        { kind: 'session', session: { hash: 'bb', contactId: 1, lastActivity: 6 } },
      ])
      const account = await first.saveAccount(sampleAccount('admin'))
      const before = contents(first, key)
      await first.close()

      const second = await opened(place)

      expect(contents(second, key)).toEqual(before)
      expect(second.readAccounts()).toEqual([account])
      expect(before.snapshot.states.get(key)).toEqual(sampleState)
      expect(before.snapshot.nextIds).toEqual({ acknowledgement: 4, downtime: 6, comment: 9, recurringDowntime: 1 })
    })

    test('reads the newest events of one resource first, at most as many as asked for', async () => {
      const store = await newStore()
      for (const text of ['one', 'two', 'three']) {
        await store.commit([{ kind: 'event', event: { ...sampleEvent(hostKey(1)), output: text } }, { kind: 'event', event: sampleEvent(serviceKey(1, 2)) }])
      }

      expect(store.readEvents(hostKey(1), 2).map(({ output }) => output)).toEqual(['three', 'two'])
      expect(store.readEvents(hostKey(3), 2)).toEqual([])
    })

    test('reads undelivered messages in order of id after the one given, and the first outcome of a message stands', async () => {
      const store = await newStore()
      await store.commit(['one', 'two', 'three', 'four'].map((text) => ({ kind: 'outbox', message: { ...sampleMessage(hostKey(1)), comment: text } })))
      const [one, two] = store.readOutbox(0, 10)

      await store.commit([{ kind: 'outbox-done', id: two?.id ?? 0, at: 50, outcome: 'sent' }])
      await store.commit([{ kind: 'outbox-done', id: two?.id ?? 0, at: 60, outcome: 'sent again' }])

      expect(store.readOutbox(0, 10).map(({ comment }) => comment)).toEqual(['one', 'three', 'four'])
      expect(store.readOutbox(one?.id ?? 0, 1).map(({ comment }) => comment)).toEqual(['three'])
    })
  })

  describe(`${name}: commits`, () => {
    test('applies commits in the order of the calls, also within one commit', async () => {
      const store = await newStore()
      const key = hostKey(1)
      const stateAt = (n: number): Change => ({ kind: 'state', key, state: { ...sampleState, notificationNumber: n } })

      const commits = Array.from({ length: 3_000 }, (_, n) => store.commit([stateAt(-n), stateAt(n), { kind: 'outbox', message: { ...sampleMessage(key), comment: String(n) } }]))
      expect(store.pending()).toBe(3_000)
      await Promise.all(commits)

      expect(store.pending()).toBe(0)
      expect(store.readSnapshot().states.get(key)?.notificationNumber).toBe(2_999)
      expect(store.readOutbox(0, 5_000).map(({ comment }) => Number(comment))).toEqual(Array.from({ length: 3_000 }, (_, n) => n))
    })

    test('settles commits in order, each readable as soon as it has settled', async () => {
      const store = await newStore()
      const settled: number[] = []

      await Promise.all(Array.from({ length: 200 }, async (_, n) => {
        await store.commit([{ kind: 'state', key: hostKey(n + 1), state: sampleState }])
        settled.push(n)
        expect(store.readSnapshot().states.has(hostKey(n + 1))).toBe(true)
      }))

      expect(settled).toEqual(Array.from({ length: 200 }, (_, n) => n))
    })

    test('rejects a commit it cannot store as a whole, and only that one of those around it', async () => {
      const store = await newStore()
      const brokenState = (n: number): ResourceState => ({ ...sampleState, state: (n % 2 === 0 ? 'broken' : Symbol('broken')) as unknown as ResourceState['state'] })
      const isBroken = (n: number): boolean => n % 37 === 5

      const results = await Promise.allSettled(Array.from({ length: 500 }, (_, n) => store.commit([
        { kind: 'outbox', message: { ...sampleMessage(hostKey(1)), comment: String(n) } },
        { kind: 'state', key: hostKey(n + 1), state: isBroken(n) ? brokenState(n) : sampleState },
      ])))

      expect(results.map(({ status }) => status === 'rejected')).toEqual(results.map((_, n) => isBroken(n)))
      expect((results[5] as PromiseRejectedResult).reason).toMatchObject({ name: 'Refusal', code: 'change-not-storable' })
      expect(store.readOutbox(0, 1_000).map(({ comment }) => Number(comment))).toEqual(results.map((_, n) => n).filter((n) => !isBroken(n)))
      expect(store.readSnapshot().states.has(hostKey(6))).toBe(false)
    })

    test('commits what waits before it closes, and refuses what comes later', async () => {
      const place = await newPlace()
      const store = await place.open()
      const commits = Array.from({ length: 2_500 }, (_, n) => store.commit([{ kind: 'state', key: hostKey(n + 1), state: sampleState }]))

      await Promise.all([store.close(), store.close()])
      await Promise.all(commits)

      await expect(store.commit([{ kind: 'event', event: sampleEvent(hostKey(1)) }])).rejects.toMatchObject({ code: 'store-closed' })
      expect(() => store.readOutbox(0, 1)).toThrow(expect.objectContaining({ code: 'store-closed' }))
      expect((await opened(place)).readSnapshot().states.size).toBe(2_500)
    })

    test('an empty commit is done at once', async () => {
      const store = await newStore()

      await expect(store.commit([])).resolves.toBeUndefined()
    })
  })

  describe(`${name}: ids`, () => {
    test('never offers an id again, also when its record was purged and the store opened anew', async () => {
      const place = await newPlace()
      const first = await place.open()
      await first.commit([
        { kind: 'acknowledgement', record: { ...sampleAcknowledgement(41, hostKey(1)), deletionTime: 10 } },
        { kind: 'downtime', record: { ...sampleDowntime(17, hostKey(1)), deletionTime: 10 } },
        { kind: 'comment', record: { ...sampleComment(99, hostKey(1)), deletionTime: 10 } },
        { kind: 'comment', record: { ...sampleComment(3, hostKey(1)), deletionTime: 10 } },
      ])
      await first.purgeBefore(1_000)
      await first.close()

      const snapshot = (await opened(place)).readSnapshot()

      expect([snapshot.acknowledgements, snapshot.downtimes, snapshot.comments]).toEqual([[], [], []])
      expect(snapshot.nextIds).toEqual({ acknowledgement: 42, downtime: 18, comment: 100, recurringDowntime: 1 })
    })

    test('gives events and outbox messages ids that grow, also after all of them were purged', async () => {
      const store = await newStore()
      const both: Change[] = [{ kind: 'event', event: sampleEvent(hostKey(1)) }, { kind: 'outbox', message: sampleMessage(hostKey(1)) }]
      await store.commit(both)
      const [event, message] = [store.readEvents(hostKey(1), 1)[0], store.readOutbox(0, 1)[0]]
      await store.commit([{ kind: 'outbox-done', id: message?.id ?? 0, at: 10, outcome: 'sent' }])
      await store.purgeBefore(2_000_000_000)

      await store.commit(both)

      expect(store.readEvents(hostKey(1), 5).map(({ id }) => id)).toEqual([(event?.id ?? 0) + 1])
      expect(store.readOutbox(0, 5).map(({ id }) => id)).toEqual([(message?.id ?? 0) + 1])
    })

    test('keeps every id given to an object, the one given last at the end', async () => {
      const store = await newStore()
      const entry = (name: string, id: number) => ({ kind: 'object-id', entry: { type: 'host', name, id, hostId: 0 } } as const)

      await store.commit([entry('web', 1), entry('mail', 2), entry('web', 3)])
      await store.commit([entry('web', 1)])

      expect(store.readObjectIds().map(({ name, id }) => `${name} ${id}`)).toEqual(['mail 2', 'web 3', 'web 1'])
    })
  })

  describe(`${name}: retention`, () => {
    test('deletes what ended before the time and keeps the rest', async () => {
      const store = await newStore()
      const key = hostKey(1)
      await store.commit([
        ...[1, 2, 3].map((id): Change => ({ kind: 'downtime', record: { ...sampleDowntime(id, key), deletionTime: [null, 99, 100][id - 1] ?? null } })),
        ...[1, 2, 3].map((id): Change => ({ kind: 'comment', record: { ...sampleComment(id, key), deletionTime: [null, 99, 100][id - 1] ?? null } })),
        ...[99, 100].map((at): Change => ({ kind: 'event', event: { ...sampleEvent(key), at } })),
        { kind: 'outbox', message: { ...sampleMessage(key), at: 5 } },
      ])

      await store.purgeBefore(100)

      const snapshot = store.readSnapshot()
      expect(snapshot.downtimes.map(({ id }) => id)).toEqual([1, 3])
      expect(snapshot.comments.map(({ id }) => id)).toEqual([1, 3])
      expect(store.readEvents(key, 9).map(({ at }) => at)).toEqual([100])
      expect(store.readOutbox(0, 9)).toHaveLength(1)
    })

    test('keeps a downtime that was cancelled before its end until that end', async () => {
      const store = await newStore()
      await store.commit([1, 2].map((id): Change =>
        ({ kind: 'downtime', record: { ...sampleDowntime(id, hostKey(1)), endTime: [99, 100][id - 1]!, deletionTime: 10 } })))

      await store.purgeBefore(100)

      expect(store.readSnapshot().downtimes.map(({ id }) => id)).toEqual([2])
    })

    test('keeps an old acknowledgement as long as it holds', async () => {
      const store = await newStore()
      const record = (id: number, hostId: number, more: object = {}): Change =>
        ({ kind: 'acknowledgement', record: { ...sampleAcknowledgement(id, hostKey(hostId)), entryTime: 50, ...more } })
      const state = (hostId: number, acknowledgement: ResourceState['acknowledgement']): Change =>
        ({ kind: 'state', key: hostKey(hostId), state: { ...sampleState, acknowledgement } })
      await store.commit([
        state(1, 'sticky'), record(1, 1), record(2, 1),
        state(2, 'none'), record(3, 2),
        state(3, 'normal'), record(4, 3, { deletionTime: 60 }),
        state(4, 'none'), record(5, 4, { entryTime: 150 }),
      ])

      await store.purgeBefore(100)

      expect(store.readSnapshot().acknowledgements.map(({ id }) => id)).toEqual([2, 5])
    })

    test('deletes more than one chunk while commits go on', async () => {
      const store = await newStore()
      await store.commit(Array.from({ length: 3_500 }, (_, at) => ({ kind: 'event', event: { ...sampleEvent(hostKey(1)), at } })))

      const purged = store.purgeBefore(3_400)
      await store.commit([{ kind: 'event', event: { ...sampleEvent(hostKey(1)), at: 4_000 } }])
      await purged

      expect(store.readEvents(hostKey(1), 9_999)).toHaveLength(101)
    })
  })

  describe(`${name}: access`, () => {
    test('gives new accounts new ids, changes known ones, and keeps every field', async () => {
      const store = await newStore()

      const admin = await store.saveAccount({ ...sampleAccount('Admin'), isAdmin: true, passwordHash: '$argon2id$x' })
      const imported = await store.saveAccount({ ...sampleAccount('Zoë'), id: 17, email: 'z@example.org' })
      const next = await store.saveAccount(sampleAccount('next'))
      await store.saveAccount({ ...admin, isEnabled: false })

      expect([admin.id, imported.id, next.id]).toEqual([1, 17, 18])
      expect(store.readAccounts()).toEqual([{ ...admin, isEnabled: false }, imported, next])
    })

    test('refuses a second account with the same alias in other letters', async () => {
      const store = await newStore()
      await store.saveAccount(sampleAccount('Zoë'))

      await expect(store.saveAccount(sampleAccount('ZOË'))).rejects.toMatchObject({ code: 'account-alias-taken' })
      expect(store.readAccounts()).toHaveLength(1)
    })

    test('changes the password of an account, and refuses where there is no such account', async () => {
      const store = await newStore()
      const { id } = await store.saveAccount(sampleAccount('operator'))

      await store.commit([{ kind: 'account-password', contactId: id, passwordHash: 'new' }])

      expect(store.readAccounts()[0]?.passwordHash).toBe('new')
      await expect(store.commit([{ kind: 'account-password', contactId: 99, passwordHash: 'x' }])).rejects.toMatchObject({ code: 'change-not-storable' })
    })

    test('a late use of a deleted token or session does not bring it back', async () => {
      const store = await newStore()
      await store.commit([
        { kind: 'token', token: { hash: 'gone', contactId: 1, lastUsed: 5, expiresAt: null, label: null } },
        { kind: 'token', token: { hash: 'kept', contactId: 1, lastUsed: 5, expiresAt: 900, label: 'ci' } },
        { kind: 'session', session: { hash: 'gone', contactId: 1, lastActivity: 5 } },
        { kind: 'session', session: { hash: 'kept', contactId: 2, lastActivity: 5 } },
      ])
      await store.commit([{ kind: 'token-deleted', hash: 'gone' }, { kind: 'session-deleted', hash: 'gone' }])

      await store.commit(['gone', 'kept'].flatMap((hash): Change[] =>
        [{ kind: 'token-used', hash, lastUsed: 8 }, { kind: 'session-used', hash, lastActivity: 9 }]))

      expect(store.readTokens()).toEqual([{ hash: 'kept', contactId: 1, lastUsed: 8, expiresAt: 900, label: 'ci' }])
      expect(store.readSessions()).toEqual([{ hash: 'kept', contactId: 2, lastActivity: 9 }])
    })

    test('the access version grows with every change of access but times of last use', async () => {
      const store = await newStore()
      const grows = async (change: () => Promise<unknown>): Promise<boolean> => {
        const before = store.accessVersion()
        await change()
        return store.accessVersion() > before
      }
      const token = { hash: 't', contactId: 1, lastUsed: 5, expiresAt: null, label: null }
      const session = { hash: 's', contactId: 1, lastActivity: 5 }

      expect(await grows(() => store.saveAccount(sampleAccount('a')))).toBe(true)
      expect(await grows(() => store.commit([{ kind: 'token', token }]))).toBe(true)
      expect(await grows(() => store.commit([{ kind: 'token-used', hash: 't', lastUsed: 6 }]))).toBe(false)
      expect(await grows(() => store.commit([{ kind: 'token-deleted', hash: 't' }]))).toBe(true)
      expect(await grows(() => store.commit([{ kind: 'session', session }]))).toBe(true)
      expect(await grows(() => store.commit([{ kind: 'session-used', hash: 's', lastActivity: 6 }]))).toBe(false)
      expect(await grows(() => store.commit([{ kind: 'session-deleted', hash: 's' }]))).toBe(true)
      expect(await grows(() => store.commit([{ kind: 'account-password', contactId: 1, passwordHash: 'x' }]))).toBe(true)
      expect(await grows(() => store.commit([{ kind: 'event', event: sampleEvent(hostKey(1)) }]))).toBe(false)
    })

    test('sees accounts, tokens and the access version that another process changed beside it', async () => {
      const place = await newPlace()
      const server = await opened(place)
      const beside = await opened(place, 'openBeside')
      const before = server.accessVersion()

      const [mine, theirs] = await Promise.all([server.saveAccount(sampleAccount('mine')), beside.saveAccount(sampleAccount('theirs'))])

      expect(mine.id).not.toBe(theirs.id)
      expect(server.readAccounts().map(({ alias }) => alias).sort()).toEqual(['mine', 'theirs'])
      expect(server.accessVersion()).toBe(before + 2)
    })

    test('two writers beside each other lose nothing', async () => {
      const place = await newPlace()
      const stores = [await opened(place), await opened(place, 'openBeside')]

      await Promise.all(stores.flatMap((store, writer) => Array.from({ length: 300 }, (_, n) => store.commit([
        { kind: 'token', token: { hash: `${writer}-${n}`, contactId: n, lastUsed: 1, expiresAt: null, label: null } },
      ]))))

      expect(stores[0]?.readTokens()).toHaveLength(600)
      expect(stores[0]?.accessVersion()).toBe(600)
    })
  })
}

const contents = (store: Store, key: number) => ({
  snapshot: store.readSnapshot(), objectIds: store.readObjectIds(), events: store.readEvents(key, 10), outbox: store.readOutbox(0, 10),
  accounts: store.readAccounts(), tokens: store.readTokens(), sessions: store.readSessions(), version: store.accessVersion(),
})
