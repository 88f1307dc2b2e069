/** Values of the setting `engine`: which behaviour to follow where Nagios 4 and Centreon Engine differ. */
export const ENGINES = ["centreon", "nagios"] as const;
export type Engine = (typeof ENGINES)[number];

/** Differences between the engines (docs/nagios-differences.md), one flag for each place that depends on them. */
export interface Dialect {
  // States
  /**
   * Does not notify a problem that becomes hard without a change of the last hard state, nor one behind a host that is
   * not up.
   */
  readonly suppressesRepeatedHardProblems: boolean;
  /**
   * Treats the end of a service's hard problem as that of a soft one if attempts were left, and the end of a soft
   * problem of a host by a passive result as that of a hard one.
   */
  readonly recoveryDependsOnAttempts: boolean;
  /** Evaluates the flapping of a service in soft states as well. */
  readonly softServiceStatesFlap: boolean;
  /** Treats the end of a soft problem as a hard change if the last hard state changes. */
  readonly hardChangeFollowsLastHardState: boolean;
  /** Treats a service problem that becomes hard as a change of state. */
  readonly becomingHardIsStateChangeOfService: boolean;
  /** Ends the numbered problem of a host at a change between DOWN and UNREACHABLE. */
  readonly unreachableEndsProblemOfHost: boolean;
  /**
   * Starts pending flexible downtimes at every problem result; otherwise only when the problem changes or becomes hard.
   */
  readonly everyProblemBeginsDowntimes: boolean;

  // Plugins
  /** State of a service whose check timed out, without `service_check_timeout_state`. */
  readonly serviceTimeoutState: 2 | 3;
  /** State of a service for exit codes other than 0 to 3 that are not explained by a signal. */
  readonly serviceExitCodeState: 2 | 3;

  // Notifications
  /**
   * Ends the wait for the next notification at every change of state or state type; otherwise only when the problem is
   * hard in another state than the one notified last.
   */
  readonly everyChangeEndsNotificationWait: boolean;
  /** Moves the next notification of a problem to the opening of its closed period, even if that is earlier. */
  readonly openingReplacesNotificationWait: boolean;
  /** Counts `first_notification_delay` from the last hard change of state; otherwise from the first of the problem. */
  readonly firstDelayRestartsWithHardState: boolean;
  /** Notifies a service problem only when the soft problem of its host is over or hard. */
  readonly servicesWaitForHardStateOfHost: boolean;
  /** Default of `late_contacts`: notifies a contact of a problem or recovery when its own period opens. */
  readonly notifiesLateContacts: boolean;
  /** Sends one message for the downtime of a host and the same downtimes of its services. */
  readonly hostDowntimeCoversServices: boolean;
  /** Re-evaluates delays, intervals, periods and ends of downtimes by the clock; otherwise with the next result. */
  readonly reevaluatesByClock: boolean;
  /** Lets a result of a service renotify its host's problem and update the host's flapping. */
  readonly serviceResultsTouchHost: boolean;
  /** Notifies a host problem before the downtime that it starts; otherwise the downtime suppresses the notification. */
  readonly notifiesHostProblemBeforeItsDowntime: boolean;
  /**
   * Counts recoveries as notifications, and keeps the number of notifications and the notified states until a hard
   * problem ends.
   */
  readonly carriesNotificationNumber: boolean;
  /** Applies `notification_interval` to recoveries as well. */
  readonly intervalAppliesToRecovery: boolean;
  /** Notifies the recovery of a problem during which flapping began when the flapping ends, if it was not yet. */
  readonly endOfFlappingNotifiesRecovery: boolean;
  /** Does not notify a service if all of its `parents` have a problem. */
  readonly asksParentsForNotifications: boolean;
  /** Sends recoveries to the contacts that were notified; otherwise to those that want one of the notified states. */
  readonly recoveryGoesToNotifiedContacts: boolean;
  /** Sends recoveries of hosts to every contact that wants recoveries. */
  readonly hostRecoveryGoesToEveryone: boolean;
  /** Never sends a suppressed recovery later. */
  readonly suppressedRecoveryIsFinal: boolean;
  /** Suppresses the recovery of a service while its host is down. */
  readonly hostDownSuppressesRecovery: boolean;
  /** Supports `recovery_notification_delay` and `send_recovery_notifications_anyways`. */
  readonly hasRecoveryOptions: boolean;
  /** Suppresses notifications of services while a flexible downtime is waiting for a problem. */
  readonly awaitedDowntimeSuppresses: boolean;
  /** Default of `notice_before_end_minutes`. */
  readonly noticeBeforeEndMinutes: number;

  // Downtimes
  /** Starts a flexible downtime when its window opens during a problem; otherwise with the next result. */
  readonly openWindowBeginsDowntime: boolean;
  /** Ends a flexible downtime that never started one second after its window, and notifies that end. */
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
  everyChangeEndsNotificationWait: false,
  openingReplacesNotificationWait: false,
  firstDelayRestartsWithHardState: false,
  servicesWaitForHardStateOfHost: true,
  notifiesLateContacts: true,
  hostDowntimeCoversServices: true,
  reevaluatesByClock: true,
  serviceResultsTouchHost: false,
  notifiesHostProblemBeforeItsDowntime: false,
  carriesNotificationNumber: false,
  intervalAppliesToRecovery: false,
  endOfFlappingNotifiesRecovery: false,
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
  everyChangeEndsNotificationWait: true,
  openingReplacesNotificationWait: true,
  firstDelayRestartsWithHardState: true,
  servicesWaitForHardStateOfHost: false,
  notifiesLateContacts: false,
  hostDowntimeCoversServices: false,
  reevaluatesByClock: false,
  serviceResultsTouchHost: true,
  notifiesHostProblemBeforeItsDowntime: true,
  carriesNotificationNumber: true,
  intervalAppliesToRecovery: true,
  endOfFlappingNotifiesRecovery: true,
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
