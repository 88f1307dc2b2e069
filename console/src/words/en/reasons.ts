/** What each reason code of a notification decision means, and what to change if it is not what was meant. */
export const reasons = {
  told: {
    title: "Notified",
    meaning: "A message was made for each notification command of the contact.",
    change: "To be notified again sooner or later, change notification_interval.",
  },
  soft: {
    title: "Soft state",
    meaning: "The problem is not confirmed yet. Nobody is notified before the last attempt.",
    change: "To be notified sooner, lower max_check_attempts or retry_interval.",
  },
  "notifications-disabled": {
    title: "All notifications off",
    meaning: "The whole server sends no notifications.",
    change: "Set enable_notifications to 1 in the main file, or switch notifications on again.",
  },
  "service-parents-failed": {
    title: "Service parents failed",
    meaning: "Everything this service stands on has failed, so it is not the cause.",
    change: "Look at the parents first. To be notified regardless, remove the directive parents.",
  },
  "period-closed": {
    title: "Outside its period",
    meaning: "The host or service is notified only while its notification_period is open.",
    change: "Choose another notification_period, or extend the time period.",
  },
  "resource-notifications-disabled": {
    title: "Its notifications are off",
    meaning: "notifications_enabled is 0, or an operator switched them off.",
    change: "Switch notifications on, or set notifications_enabled to 1.",
  },
  "no-problem": {
    title: "No hard problem",
    meaning: "There is nothing to notify: it is UP or OK, or the problem is not confirmed.",
    change: "Nothing to change.",
  },
  "not-a-notification-option": {
    title: "State not wanted",
    meaning: "notification_options of the host or service leave this state or kind out.",
    change: "Add its letter to notification_options.",
  },
  acknowledged: {
    title: "Acknowledged",
    meaning: "Somebody has taken the problem on, so others are left alone.",
    change: "End the acknowledgement to be notified again.",
  },
  "dependency-failed": {
    title: "A dependency failed",
    meaning: "A notification dependency forbids it while what it depends on has a problem.",
    change: "Look at what it depends on. To be notified regardless, change notification_failure_criteria.",
  },
  "problem-not-told": {
    title: "Problem was not notified",
    meaning: "This is a recovery, and a recovery is notified only after its problem.",
    change: "See why the problem itself was not notified.",
  },
  "recovery-delay": {
    title: "Recovery delay",
    meaning: "The recovery waits, in case the problem comes back at once.",
    change: "Lower recovery_notification_delay to hear of it sooner.",
  },
  "first-notification-delay": {
    title: "First notification delayed",
    meaning: "The problem must last for a while before anybody is notified.",
    change: "Lower first_notification_delay to hear of it sooner.",
  },
  flapping: {
    title: "Flapping",
    meaning: "The state changes so often that single changes say little.",
    change: "Find why it changes, raise max_check_attempts, or switch flap detection off.",
  },
  "told-once": {
    title: "Notified once",
    meaning: "notification_interval is 0: one notification for each problem.",
    change: "Set notification_interval to be reminded.",
  },
  "host-down": {
    title: "Host is not UP",
    meaning: "The host, or one in front of it, is DOWN or UNREACHABLE. That is notified instead.",
    change: "Look at the host first.",
  },
  "host-soft": {
    title: "Host being confirmed",
    meaning: "The host has a problem with attempts left. It may be the cause.",
    change: "Wait for the host, or lower its max_check_attempts.",
  },
  "not-rechecked": {
    title: "Not checked again yet",
    meaning: "The host had a problem when this was checked, and is up now. The next check decides.",
    change: "Check it now.",
  },
  "named-with-host": {
    title: "Named with its host",
    meaning: "The message about the host that is DOWN lists this problem, too.",
    change: "To have a message of its own, set root_cause to off in vigie.yaml.",
  },
  interval: {
    title: "Already notified",
    meaning: "notification_interval is not over since the last notification.",
    change: "Shorten notification_interval to be reminded sooner.",
  },
  "in-downtime": {
    title: "In downtime",
    meaning: "Planned work: nobody is notified until it ends.",
    change: "Cancel or shorten the downtime.",
  },
  "host-in-downtime": {
    title: "Host in downtime",
    meaning: "Planned work on the host covers its services.",
    change: "Cancel or shorten the downtime of the host.",
  },
  "downtime-awaited": {
    title: "Flexible downtime begins",
    meaning: "A flexible downtime was waiting for this problem.",
    change: "Cancel the flexible downtime.",
  },
  "results-late": {
    title: "Late results",
    meaning: "Its poller was cut off; what it found meanwhile is coming in, and is decided once at the end.",
    change: "Nothing: it is decided within seconds.",
  },
  "waiting-for-host-check": {
    title: "Cause being checked",
    meaning: "A host in front of it is checked first, for at most root_cause_wait_seconds.",
    change: "Nothing: it is decided within seconds.",
  },
  "no-contacts": {
    title: "No contacts",
    meaning: "Nobody is named by contacts, contact_groups or an escalation.",
    change: "Add contacts or contact_groups to the definition.",
  },
  "contact-importance": {
    title: "Not important enough",
    meaning: "The importance of the resource is below minimum_importance of the contact.",
    change: "Lower minimum_importance of the contact, or raise hourly_value of the resource.",
  },
  "contact-disabled": {
    title: "Contact switched off",
    meaning: "host_notifications_enabled or service_notifications_enabled of the contact is 0.",
    change: "Set it to 1, or switch the contact’s notifications on.",
  },
  "contact-period-closed": {
    title: "Off duty",
    meaning: "The contact is notified only while their own notification period is open.",
    change: "Choose another period for the contact, or name somebody who is on duty then.",
  },
  "contact-option": {
    title: "Contact does not want it",
    meaning: "The notification options of the contact leave this state or kind out.",
    change: "Add its letter to the contact’s notification options.",
  },
  "contact-told-of-host": {
    title: "Notified about the host",
    meaning: "The same downtime of the host is in another message to this contact.",
    change: "Nothing to change.",
  },
  "contact-not-told-of-problem": {
    title: "Not notified of the problem",
    meaning: "This is a recovery, and this contact did not hear of the problem.",
    change: "See why the contact was not notified of the problem.",
  },
  "contact-without-command": {
    title: "No way to reach",
    meaning: "The contact has no notification command.",
    change: "Add host_notification_commands and service_notification_commands.",
  },
};
