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
}

export function createComments(): Comments {
  const passing = new Map<ResourceKey, Comment[]>()
  let nextId = 1

  const end = (comments: readonly Comment[], now: UnixSeconds): Change[] =>
    comments.map(comment => ({ kind: 'comment', record: { ...comment, deletionTime: now } }))

  return {
    load(comments, next, now) {
      nextId = next
      passing.clear()
      return end(comments.filter(comment => !comment.isPersistent && comment.deletionTime === null), now)
    },
    add(fields) {
      const record: Comment = { ...fields, id: nextId++, deletionTime: null }
      if (!record.isPersistent) passing.set(record.key, [...passing.get(record.key) ?? [], record])
      return [{ kind: 'comment', record }]
    },
    acknowledgementEnded(key, now) {
      const standing = passing.get(key) ?? []
      const ending = standing.filter(comment => comment.entryType === 'acknowledgement')
      if (ending.length === 0) return []
      passing.set(key, standing.filter(comment => comment.entryType !== 'acknowledgement'))
      return end(ending, now)
    },
  }
}
