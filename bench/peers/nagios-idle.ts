import { connect } from 'node:net'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Size } from '../support/large-configuration.ts'
import { objectFile } from '../support/load-site.ts'
import { startNagios } from './nagios-daemon.ts'

export interface IdleNagios { readonly pid: number; readonly startSeconds: number; stop(): Promise<void> }

const LONGEST_START_MS = 60_000
const NO_CHECKS = 'execute_host_checks=0\nexecute_service_checks=0\n'

/** Nagios 4 with so many hosts and services, its checks off. Ready when its query handler answers, the nearest it has to an API. */
export async function startIdleNagios(folder: string, { hosts, servicesPerHost }: Size): Promise<IdleNagios> {
  mkdirSync(folder, { recursive: true })
  const objects = objectFile({ hosts, servicesPerHost, command: '/bin/true', intervalSeconds: 300 })
  const begun = performance.now()
  const daemon = startNagios(folder, objects, NO_CHECKS)
  while (!await answers(join(folder, 'nagios.qh'))) {
    if (performance.now() - begun > LONGEST_START_MS) {
      await daemon.stop()
      throw new Error('Nagios 4 did not start')
    }
    await setTimeout(50)
  }
  return { pid: daemon.pid, startSeconds: (performance.now() - begun) / 1000, stop: () => daemon.stop() }
}

/** Whether the query handler says back what it is told (`@echo`). */
function answers(path: string): Promise<boolean> {
  return new Promise(told => {
    const socket = connect(path, () => { socket.write('@echo here\0') })
    const end = (is: boolean) => (): void => {
      socket.destroy()
      told(is)
    }
    socket.setTimeout(LONGEST_START_MS, end(false))
    socket.on('data', end(true)).on('error', end(false)).on('close', end(false))
  })
}
