import type { Difference } from './differences.ts'
import type { Observation } from './observation.ts'
import type { Step, Target } from './sequence.ts'
import type { Shrunk } from './shrink.ts'

/** A failing sequence as a person reads it. */
export function describeFailure({ sequence, failure }: Shrunk): string {
  return [
    `seed ${sequence.seed} goes apart:`,
    ...sequence.hosts.map(({ maxCheckAttempts, parents }, host) =>
      `  host ${host}: ${maxCheckAttempts} attempts${parents.length > 0 ? `, behind ${parents.join(' and ')}` : ''}`),
    ...sequence.services.map(({ host, maxCheckAttempts, isVolatile }, service) =>
      `  service ${service} on host ${host}: ${maxCheckAttempts} attempts${isVolatile ? ', volatile' : ''}`),
    ...sequence.steps.flatMap((step, index) => step.kind === 'wait' ? [] : [`  ${index} s: ${words(step)}`]),
    ...failure.differences.map(difference => `  after step ${failure.step}: ${describeDifference(difference)}`),
  ].join('\n')
}

/** What was, what was done, and what each engine makes of it. */
export function describeDifference({ resource, kind, maxCheckAttempts, isVolatile, step, before, nagios, vigie, hostState }: Difference): string {
  const who = `${kind} ${resource} (${maxCheckAttempts} attempts${isVolatile ? ', volatile' : ''}${kind === 'service' ? `, host ${hostState}` : ''})`
  return `${who} ${before === undefined ? 'new' : short(before)}, ${step === undefined ? 'not touched' : words(step)}: Nagios ${short(nagios)}, Vigie ${short(vigie)}`
}

const short = ({ state, stateType, attempt, lastHardState, acknowledgement, downtimeDepth }: Observation): string =>
  [`${state} ${stateType === 1 ? 'HARD' : 'SOFT'} ${attempt} last-hard ${lastHardState}`,
    ...(acknowledgement === 'none' ? [] : [acknowledgement]), ...(downtimeDepth === 0 ? [] : [`downtime ${downtimeDepth}`])].join(' ')

const targetName = ({ host, service }: Target): string => service === null ? `host ${host}` : `service ${service} on host ${host}`

function words(step: Step): string {
  switch (step.kind) {
    case 'wait': return 'nothing'
    case 'delete-downtime': return `downtime ${step.downtime} is deleted`
    case 'result': return `${targetName(step.target)}: ${step.checkType} ${step.returnCode}`
    case 'acknowledge': return `${targetName(step.target)}: acknowledged, ${step.isSticky ? 'sticky' : 'normal'}`
    case 'remove-acknowledgement': return `${targetName(step.target)}: acknowledgement removed`
    case 'schedule-downtime':
      return `${targetName(step.target)}: ${step.isFixed ? 'fixed' : `flexible ${step.duration} s`} downtime from ${step.startsIn} to ${step.endsIn} s`
  }
}
