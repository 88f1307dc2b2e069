import type { ResourceKey } from '../inventory/resource-key.ts'
import type { UnixSeconds } from '../lib/clock.ts'
import type { Change } from '../store/store.ts'
import type { Comment } from './comment.ts'

/** The comments that stand. Each function returns the changes for the commit of what caused it. */
export interface Comments {
  /** Forgets, with a change, those that do not survive a restart. */
  load(comments: readonly Comment[], nextId: number, now: UnixSeconds): readonly Change[]
  add(comment: Omit<Comment, 'id' | 'deletionTime'>): readonly Change[]
  /** Ends the non-persistent comments of an acknowledgement that ended or was cancelled. */
  acknowledgementEnded(key: ResourceKey, now: UnixSeconds): readonly Change[]
  /** The commit of changes that `add` or `acknowledgementEnded` returned, among others, was refused. */
  takeBack(changes: readonly Change[]): void
}

export function createComments(): Comments {
  const passing = new Map<ResourceKey, Comment[]>()
  let nextId = 1

  const end = (comments: readonly Comment[], now: UnixSeconds): Change[] =>
    comments.map(comment => ({ kind: 'comment', record: { ...comment, deletionTime: now } }))

  const standingOf = (key: ResourceKey): Comment[] => passing.get(key) ?? []

  return {
    load(comments, next, now) {
      nextId = next
      passing.clear()
      return end(comments.filter(comment => !comment.isPersistent && comment.deletionTime === null), now)
    },
    add(fields) {
      const record: Comment = { ...fields, id: nextId++, deletionTime: null }
      if (!record.isPersistent) passing.set(record.key, [...standingOf(record.key), record])
      return [{ kind: 'comment', record }]
    },
    acknowledgementEnded(key, now) {
      const standing = standingOf(key)
      const ending = standing.filter(comment => comment.entryType === 'acknowledgement')
      if (ending.length === 0) return []
      passing.set(key, standing.filter(comment => comment.entryType !== 'acknowledgement'))
      return end(ending, now)
    },
    takeBack(changes) {
      for (const change of changes) {
        if (change.kind !== 'comment' || change.record.isPersistent) continue
        const { record } = change
        const others = standingOf(record.key).filter(({ id }) => id !== record.id)
        passing.set(record.key, record.deletionTime === null ? others : [...others, { ...record, deletionTime: null }])
      }
    },
  }
}
