import type { CheckResult } from '../check/check-result.ts'
import type { UnixSeconds } from '../lib/clock.ts'
import type { HistoryEvent, NotificationKind } from './event.ts'
import type { ResourceState, StateCode, StateType } from './resource-state.ts'
import { isProblem, stateName, stateOfResult, type ResourceKind } from './state-code.ts'

/** What the configuration says about one resource's states. */
export interface Rules {
  readonly kind: ResourceKind
  readonly maxCheckAttempts: number
  /** A volatile service is in a hard state, and tells, at every problem result. */
  readonly isVolatile: boolean
  readonly checkIntervalSeconds: number
  readonly retryIntervalSeconds: number
}

/** What else matters at the moment of the result. */
export interface Context {
  /** For a service: its host is UP or PENDING. True for a host. */
  readonly isHostUp: boolean
  /** For a host: it has no parents, or one of them is not down. True for a service. */
  readonly isReachable: boolean
}

export interface Transition {
  readonly next: ResourceState
  readonly events: readonly HistoryEvent[]
  /** What people may have to be told about, in this order. */
  readonly occasions: readonly NotificationKind[]
  /** From the start of this check to the next one: the retry interval while soft, else the check interval. */
  readonly checkAgainInSeconds: number
  /** The acknowledgement ended with this result (contract §8.2). */
  readonly endsAcknowledgement: boolean
}

/**
 * One result applied to one state: soft and hard states, attempts and times as Nagios counts them.
 * No clock and no store: the time is in the result.
 */
export function transition(previous: ResourceState, result: CheckResult, rules: Rules, context: Context): Transition {
  const at = Math.floor(result.startedAt)
  const state = stateOfResult(rules.kind, result, context.isReachable)
  const step = rules.kind === 'host' ? hostStep(previous, state, result, rules) : serviceStep(previous, state, rules, context)
  const isStateChange = state !== previous.state && !(previous.state === 4 && state === 0)
  const isHardChange = step.stateType === 1 && (state !== hardStateBefore(previous) || (isProblem(state) && previous.stateType === 0))
  const endsAcknowledgement = acknowledgementEnds(previous, state, isStateChange)
  const next: ResourceState = Object.freeze({
    ...previous,
    ...measured(previous, result, state, at),
    state,
    stateType: step.stateType,
    checkAttempt: step.attempt,
    lastHardState: step.stateType === 1 ? state : hardStateBefore(previous),
    // The first result also starts both times, so that they are never empty on a checked resource.
    lastStateChange: isStateChange ? at : previous.lastStateChange ?? at,
    lastHardStateChange: isHardChange ? at : previous.lastHardStateChange ?? at,
    acknowledgement: endsAcknowledgement ? 'none' : previous.acknowledgement ?? 'none',
    scheduledDowntimeDepth: previous.scheduledDowntimeDepth ?? 0,
    notificationNumber: isProblem(state) ? previous.notificationNumber ?? 0 : 0,
  })
  const isVolatileProblem = rules.isVolatile && isProblem(state) && step.stateType === 1
  const change = { previous, next, result, at, isStateChange, isHardChange, isVolatileProblem, kind: rules.kind }
  return {
    next,
    events: [...stateEvents(change), ...(endsAcknowledgement ? [acknowledgementEnded(change)] : [])],
    occasions: occasions(change),
    checkAgainInSeconds: step.stateType === 0 && isProblem(state) ? rules.retryIntervalSeconds : rules.checkIntervalSeconds,
    endsAcknowledgement,
  }
}

interface Step { readonly stateType: StateType; readonly attempt: number }

/**
 * Attempts count up while soft. A problem of a service whose host is down is hard at once; once the host is up again, the
 * service gets its attempts anew, unless they were used up before.
 */
function serviceStep(previous: ResourceState, state: StateCode, { maxCheckAttempts }: Rules, { isHostUp }: Context): Step {
  if (!isProblem(state) || !isHostUp) return { stateType: 1, attempt: 1 }
  const usedUp = previous.checkAttempt === 1 ? 1 : maxCheckAttempts
  const attempt = isHardProblem(previous) ? usedUp : attemptAfter(previous, maxCheckAttempts)
  return { stateType: attempt >= maxCheckAttempts ? 1 : 0, attempt }
}

/**
 * A hard problem of a host stays hard, with attempt 1 from its second check on, as Centreon Engine counts. A passive problem
 * is hard at once. An active check that ends a soft problem gives a soft UP.
 */
function hostStep(previous: ResourceState, state: StateCode, { checkType }: CheckResult, { maxCheckAttempts }: Rules): Step {
  const isPassive = checkType === 'passive'
  if (!isProblem(state)) return { stateType: isSoftProblem(previous) && !isPassive ? 0 : 1, attempt: 1 }
  const attempt = attemptAfter(previous, maxCheckAttempts)
  return { stateType: isPassive || isHardProblem(previous) || attempt >= maxCheckAttempts ? 1 : 0, attempt }
}

const isSoftProblem = ({ state, stateType }: ResourceState): boolean => isProblem(state) && stateType === 0
const isHardProblem = ({ state, stateType }: ResourceState): boolean => isProblem(state) && stateType !== 0

const attemptAfter = (previous: ResourceState, maxCheckAttempts: number): number =>
  isSoftProblem(previous) ? Math.min((previous.checkAttempt ?? 0) + 1, maxCheckAttempts) : 1

const hardStateBefore = (previous: ResourceState): StateCode => previous.lastHardState ?? 0

/** Normal: at any change of state. Sticky: only when the problem is over. */
function acknowledgementEnds(previous: ResourceState, state: StateCode, isStateChange: boolean): boolean {
  if (previous.acknowledgement === 'normal') return isStateChange || !isProblem(state)
  return previous.acknowledgement === 'sticky' && !isProblem(state)
}

/** What the check itself says, whatever it means for the state. */
function measured(previous: ResourceState, result: CheckResult, state: StateCode, at: UnixSeconds): Partial<ResourceState> {
  const lastTimeInState = previous.lastTimeInState.with(state, at) as unknown as ResourceState['lastTimeInState']
  return {
    hasBeenChecked: true,
    lastCheck: at,
    lastUpdate: Math.floor(result.finishedAt),
    lastTimeInState,
    output: `${result.output.text}\n${result.output.longText}`,
    perfdata: result.output.perfdata,
    executionTime: roundedSeconds(result.finishedAt - result.startedAt),
    latency: result.dueAt === null ? 0 : roundedSeconds(Math.max(0, result.startedAt - result.dueAt)),
    checkType: result.checkType === 'active' ? 0 : 1,
    commandLine: result.commandLine ?? previous.commandLine,
  }
}

const roundedSeconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6

interface StateChange {
  readonly previous: ResourceState
  readonly next: ResourceState
  readonly result: CheckResult
  readonly at: UnixSeconds
  readonly isStateChange: boolean
  readonly isHardChange: boolean
  readonly isVolatileProblem: boolean
  readonly kind: ResourceKind
}

function stateEvents(change: StateChange): HistoryEvent[] {
  const { previous, next } = change
  const attemptWentUp = next.stateType === 0 && next.checkAttempt !== previous.checkAttempt
  if (!change.isStateChange && !change.isHardChange && !attemptWentUp && !change.isVolatileProblem) return []
  const kind = !isProblem(next.state) ? 'recovery' : next.stateType === 1 ? 'hard-state' : 'soft-state'
  return [event(change, kind, reasonOf(change))]
}

function event(change: StateChange, kind: HistoryEvent['kind'], reason: string): HistoryEvent {
  const { next, result, at } = change
  return { key: result.key, at, kind, state: next.state, stateType: next.stateType, checkAttempt: next.checkAttempt, output: result.output.text, reason }
}

function reasonOf({ previous, next, kind }: StateChange): string {
  const was = stateName(kind, previous.state)
  const is = stateName(kind, next.state)
  if (!isProblem(next.state)) return `${was} before, ${is} now: the problem is over`
  if (next.stateType === 0) return `${is}, attempt ${next.checkAttempt}: soft until the last attempt`
  return previous.stateType === 0 ? `${is} at the last attempt: hard` : `${was} before, ${is} now: hard`
}

function acknowledgementEnded(change: StateChange): HistoryEvent {
  const { previous, next, kind } = change
  const reason = isProblem(next.state)
    ? `a normal acknowledgement ends when the state changes: ${stateName(kind, previous.state)} to ${stateName(kind, next.state)}`
    : `the resource is ${stateName(kind, next.state)} again`
  return event(change, 'acknowledgement-ended', reason)
}

/** Every result of a hard problem may have to be told, for first delays and repetitions; soft states are not. */
function occasions({ previous, next, isHardChange }: StateChange): NotificationKind[] {
  if (next.stateType !== 1) return []
  if (isProblem(next.state)) return ['problem']
  return isHardChange && isProblem(hardStateBefore(previous)) ? ['recovery'] : []
}
