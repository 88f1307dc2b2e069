import { parentPort, workerData } from 'node:worker_threads'
import { readConfiguration } from '../configuration.ts'
import { readObjectIdsOf } from '../store/open-store.ts'
import { piecesOf } from './configuration-pieces.ts'
import type { ConfigurationThreadInput } from './read-in-thread.ts'

// Started by read-in-thread.ts, which asks for piece after piece: so the main thread never gets two at once.
const { configFolder, dataFolder } = workerData as ConfigurationThreadInput
const pieces = piecesOf(readConfiguration(configFolder, readObjectIdsOf(dataFolder)))
const port = parentPort!
port.on('message', () => {
  const next = pieces.next()
  if (next.done === true) {
    port.postMessage(null)
    port.close()
  } else {
    port.postMessage(next.value.piece, [...next.value.transfer])
  }
})
