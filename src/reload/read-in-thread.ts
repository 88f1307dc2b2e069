import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { assemble, type ConfigurationPiece, type ReceivedConfiguration } from './configuration-pieces.ts'

export interface ConfigurationThreadInput { readonly configFolder: string; readonly dataFolder: string }

/**
 * Reads and validates the configuration in a thread of its own: on the main thread, 100,000 services would hold up requests for half a
 * second and more. Rejects when the thread fails, which no mistake in the configuration makes it do.
 */
export async function readConfigurationInThread(workerData: ConfigurationThreadInput): Promise<ReceivedConfiguration> {
  const thread = new Worker(new URL('./configuration-thread.ts', import.meta.url), { workerData, execArgv: [], name: 'configuration' })
  try {
    const assembly = assemble()
    for (;;) {
      // Rejects with the error of the thread, when it has one.
      const answered = once(thread, 'message')
      thread.postMessage('next')
      const [piece] = await answered as [ConfigurationPiece | null]
      if (piece === null) return assembly.done()
      assembly.take(piece)
      await setImmediate()
    }
  } finally {
    await thread.terminate()
  }
}
