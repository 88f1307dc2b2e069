// The worker thread that owns the writing connection. It answers each message in order, and ends after 'close'.
import { parentPort, workerData } from 'node:worker_threads'
import { createBatchWriter, type ChangeSet, type Outcome } from './batch-writer.ts'
import { openWriter } from './connection.ts'
import { engineErrorOf, type EngineError } from './engine-errors.ts'

export interface WriterOptions { readonly path: string }
export type ToWriter = { readonly kind: 'batch'; readonly sets: readonly ChangeSet[] } | { readonly kind: 'close' }
export type FromWriter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: EngineError }
  | { readonly kind: 'written'; readonly outcomes: readonly Outcome[] }

const { path } = workerData as WriterOptions
const port = parentPort
if (port === null) throw new Error('writer-thread.ts runs in a worker thread only.')
const send = (message: FromWriter): void => port.postMessage(message)

try {
  const db = openWriter(path)
  const write = createBatchWriter(db)
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'batch') return send({ kind: 'written', outcomes: write(message.sets) })
    db.close()
    port.close()
  })
  send({ kind: 'ready' })
} catch (error) {
  send({ kind: 'failed', error: engineErrorOf(error) })
  port.close()
}
