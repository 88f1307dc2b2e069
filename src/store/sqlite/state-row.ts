import { hostIdOf, serviceIdOf, type ResourceKey } from '../../inventory/resource-key.ts'
import { NOBODY } from '../../state/new-state.ts'
import type { ResourceState, StateCode, StateType } from '../../state/resource-state.ts'
import { flag, numberOrNull, textOrNull, toFlag, type SqlValue } from './sql-value.ts'

/** Columns of resource_states in the order of `stateToRow` and `rowToState`. */
export const STATE_COLUMNS = [
  'host_id', 'service_id', 'state', 'state_type', 'check_attempt', 'checked', 'last_hard_state',
  'last_check', 'next_check', 'last_state_change', 'last_hard_state_change', 'last_update',
  'last_time_in_state_0', 'last_time_in_state_1', 'last_time_in_state_2', 'last_time_in_state_3',
  'output', 'perfdata', 'execution_time', 'latency', 'check_type', 'command_line',
  'acknowledgement_type', 'scheduled_downtime_depth',
  'last_notification', 'next_notification', 'notification_number', 'flapping', 'percent_state_change',
  'recent_states', 'previous_state', 'had_host_problem', 'notified_on', 'no_more_notifications', 'told_contacts',
  'problem_id', 'last_problem_id', 'event_id', 'last_event_id',
] as const

const ACKNOWLEDGEMENT_TYPES = ['none', 'normal', 'sticky'] as const

export function stateToRow(key: ResourceKey, state: ResourceState): SqlValue[] {
  return [
    hostIdOf(key), serviceIdOf(key), state.state, state.stateType, state.checkAttempt, toFlag(state.hasBeenChecked), state.lastHardState,
    state.lastCheck, state.nextCheck, state.lastStateChange, state.lastHardStateChange, state.lastUpdate,
    state.lastTimeInState0, state.lastTimeInState1, state.lastTimeInState2, state.lastTimeInState3,
    state.output, state.perfdata, state.executionTime, state.latency, state.checkType, state.commandLine,
    state.acknowledgement === null ? null : ACKNOWLEDGEMENT_TYPES.indexOf(state.acknowledgement), state.scheduledDowntimeDepth,
    state.lastNotification, state.nextNotification, state.notificationNumber, toFlag(state.isFlapping), state.percentStateChange,
    state.recentStates, state.previousState, toFlag(state.hadHostProblem), state.notifiedOn, toFlag(state.noMoreNotifications),
    state.toldContacts.length === 0 ? null : JSON.stringify(state.toldContacts),
    state.problemId, state.lastProblemId, state.eventId, state.lastEventId,
  ]
}

/** Reads by position: 100,000 rows load twice as fast as arrays than as objects. */
export function rowToState(row: readonly SqlValue[]): ResourceState {
  const acknowledgementType = numberOrNull(row[22])
  return Object.freeze({
    state: row[2] as StateCode,
    stateType: numberOrNull(row[3]) as StateType | null,
    checkAttempt: numberOrNull(row[4]),
    hasBeenChecked: flag(row[5]),
    lastHardState: numberOrNull(row[6]) as StateCode | null,
    lastCheck: numberOrNull(row[7]),
    nextCheck: numberOrNull(row[8]),
    lastStateChange: numberOrNull(row[9]),
    lastHardStateChange: numberOrNull(row[10]),
    lastUpdate: numberOrNull(row[11]),
    lastTimeInState0: numberOrNull(row[12]),
    lastTimeInState1: numberOrNull(row[13]),
    lastTimeInState2: numberOrNull(row[14]),
    lastTimeInState3: numberOrNull(row[15]),
    output: textOrNull(row[16]),
    perfdata: textOrNull(row[17]),
    executionTime: numberOrNull(row[18]),
    latency: numberOrNull(row[19]),
    checkType: numberOrNull(row[20]) as 0 | 1 | null,
    commandLine: textOrNull(row[21]),
    acknowledgement: acknowledgementType === null ? null : ACKNOWLEDGEMENT_TYPES[acknowledgementType] ?? null,
    scheduledDowntimeDepth: numberOrNull(row[23]),
    lastNotification: numberOrNull(row[24]),
    nextNotification: numberOrNull(row[25]),
    notificationNumber: numberOrNull(row[26]),
    isFlapping: row[27] === 1,
    percentStateChange: row[28] as number,
    recentStates: row[29] as number,
    previousState: numberOrNull(row[30]) as StateCode | null,
    hadHostProblem: row[31] === 1,
    notifiedOn: row[32] as number,
    noMoreNotifications: row[33] === 1,
    toldContacts: row[34] === null ? NOBODY : JSON.parse(row[34] as string) as readonly string[],
    problemId: row[35] as number,
    lastProblemId: row[36] as number,
    eventId: row[37] as number,
    lastEventId: row[38] as number,
  })
}
