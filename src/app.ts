import type { Socket } from 'node:net'
import { createAdaptive } from './adaptive/create-adaptive.ts'
import { createCurrentInventory } from './adaptive/current-inventory.ts'
import { createAccess } from './access/create-access.ts'
import { ensureAdministrator } from './access/first-administrator.ts'
import { isShortPassword, SHORT_PASSWORD_WARNING } from './access/new-password.ts'
import { createAcknowledgements } from './acknowledgement/acknowledgements.ts'
import { createApi } from './api/create-api.ts'
import { listen } from './api/listen.ts'
import { processMacrosOf } from './check/macro/process-macros.ts'
import { createCheckRunner } from './check/create-check-runner.ts'
import { openCommandFile } from './command/command-file.ts'
import { createOperatorCommands } from './command/operator-commands.ts'
import { createExternalCommands } from './command/run-external-command.ts'
import { createComments } from './comment/comments.ts'
import { readConfiguration, type Configuration } from './configuration.ts'
import { openControlSocket } from './control/control-socket.ts'
import { createDecider } from './decision/create-decider.ts'
import { createDecisionQueries } from './decision/queries.ts'
import { createDowntimes } from './downtime/downtimes.ts'
import { createRecurringDowntimes } from './downtime/recurring-downtimes.ts'
import type { Resource } from './inventory/objects.ts'
import { createEventHandlers } from './event-handler/event-handlers.ts'
import { createIntake } from './intake/accept-result.ts'
import { createLedger } from './intake/ledger.ts'
import { createPassiveResults } from './intake/passive-results.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { Refusal } from './lib/refusal.ts'
import { createSparingLog } from './lib/sparing-log.ts'
import { createStops } from './lib/stops.ts'
import { createCommandRunner } from './notify/command-runner.ts'
import { createDeliverer } from './notify/deliver.ts'
import { createSender } from './notify/send-message.ts'
import { createRealtime } from './realtime/create-realtime.ts'
import { NO_CHECKS } from './schedule/check-counts.ts'
import { createExecutionRules } from './schedule/execution-rules.ts'
import { createFreshness } from './schedule/freshness.ts'
import { createOnDemandChecks } from './schedule/on-demand-checks.ts'
import { createScheduler } from './schedule/scheduler.ts'
import { createSkippedChecks } from './schedule/skipped-checks.ts'
import { createReload, type Reload } from './reload/reload.ts'
import { createSwap, planChanges, type InventoryHolder } from './reload/create-swap.ts'
import { keepsChanges, retainedStates } from './retained.ts'
import { keepRetention } from './retention.ts'
import type { Settings } from './settings/settings.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'

export interface AppOptions {
  readonly settings: Settings
  readonly clock: Clock
  readonly log: Log
  readonly version: string
  /** The settings as they are in the files now; without it a reload leaves them alone. Refuses with `bad-setting`. */
  readonly readSettings?: () => Settings
  /** A reload changed settings. */
  readonly onSettings?: (settings: Settings) => void
  /** Asked to stop by an external command; without it such commands do nothing. */
  readonly requestStop?: () => void
}

/** The running server. */
export interface App {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string
  /** The generated password of `admin`; null unless this start made it. */
  readonly newAdminPassword: string | null
  /** What is monitored, in a few words. */
  readonly summary: string
  readonly reload: Reload
  /** Ends everything in reverse order; what was answered with success is on disk. */
  stop(): Promise<void>
}

// Running at once.
const MOST_EVENT_HANDLERS = 16

/**
 * Wires the stations of a result's path (ARCHITECTURE.md) and starts them. A failed start undoes what it had begun.
 * Refuses with `bad-configuration` (all errors in its message), `bad-setting`, and the store's codes.
 */
export async function createApp({ settings, clock, log, version, readSettings, onSettings, requestStop }: AppOptions): Promise<App> {
  const stops = createStops(log)
  let settingsInEffect = settings
  try {
    // Stopped last: closing the store settles the last results.
    const lostResults = createSparingLog(log, clock, 'check results could not be stored')
    stops.add('log of lost results', () => lostResults.stop())
    // What is known: the store, the configuration, and the states they meet in.
    const store = await openStore({ folder: settings.dataFolder, log, exclusive: true })
    stops.add('store', () => store.close())
    const knownIds = store.readObjectIds()
    const configuration = readConfiguration(settings.configFolder, knownIds, settings.channels)
    const { inventory: configured, accessGroups } = await acceptedConfiguration(configuration, store, log)
    let current = createCurrentInventory(configured)
    const { inventory } = current

    const access = createAccess({ store, clock, log })
    access.configure(inventory, accessGroups)
    stops.add('access', () => access.close())
    const realtime = createRealtime({ accountByAlias: alias => access.accountByAlias(alias) })
    const deliverer = createDeliverer({ store, clock, log, send: message => sender.send(message) })
    const ledger = createLedger({ store, realtime, clock, onCommitted: () => deliverer.wake(), onRefused: lostResults.error })
    stops.add('ledger', () => ledger.flush())
    // What operators changed, over the configuration before anyone gets it.
    const adaptive = createAdaptive({
      ledger, clock, log,
      onResources: resources => {
        realtime.replace(resources)
        replan(resources)
      },
      onProgram: () => replan([...current.inventory.hosts, ...current.inventory.services]),
    })
    const replan = (resources: readonly Resource[]): void => {
      const plans = scheduler.replan(resources.map(({ key }) => key))
      if (plans.size > 0) ledger.commit(planChanges(ledger, plans)).catch(error => log.error({ err: error }, 'next checks could not be stored'))
    }
    await adaptive.start(store.readAdaptive(), keepsChanges(current))
    adaptive.load(current)
    const stored = store.readSnapshot()
    const snapshot = { ...stored, states: retainedStates(configured, stored.states) }
    realtime.load(inventory, snapshot, [...knownIds, ...configuration.newIds])
    const withoutDowntime = ledger.load(inventory, snapshot)
    if (withoutDowntime.length > 0) await ledger.commit(withoutDowntime)

    /** Gives a part the inventory now, and another one at each reload. */
    const hold = (part: InventoryHolder): void => {
      part.load(inventory)
      holders.push(part)
    }
    const holders: InventoryHolder[] = []

    // Who is told about what.
    const decider = createDecider({
      clock,
      engine: settings.engine,
      // Read at each load.
      get rootCause() { return settingsInEffect.rootCause },
      stateOf: key => ledger.state(key),
      acknowledgementOf: key => realtime.latestAcknowledgement(key) ?? null,
      downtimeOf: key => downtimes.running(key),
      isDowntimeAwaited: (key, at) => downtimes.isAwaited(key, at),
      byItself: {
        log,
        resourceOf: key => ledger.resource(key),
        commit: changes => ledger.commit(changes),
        checkNow: key => scheduler.runOnDemand(key),
      },
    })
    hold(decider)

    // What operators do.
    const comments = createComments()
    const passing = comments.load(snapshot.comments, snapshot.nextIds.comment, Math.floor(clock.now()))
    if (passing.length > 0) await ledger.commit(passing)
    const noticeSeconds = settings.noticeBeforeEndMinutes * 60
    const acknowledgements = createAcknowledgements({
      ledger, comments, decider, clock, log, noticeSeconds, latest: key => realtime.latestAcknowledgement(key),
    })
    hold({ load: next => acknowledgements.configure(next) })
    acknowledgements.load(snapshot.nextIds.acknowledgement, snapshot.acknowledgements)
    const downtimes = createDowntimes({ ledger, decider, clock, log, engine: settings.engine, noticeSeconds })
    downtimes.load(snapshot.downtimes, snapshot.nextIds.downtime)
    const recurringDowntimes = createRecurringDowntimes({ downtimes, ledger, clock, log })
    recurringDowntimes.restore(store.readRecurringDowntimes(), snapshot.downtimes, snapshot.nextIds.recurringDowntime)
    hold(recurringDowntimes)
    const commands = createOperatorCommands({ acknowledgements, downtimes })

    const decisions = createDecisionQueries({ clock, store, world: () => decider.world(), downtimesOf: key => downtimes.ofResource(key) })

    // The API answers before the first check, since the default configuration checks the API.
    const localConnections = new WeakSet<Socket>()
    let hasStarted = false
    const api = await createApi({
      realtime, access, commands, recurringDowntimes, decisions, clock, log, version,
      trustProxy: settings.trustProxy ?? false,
      isLocal: socket => localConnections.has(socket),
      reload: () => hasStarted ? reload : undefined,
      passiveResults: () => hasStarted ? passiveResults : undefined,
      checks: () => hasStarted ? scheduler.counts() : NO_CHECKS,
    })
    stops.add('api', () => api.close())
    const url = await listen(api, settings.listen)
    const control = await openControlSocket({
      dataFolder: settings.dataFolder,
      onConnection: socket => {
        localConnections.add(socket)
        api.server.emit('connection', socket)
      },
    })
    stops.add('control socket', () => control.stop())
    // Only now: a password made by a start that failed would have been shown to nobody.
    const administrator = await ensureAdministrator(store, settings.adminPassword ?? undefined)
    if (administrator.created && isShortPassword(settings.adminPassword ?? administrator.password ?? '')) log.warn({}, SHORT_PASSWORD_WARNING)

    // From due to committed.
    const processMacros = processMacrosOf({ url, configFolder: settings.configFolder, commandFile: settings.commandFile, startedAt: clock.now() })
    const runner = createCheckRunner({
      clock, log, processMacros, engine: settings.engine,
      stateOf: key => ledger.state(key),
      environment: settings.pluginEnvironment,
      maxConcurrentChecks: settings.maxConcurrentChecks,
    })
    await runner.start()
    stops.add('check runner', () => runner.stop())
    const commandRunner = createCommandRunner({ clock, log, environment: settings.pluginEnvironment })
    stops.add('command runner', () => commandRunner.stop())
    const sender = createSender({
      clock, processMacros,
      runner: commandRunner,
      channels: () => settingsInEffect.channels,
      stateOf: key => ledger.state(key),
      readMessages: (key, limit) => store.readMessages(key, limit),
    })
    hold(sender)
    const onDemand = createOnDemandChecks({ clock, stateOf: key => ledger.state(key), check: key => scheduler.runOnDemand(key) })
    hold(onDemand)
    // A pool of its own: handlers and checks do not wait for each other.
    const eventHandlers = createEventHandlers({
      ledger, clock, log, processMacros,
      runner: createCommandRunner({ clock, log, environment: settings.pluginEnvironment, plugins: { maxHelpers: MOST_EVENT_HANDLERS } }),
    })
    hold(eventHandlers)
    stops.add('event handlers', () => eventHandlers.stop())
    const intake = createIntake({
      ledger, comments, downtimes, decider, clock, engine: settings.engine,
      rescheduleAfter: (resource, wanted) => scheduler.rescheduleAfter(resource, wanted),
      acknowledgementOutlivesRecovery: key => acknowledgements.outlivesRecovery(key),
      onStep: (resource, previous, next) => onDemand.afterResult(resource, previous, next),
      onStateChange: (resource, previous, next) => eventHandlers.afterStateChange(resource, previous, next),
    })
    hold(intake)
    const passiveResults = createPassiveResults({ inventory: () => current.inventory, intake, clock })
    const skippedChecks = createSkippedChecks({
      clock,
      rules: createExecutionRules({ clock, stateOf: key => ledger.state(key) }),
      stateOf: key => ledger.state(key),
      rescheduleAfter: (resource, wanted) => scheduler.rescheduleAfter(resource, wanted),
      commit: changes => { ledger.commit(changes).catch(lostResults.error) },
    })
    hold(skippedChecks)
    const scheduler = createScheduler({
      clock, runner,
      mayRun: (resource, isForced) => skippedChecks.mayRun(resource, isForced),
      maxConcurrentChecks: settings.maxConcurrentChecks,
      onResult: result => { intake.accept(result).catch(lostResults.error) },
    })
    scheduler.load(inventory, key => ledger.state(key)?.nextCheck ?? null)
    stops.add('scheduler', () => scheduler.stop())
    const freshness = createFreshness({ clock, log, stateOf: key => ledger.state(key), scheduler })
    hold(freshness)
    stops.add('freshness', () => freshness.stop())
    stops.add('acknowledgements', () => acknowledgements.stop())
    stops.add('downtimes', () => downtimes.stop())
    stops.add('decider', () => decider.stop())
    stops.add('recurring downtimes', () => recurringDowntimes.stop())
    stops.add('deliverer', () => deliverer.stop())
    stops.add('retention', keepRetention({ store, realtime, clock, log, days: () => settingsInEffect.retentionDays }))
    acknowledgements.start()
    downtimes.start()
    decider.start()
    recurringDowntimes.start()
    deliverer.start()
    scheduler.start()
    freshness.start()

    const swap = createSwap({ adaptive, access, ledger, realtime, scheduler, downtimes, holders })
    const stopping = new AbortController()
    stops.add('reload', () => stopping.abort())
    const reload = createReload({
      log, realtime,
      signal: stopping.signal,
      current: () => current,
      settings: () => settingsInEffect,
      readSettings: readSettings ?? (() => settingsInEffect),
      commit: changes => ledger.commit(changes),
      swap(next) {
        current = next.current
        settingsInEffect = next.settings
        onSettings?.(next.settings)
        return swap(next)
      },
    })

    // The door for scripts; the first to close.
    if (settings.commandFile !== null) {
      const external = createExternalCommands({
        operators: commands, downtimes, comments, intake, ledger, scheduler, decider, clock, adaptive,
        control: { shutDown: () => requestStop?.(), reload: () => { reload().catch(() => {}) } },
      })
      hold(external)
      const commandFile = openCommandFile({ path: settings.commandFile, commands: external, clock, log })
      stops.add('command file', () => commandFile.stop())
    }

    hasStarted = true
    return {
      url,
      reload,
      newAdminPassword: administrator.password,
      summary: `${inventory.hosts.length} hosts and ${inventory.services.length} services`,
      stop: () => stops.run(),
    }
  } catch (error) {
    await stops.run()
    throw error
  }
}

async function acceptedConfiguration(configuration: Configuration, store: Store, log: Log): Promise<NonNullable<Configuration['accepted']>> {
  if (configuration.accepted === null) throw new Refusal('bad-configuration', configuration.summary.trimEnd())
  for (const warning of configuration.warnings) log.warn({ ...warning }, 'configuration')
  if (configuration.newIds.length > 0) await store.commit(configuration.newIds.map(entry => ({ kind: 'object-id', entry })))
  return configuration.accepted
}
