/** Values of the setting `engine`: whose behaviour to follow where Nagios 4 and Centreon Engine differ. */
export const ENGINES = ["centreon", "nagios"] as const;
export type Engine = (typeof ENGINES)[number];

/** The differences of docs/nagios-differences.md, each as a question that the code asks where it matters. */
export interface Dialect {
  // States.
  /** A problem that becomes hard without a change of the last hard state, and one behind a host that is not up, is not notified. */
  readonly suppressesRepeatedHardProblems: boolean;
  /** The end of a service's hard problem with attempts left counts as that of a soft one. */
  readonly recoveryDependsOnAttempts: boolean;
  /** Soft states of a service enter its flapping history. */
  readonly softServiceStatesFlap: boolean;
  /** The end of a soft problem is a hard change when the last hard state moves. */
  readonly hardChangeFollowsLastHardState: boolean;
  /** A service's problem that becomes hard counts as a change of state. */
  readonly becomingHardIsStateChangeOfService: boolean;
  /** A change between DOWN and UNREACHABLE ends the numbered problem of a host. */
  readonly unreachableEndsProblemOfHost: boolean;
  /** Every problem result begins flexible downtimes that wait; otherwise only a changed or newly hard one. */
  readonly everyProblemBeginsDowntimes: boolean;

  // Plugins.
  /** State of a service whose check was ended at its timeout, without `service_check_timeout_state`. */
  readonly serviceTimeoutState: 2 | 3;
  /** State of a service for exit codes other than 0 to 3 that no signal explains. */
  readonly serviceExitCodeState: 2 | 3;

  // Notifications.
  /** Delays, intervals, periods and ends of downtimes are acted on by the clock; otherwise with the next result. */
  readonly reevaluatesByClock: boolean;
  /** A result of a service may renotify the problem of its host, and moves the flapping of the host. */
  readonly serviceResultsTouchHost: boolean;
  /** The problem of a host is notified before the downtime that it begins; otherwise the downtime suppresses it. */
  readonly notifiesHostProblemBeforeItsDowntime: boolean;
  /** A host's notification number outlives a soft problem. */
  readonly carriesNotificationNumber: boolean;
  /** A service whose `parents` all have a problem is not notified. */
  readonly asksParentsForNotifications: boolean;
  /** Recoveries go to the contacts that were notified; otherwise to those that want one of the notified states. */
  readonly recoveryGoesToNotifiedContacts: boolean;
  /** Recoveries of hosts go to every contact that wants recoveries. */
  readonly hostRecoveryGoesToEveryone: boolean;
  /** A recovery that is suppressed is never sent later. */
  readonly suppressedRecoveryIsFinal: boolean;
  /** The recovery of a service is suppressed while its host is down. */
  readonly hostDownSuppressesRecovery: boolean;
  /** `recovery_notification_delay` and `send_recovery_notifications_anyways` take effect. */
  readonly hasRecoveryOptions: boolean;
  /** A flexible downtime that waits for a problem suppresses the notifications of services. */
  readonly awaitedDowntimeSuppresses: boolean;
  /** Default of `notice_before_end_minutes`. */
  readonly noticeBeforeEndMinutes: number;

  // Downtimes.
  /** A flexible downtime begins when its window opens during a problem; otherwise with the next result. */
  readonly openWindowBeginsDowntime: boolean;
  /** A flexible downtime that never began is over a second after its window, and its end is notified. */
  readonly expiredWindowIsNotified: boolean;
}

const CENTREON: Dialect = Object.freeze({
  suppressesRepeatedHardProblems: false,
  recoveryDependsOnAttempts: false,
  softServiceStatesFlap: true,
  hardChangeFollowsLastHardState: false,
  becomingHardIsStateChangeOfService: false,
  unreachableEndsProblemOfHost: false,
  everyProblemBeginsDowntimes: true,
  serviceTimeoutState: 3,
  serviceExitCodeState: 3,
  reevaluatesByClock: true,
  serviceResultsTouchHost: false,
  notifiesHostProblemBeforeItsDowntime: false,
  carriesNotificationNumber: false,
  asksParentsForNotifications: true,
  recoveryGoesToNotifiedContacts: true,
  hostRecoveryGoesToEveryone: false,
  suppressedRecoveryIsFinal: false,
  hostDownSuppressesRecovery: false,
  hasRecoveryOptions: true,
  awaitedDowntimeSuppresses: false,
  noticeBeforeEndMinutes: 15,
  openWindowBeginsDowntime: true,
  expiredWindowIsNotified: false,
});

/** Observed behaviour of Nagios 4.4.6. */
const NAGIOS: Dialect = Object.freeze({
  suppressesRepeatedHardProblems: true,
  recoveryDependsOnAttempts: true,
  softServiceStatesFlap: false,
  hardChangeFollowsLastHardState: true,
  becomingHardIsStateChangeOfService: true,
  unreachableEndsProblemOfHost: true,
  everyProblemBeginsDowntimes: false,
  serviceTimeoutState: 2,
  serviceExitCodeState: 2,
  reevaluatesByClock: false,
  serviceResultsTouchHost: true,
  notifiesHostProblemBeforeItsDowntime: true,
  carriesNotificationNumber: true,
  asksParentsForNotifications: false,
  recoveryGoesToNotifiedContacts: false,
  hostRecoveryGoesToEveryone: true,
  suppressedRecoveryIsFinal: true,
  hostDownSuppressesRecovery: true,
  hasRecoveryOptions: false,
  awaitedDowntimeSuppresses: true,
  noticeBeforeEndMinutes: 0,
  openWindowBeginsDowntime: false,
  expiredWindowIsNotified: true,
});

export const dialectOf = (engine: Engine): Dialect => (engine === "nagios" ? NAGIOS : CENTREON);
