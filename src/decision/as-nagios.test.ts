import { afterEach, expect, test } from 'vitest'
import { closeScenes, openScene, type Scene } from './scene.fixture.ts'

afterEach(closeScenes)

// What Nagios 4.4.6 wrote to its log (SERVICE NOTIFICATION) when it was told the same with the same definitions, observed once.
// test/differential compares the rest at every run: attempts, intervals, options, downtimes, flapping.
const OBJECTS = `
define timeperiod {
  timeperiod_name  never
  alias            never
}
define contact {
  use           person
  contact_name  ops
}
define contact {
  use           person
  contact_name  boss
}
define contact {
  use           person
  contact_name  night
}
define contact {
  use                 person
  contact_name        vip
  minimum_importance  5
}
define contact {
  use                          person
  contact_name                 asleep
  service_notification_period  never
}
define host {
  use                    machine
  host_name              h
  notification_interval  0
  contacts               ops,vip
  importance             1
}
define service {
  use                    check
  name                   s
  register               0
  host_name              h
  contacts               ops
  notification_interval  3
}
define service {
  use                  s
  service_description  esc
  importance           4
  contacts             ops,vip,asleep
}
define serviceescalation {
  host_name              h
  service_description    esc
  contacts               night
  first_notification     2
  last_notification      3
  notification_interval  1
}
define serviceescalation {
  host_name              h
  service_description    esc
  contacts               boss
  first_notification     3
  last_notification      0
  notification_interval  2
  escalation_options     c,r
}
${['master', 'middle', 'leaf', 'pend', 'dpend'].map(name => `
define service {
  use                    s
  service_description    ${name}
  notification_interval  0
}`).join('')}
define service {
  use                    s
  service_description    kid
  parents                h,master
  notification_interval  0
}
${[['master', 'middle', 'c'], ['middle', 'leaf', 'c'], ['pend', 'dpend', 'o']].map(([master, dependent, states]) => `
define servicedependency {
  host_name                      h
  service_description            ${master}
  dependent_host_name            h
  dependent_service_description  ${dependent}
  notification_failure_criteria  ${states}
  inherits_parent                1
}`).join('')}`

const site = (): Promise<Scene> => openScene({ engine: 'nagios', main: 'interval_length=1', objects: OBJECTS })

/** Contact and kind of what was told, without its number. */
const told = async (scene: Scene): Promise<readonly string[]> => (await scene.told()).map(line => line.split(' ').slice(0, 2).join(' ')).toSorted()

test('escalations by number, state and interval, second by second', async () => {
  const scene = await site()
  await scene.result('h', 0)
  const seconds: string[][] = []
  for (const state of [2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 0] as const) {
    await scene.result('h/esc', state)
    seconds.push([...await told(scene)])
    await scene.clock.advanceBy(1)
  }

  expect(seconds).toEqual([
    ['ops problem'], [], [], ['night problem'], ['boss problem', 'night problem'], ['boss problem'], [], ['boss problem'],
    // A WARNING is for no escalation any more.
    ['ops problem'], [], [], ['ops problem'], ['boss recovery'],
  ])
})

test('custom notifications: to those who may be told, to all, and by force', async () => {
  const scene = await site()
  await scene.result('h', 0)
  for (const state of [2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1] as const) {
    await scene.result('h/esc', state)
    await scene.clock.advanceBy(1)
  }
  await scene.told()

  const by = async (options: object): Promise<readonly string[]> => {
    await scene.occasion('h/esc', { kind: 'custom', ...options })
    return await told(scene)
  }
  expect(await by({})).toEqual(['ops custom'])
  expect(await by({ isBroadcast: true })).toEqual(['boss custom', 'night custom', 'ops custom'])
  expect(await by({ isForced: true })).toEqual(['asleep custom', 'ops custom', 'vip custom'])
  expect(await by({ isCounted: true })).toEqual(['ops custom'])
})

test('dependencies, a pending master, and service parents, which keep back checks only', async () => {
  const scene = await site()
  await scene.result('h', 0)
  const steps: string[] = []
  for (const [name, state] of [['dpend', 2], ['master', 2], ['leaf', 2], ['middle', 2], ['kid', 2], ['master', 0], ['middle', 2], ['leaf', 1]] as const) {
    await scene.result(`h/${name}`, state)
    steps.push(`${name} ${state}: ${(await told(scene)).join(', ')}`)
  }

  expect(steps).toEqual([
    'dpend 2: ', 'master 2: ops problem', 'leaf 2: ', 'middle 2: ', 'kid 2: ops problem', 'master 0: ops recovery', 'middle 2: ops problem', 'leaf 1: ',
  ])
})

test('a host weighs as much as it and its services', async () => {
  const scene = await site()
  await scene.result('h', 2)

  expect(await told(scene)).toEqual(['ops problem', 'vip problem'])
})
