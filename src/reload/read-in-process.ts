import { fork, type ChildProcess } from 'node:child_process'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { assemble, type ConfigurationPiece, type ReceivedConfiguration } from './configuration-pieces.ts'

export interface ConfigurationFolders { readonly configFolder: string; readonly dataFolder: string }

/**
 * Reads and validates the configuration in a process of its own: in the server's, 100,000 services would hold up requests for half a
 * second and more, and a thread would leave its 200 MB behind (both measured). Rejects when the process fails, which no mistake in the
 * configuration makes it do.
 */
export async function readConfigurationInProcess({ configFolder, dataFolder }: ConfigurationFolders): Promise<ReceivedConfiguration> {
  const child = fork(fileURLToPath(new URL('./configuration-process.ts', import.meta.url)), [configFolder, dataFolder], {
    serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const assembly = assemble()
    for (;;) {
      const piece = await nextPiece(child)
      if (piece === null) return assembly.done()
      assembly.take(piece)
      await setImmediate()
    }
  } finally {
    child.kill('SIGKILL')
  }
}

function nextPiece(child: ChildProcess): Promise<ConfigurationPiece | null> {
  return new Promise((found, failed) => {
    const end = (settle: () => void): void => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      settle()
    }
    const onMessage = (piece: unknown): void => end(() => found(piece as ConfigurationPiece | null))
    const onExit = (code: number | null, signal: string | null): void =>
      end(() => failed(new Error(`The process that reads the configuration ended with ${signal ?? `code ${code}`}`)))
    const onError = (error: Error): void => end(() => failed(error))
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    child.send('next', error => { if (error !== null) onError(error) })
  })
}
