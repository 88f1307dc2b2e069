import { Socket } from 'node:net'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { Refusal } from '../lib/refusal.ts'
import { createSparingLog } from '../lib/sparing-log.ts'
import { createBadLineLog } from './bad-line-log.ts'
import { createCommandLines, LONGEST_LINE_BYTES } from './command-lines.ts'
import { parseExternalCommand, type ExternalCommand } from './external-command.ts'
import { makeFifo } from './fifo.ts'
import type { ExternalCommands } from './run-external-command.ts'

/** The FIFO that scripts and agents write external commands to. */
export interface CommandFile {
  /** Reads no more, waits until what was read has been done, and removes the FIFO. */
  stop(): Promise<void>
}

export interface CommandFileOptions {
  readonly path: string
  readonly commands: ExternalCommands
  readonly clock: Clock
  readonly log: Log
}

// So many results are handed to the store before the oldest half of them must be on disk: what comes meanwhile waits in the pipe.
const RESULTS_AHEAD = 4_000

/**
 * Makes the FIFO and executes its lines one after the other. A passive result need not be on disk before the next line is
 * read, since it counts at once; any other command must. A line that is wrong is logged with its reason, and the next one
 * is read. Refuses as src/command/fifo.ts says.
 */
export function openCommandFile({ path, commands, clock, log }: CommandFileOptions): CommandFile {
  const fifo = makeFifo(path)
  const pipe = new Socket({ fd: fifo.fd, readable: true, writable: false })
  const badLines = createBadLineLog(log, clock)
  const failures = createSparingLog(log, clock, 'an external command failed')
  const lines = createCommandLines()
  let isStopping = false
  let halfAgo: Promise<unknown> = Promise.resolve()
  let latest: Promise<unknown> = Promise.resolve()
  let sinceHalf = 0

  const run = async (line: string, command: ExternalCommand): Promise<void> => {
    try {
      await commands.run(command)
    } catch (error) {
      if (error instanceof Refusal && !error.code.startsWith('store-')) badLines.tell(line, `${command.name}: ${error.message}`)
      else failures.error(error)
    }
  }

  const take = async (line: string): Promise<void> => {
    const command = parseExternalCommand(line)
    if ('error' in command) return badLines.tell(line, command.reason)
    latest = run(line, command)
    if (!isResult(command)) return void await latest
    if (++sinceHalf < RESULTS_AHEAD / 2) return
    await halfAgo
    halfAgo = latest
    sinceHalf = 0
  }

  const read = async (): Promise<void> => {
    try {
      for await (const chunk of pipe) {
        const { lines: whole, tooLong } = lines.push(chunk as Buffer)
        if (tooLong > 0) badLines.tell('', `a line is longer than ${LONGEST_LINE_BYTES} bytes`, tooLong)
        for (const line of whole) if (line.trim() !== '') await take(line)
      }
    } catch (error) {
      if (!isStopping) log.error({ err: error, path }, 'the command file cannot be read any more')
    }
    await Promise.all([halfAgo, latest])
  }

  const ended = read()
  return {
    async stop() {
      isStopping = true
      fifo.remove()
      pipe.destroy()
      await ended
      badLines.stop()
      failures.stop()
    },
  }
}

const isResult = ({ name }: ExternalCommand): boolean => name === 'PROCESS_SERVICE_CHECK_RESULT' || name === 'PROCESS_HOST_CHECK_RESULT'
