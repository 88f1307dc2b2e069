import type { CheckResult, PluginOutput } from '../check/check-result.ts'
import { parsePluginOutput } from '../check/plugin-output.ts'
import type { Intake } from '../intake/accept-result.ts'
import type { Inventory, Resource } from '../inventory/objects.ts'
import type { Clock, UnixSeconds } from '../lib/clock.ts'
import { Refusal } from '../lib/refusal.ts'
import type { CommandRuns } from './command-runs.ts'
import type { CommandTargets } from './command-targets.ts'

export interface ResultCommandParts {
  readonly targets: () => CommandTargets
  readonly inventory: () => Inventory
  readonly intake: Intake
  readonly clock: Clock
}

/** Passive results (Nagios). Refuses with `passive-checks-off` where they are switched off, and `result-outdated`. */
export function resultCommands({ targets, inventory, intake, clock }: ResultCommandParts):
  CommandRuns<'PROCESS_HOST_CHECK_RESULT' | 'PROCESS_SERVICE_CHECK_RESULT'> {
  const accept = async (resource: Resource, returnCode: CheckResult['returnCode'], output: string, at: UnixSeconds): Promise<void> => {
    // A clock that is ahead elsewhere must not hide the results that follow.
    const time = Math.min(at, Math.floor(clock.now()))
    const outcome = await intake.accept({
      key: resource.key, checkType: 'passive', returnCode, output: passiveOutput(output),
      dueAt: null, startedAt: time, finishedAt: time, commandLine: null,
    })
    if (outcome === 'outdated') throw new Refusal('result-outdated', `The result is older than the last check of ${nameOf(resource)}.`)
  }

  return {
    PROCESS_HOST_CHECK_RESULT: async ({ host, host_code, output }, at) => {
      if (!inventory().main.acceptPassiveHostChecks) throw switchedOff('for all hosts (accept_passive_host_checks)')
      const found = targets().hostByNameOrAddress(host)
      if (found.passiveChecks === false) throw switchedOff(`for ${nameOf(found)} (passive_checks_enabled)`)
      await accept(found, host_code, output, at)
    },
    PROCESS_SERVICE_CHECK_RESULT: async ({ host, service, return_code, output }, at) => {
      if (!inventory().main.acceptPassiveServiceChecks) throw switchedOff('for all services (accept_passive_service_checks)')
      const found = targets().service(targets().hostByNameOrAddress(host).hostName, service)
      if (found.passiveChecks === false) throw switchedOff(`for ${nameOf(found)} (passive_checks_enabled)`)
      await accept(found, return_code, output, at)
    },
  }
}

const switchedOff = (where: string): Refusal => new Refusal('passive-checks-off', `Passive checks are off ${where}.`)

const nameOf = (resource: Resource): string =>
  resource.kind === 'host' ? `host '${resource.hostName}'` : `service '${resource.description}' on '${resource.hostName}'`

/** In the command file the line breaks of an output are written `\n`, and a backslash `\\` (Nagios). */
const passiveOutput = (written: string): PluginOutput =>
  parsePluginOutput(written.includes('\\') ? written.replace(/\\([\\n])/g, (_, escaped) => escaped === 'n' ? '\n' : '\\') : written)
