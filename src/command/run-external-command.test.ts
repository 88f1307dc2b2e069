import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../test/support/fake-clock.ts'
import { createAcknowledgements } from '../acknowledgement/acknowledgements.ts'
import { createComments, type Comments } from '../comment/comments.ts'
import { createDecider } from '../decision/create-decider.ts'
import { createDowntimes, type Downtimes } from '../downtime/downtimes.ts'
import { createIntake } from '../intake/accept-result.ts'
import { createLedger, type Ledger } from '../intake/ledger.ts'
import { loadInventory } from '../inventory/load-inventory.ts'
import type { Resource } from '../inventory/objects.ts'
import { silentLog } from '../lib/log.ts'
import { createRealtime } from '../realtime/create-realtime.ts'
import { createScheduler, type Scheduler } from '../schedule/scheduler.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { parseExternalCommand } from './external-command.ts'
import { createOperatorCommands } from './operator-commands.ts'
import { createExternalCommands, type ExternalCommands } from './run-external-command.ts'

const START = 1_700_000_000
const HOST = (name: string, more = ''): string => `define host {\n  host_name  ${name}\n  address  ${name}.example\n  max_check_attempts  1\n${more}}\n`
const SERVICE = (host: string, name: string, more = ''): string =>
  `define service {\n  host_name  ${host}\n  service_description  ${name}\n  max_check_attempts  1\n  check_command  any\n${more}}\n`
// edge <- (left, right) <- deep, which hangs on both; alone stands beside them.
const OBJECTS = [
  'define command {\n  command_name  any\n  command_line  any\n}\n',
  HOST('edge'), HOST('left', '  parents  edge\n'), HOST('right', '  parents  edge\n'), HOST('deep', '  parents  left,right\n'),
  HOST('alone', '  passive_checks_enabled  0\n'),
  SERVICE('left', 'http'), SERVICE('right', 'http', '  active_checks_enabled  0\n'), SERVICE('right', 'ssh', '  passive_checks_enabled  0\n'),
  'define hostgroup {\n  hostgroup_name  sides\n  members  left,right\n}\n',
  'define servicegroup {\n  servicegroup_name  web\n  members  left,http,right,http\n}\n',
].join('')

let folder: string
let store: Store
let clock: FakeClock
let ledger: Ledger
let comments: Comments
let downtimes: Downtimes
let scheduler: Scheduler
let commands: ExternalCommands
let resources: readonly Resource[]
/** What the scheduler has started, in order. */
let started: string[]
/** What was changed while running, in order. */
let asked: (readonly unknown[])[]

const open = async (main = ''): Promise<void> => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-commands-'))
  writeFileSync(join(folder, 'vigie.cfg'), `cfg_file=objects.cfg\n${main}`)
  writeFileSync(join(folder, 'objects.cfg'), OBJECTS)
  const inventory = loadInventory(folder, { known: [] }).inventory!
  resources = [...inventory.hosts, ...inventory.services]
  store = await openStore({ folder: join(folder, 'data'), log: silentLog, exclusive: true })
  clock = createFakeClock(START)
  started = []
  const snapshot = store.readSnapshot()
  const realtime = createRealtime({ accountByAlias: () => undefined })
  realtime.load(inventory, snapshot, [])
  ledger = createLedger({ store, realtime, onCommitted: () => {} })
  ledger.load(inventory, snapshot)
  const decider = createDecider({ clock, engine: 'centreon', stateOf: key => ledger.state(key) })
  decider.load(inventory)
  comments = createComments()
  downtimes = createDowntimes({ ledger, decider, clock, log: silentLog, engine: 'centreon' })
  downtimes.load([], 1)
  const acknowledgements = createAcknowledgements({ ledger, comments, decider, clock, latest: key => realtime.latestAcknowledgement(key) })
  acknowledgements.load(1)
  const intake = createIntake({ ledger, comments, downtimes, decider, clock, engine: 'centreon', rescheduleAfter: (_, wanted) => wanted })
  intake.load(inventory)
  const runner = { start: async () => {}, stop: async () => {}, run: (resource: Resource) => {
    started.push(nameOf(resource))
    return new Promise<never>(() => {})
  } }
  scheduler = createScheduler({ clock, runner, maxConcurrentChecks: 10, onResult: () => {} })
  asked = []
  const asks = (kind: string) => async (...of: readonly unknown[]): Promise<void> => { asked.push([kind, ...of]) }
  commands = createExternalCommands({
    operators: createOperatorCommands({ acknowledgements, downtimes }), downtimes, comments, intake, ledger, scheduler, decider, clock,
    adaptive: { changeResources: asks('resources'), changeContacts: asks('contacts'), changeProgram: asks('program'), forget: asks('forget') },
    control: { reload: () => { asked.push(['reload']) }, shutDown: () => { asked.push(['stop']) } },
  })
  commands.load(inventory)
  scheduler.load(inventory, () => START + 240)
  scheduler.start()
}

beforeEach(() => open())
afterEach(async () => {
  scheduler.stop()
  downtimes.stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const nameOf = (resource: Resource): string => resource.kind === 'host' ? resource.hostName : `${resource.hostName}/${resource.description}`
const keyOf = (name: string): number => resources.find(resource => nameOf(resource) === name)!.key
const run = async (body: string): Promise<void> => {
  const command = parseExternalCommand(`[${Math.floor(clock.now())}] ${body}`)
  if ('error' in command) throw new Error(command.reason)
  await commands.run(command)
}
const inDowntime = (): string[] => downtimes.open().map(({ key }) => nameOf(resources.find(resource => resource.key === key)!)).sort()
const TIMES = `${START + 60};${START + 120};1;0;0;ann;why`

describe('a downtime of several', () => {
  test.each([
    ['SCHEDULE_HOST_SVC_DOWNTIME;right', ['right/http', 'right/ssh']],
    ['SCHEDULE_HOSTGROUP_HOST_DOWNTIME;sides', ['left', 'right']],
    ['SCHEDULE_HOSTGROUP_SVC_DOWNTIME;sides', ['left/http', 'right/http', 'right/ssh']],
    ['SCHEDULE_SERVICEGROUP_HOST_DOWNTIME;web', ['left', 'right']],
    ['SCHEDULE_SERVICEGROUP_SVC_DOWNTIME;web', ['left/http', 'right/http']],
    ['SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME;edge', ['deep', 'edge', 'left', 'right']],
    ['SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME;left', ['deep', 'left']],
    ['SCHEDULE_HOST_SVC_DOWNTIME;alone', []],
  ])('%s', async (command, expected) => {
    await run(`${command};${TIMES}`)

    expect(inDowntime()).toEqual(expected)
  })

  test('that is triggered begins and ends with the one of the host before them', async () => {
    await run(`SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME;edge;${TIMES}`)
    const [first, ...others] = downtimes.open()
    expect(others.map(({ triggeredBy }) => triggeredBy)).toEqual([first!.id, first!.id, first!.id])

    await clock.advanceTo(START + 60)
    expect(downtimes.open().map(({ isStarted }) => isStarted)).toEqual([true, true, true, true])
    await run(`DEL_HOST_DOWNTIME;${first!.id}`)
    expect(inDowntime()).toEqual([])
  })

  test('is cancelled by the group, one host of it, or one service', async () => {
    await run(`SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME;edge;${TIMES}`)
    await run(`SCHEDULE_HOSTGROUP_SVC_DOWNTIME;sides;${TIMES}`)

    await run('DEL_DOWNTIME_BY_HOSTGROUP_NAME;sides;;ssh')
    expect(inDowntime()).toEqual(['deep', 'edge', 'left', 'left/http', 'right', 'right/http'])
    await run('DEL_DOWNTIME_BY_HOSTGROUP_NAME;sides;left')
    expect(inDowntime()).toEqual(['deep', 'edge', 'right', 'right/http'])
    await run(`DEL_DOWNTIME_BY_HOSTGROUP_NAME;sides;;;${START + 60};why`)
    expect(inDowntime()).toEqual(['deep', 'edge'])
    await run('DEL_DOWNTIME_BY_START_TIME_COMMENT;;why')
    expect(inDowntime()).toEqual([])
  })
})

describe('a check that a command asks for', () => {
  test('runs at its time instead of the planned one, and shows', async () => {
    await run(`SCHEDULE_FORCED_SVC_CHECK;right;http;${START + 30}`)
    expect(ledger.state(keyOf('right/http'))?.nextCheck).toBe(START + 30)

    await clock.advanceTo(START + 29)
    expect(started).toEqual([])
    await clock.advanceTo(START + 30)
    expect(started).toEqual(['right/http'])
  })

  test('of every service of a host', async () => {
    await run(`SCHEDULE_FORCED_HOST_SVC_CHECKS;right;${START}`)
    await clock.advanceBy(1)

    expect(started.sort()).toEqual(['right/http', 'right/ssh'])
  })

  test('that is not forced leaves out those whose active checks are off', async () => {
    await run(`SCHEDULE_HOST_SVC_CHECKS;right;${START}`)
    await clock.advanceBy(1)

    expect(started).toEqual(['right/ssh'])
  })

  test('that is not forced leaves an earlier plan', async () => {
    await run(`SCHEDULE_SVC_CHECK;left;http;${START + 100}`)
    await run(`SCHEDULE_SVC_CHECK;left;http;${START + 200}`)

    expect(ledger.state(keyOf('left/http'))?.nextCheck).toBe(START + 100)
  })
})

describe('comments', () => {
  test('of one resource are deleted together, or one by its number', async () => {
    for (const text of ['a', 'b']) await run(`ADD_HOST_COMMENT;edge;1;ann;${text}`)
    await run('ADD_SVC_COMMENT;left;http;0;ann;c')
    await run('DEL_HOST_COMMENT;1')
    expect(comments.ofResource(keyOf('edge')).map(({ text }) => text)).toEqual(['b'])

    await run('DEL_ALL_HOST_COMMENTS;edge')
    await run('DEL_ALL_SVC_COMMENTS;left;http')
    expect([...comments.ofResource(keyOf('edge')), ...comments.ofResource(keyOf('left/http'))]).toEqual([])
    expect(store.readSnapshot().comments.filter(({ deletionTime }) => deletionTime === null)).toEqual([])
  })
})

describe('why nothing comes of a command', () => {
  test.each([
    ['REMOVE_HOST_ACKNOWLEDGEMENT;none', "There is no host 'none'."],
    ['REMOVE_SVC_ACKNOWLEDGEMENT;left;none', "There is no service 'none' on a host 'left'."],
    ['PROCESS_HOST_CHECK_RESULT;10.0.0.1;0;up', "There is no host with the name or address '10.0.0.1'."],
    [`SCHEDULE_HOSTGROUP_HOST_DOWNTIME;none;${TIMES}`, "There is no host group 'none'."],
    [`SCHEDULE_SERVICEGROUP_SVC_DOWNTIME;none;${TIMES}`, "There is no service group 'none'."],
    ['PROCESS_HOST_CHECK_RESULT;alone;0;up', "Passive checks are off for host 'alone' (passive_checks_enabled)."],
    ['PROCESS_SERVICE_CHECK_RESULT;right;ssh;0;ok', "Passive checks are off for service 'ssh' on 'right' (passive_checks_enabled)."],
    ['ACKNOWLEDGE_HOST_PROBLEM;edge;2;1;1;ann;why', 'There is no problem to acknowledge.'],
    ['REMOVE_HOST_ACKNOWLEDGEMENT;edge', 'The resource was never acknowledged.'],
    [`SCHEDULE_HOST_DOWNTIME;edge;${START};${START + 60};1;99;0;ann;why`, 'There is no open downtime 99 that could begin another one.'],
    ['DEL_HOST_DOWNTIME;99', 'There is no open downtime 99.'],
    ['DEL_DOWNTIME_BY_HOST_NAME;edge', 'No open downtime matches.'],
    ['DEL_DOWNTIME_BY_START_TIME_COMMENT', 'A start time or a comment is needed.'],
    ['DEL_HOST_COMMENT;99', 'There is no comment 99.'],
    [`SCHEDULE_FORCED_HOST_CHECK;edge;${START}`, 'It has no check_command.'],
    [`SCHEDULE_SVC_CHECK;right;http;${START}`, 'It is not checked actively: no check_command, active checks off, or its period never opens.'],
  ])('%s', async (command, message) => {
    await expect(run(command)).rejects.toThrow(message)
  })

  test('a number of the other kind', async () => {
    await run(`SCHEDULE_SVC_DOWNTIME;left;http;${TIMES}`)
    await run('ADD_HOST_COMMENT;edge;1;ann;a')

    await expect(run('DEL_HOST_DOWNTIME;1')).rejects.toThrow('Downtime 1 is not one of a host.')
    await expect(run('DEL_SVC_COMMENT;1')).rejects.toThrow('Comment 1 is not one of a service.')
  })

  test('passive results switched off for all', async () => {
    await store.close()
    rmSync(folder, { recursive: true })
    await open('accept_passive_service_checks=0\naccept_passive_host_checks=0\n')

    await expect(run('PROCESS_SERVICE_CHECK_RESULT;left;http;0;ok')).rejects.toThrow('Passive checks are off for all services (accept_passive_service_checks).')
    await expect(run('PROCESS_HOST_CHECK_RESULT;left;0;ok')).rejects.toThrow('Passive checks are off for all hosts (accept_passive_host_checks).')
    expect(ledger.state(keyOf('left/http'))?.hasBeenChecked).toBe(false)
  })

  test('a result older than the last check', async () => {
    await run('PROCESS_HOST_CHECK_RESULT;left.example;1;gone')
    const late = parseExternalCommand(`[${START - 1}] PROCESS_HOST_CHECK_RESULT;left;0;up`)
    if ('error' in late) throw new Error(late.reason)

    await expect(commands.run(late)).rejects.toThrow("The result is older than the last check of host 'left'.")
    expect(ledger.state(keyOf('left'))?.state).toBe(1)
  })
})

test('a time ahead of the clock counts as now, so that the results that follow are taken', async () => {
  const ahead = parseExternalCommand(`[${START + 30}] PROCESS_HOST_CHECK_RESULT;left;1;gone`)
  if ('error' in ahead) throw new Error(ahead.reason)
  await commands.run(ahead)
  await run('PROCESS_HOST_CHECK_RESULT;left;0;back')

  expect(ledger.state(keyOf('left'))).toMatchObject({ state: 0, lastCheck: START })
})
