/** Number of passive services, all of one host. */
export const SERVICES = 10_000;

export const HOST = "h";
export const serviceOf = (index: number): string => `s${index}`;

/** Output of the n-th result; contains its number, so that the last one can be recognised. */
export const outputOf = (result: number): string => `answered in 12 ms, result ${result}`;

/** Object file for Nagios and Vigie. Every problem is hard with the first result. */
export const passiveObjects = (): string =>
  [
    "define command {\n  command_name  none\n  command_line  /bin/true\n}\n",
    // Nagios requires a contact; it is not notified.
    "define contact {\n  contact_name  nobody\n  host_notification_commands  none\n" +
      "  service_notification_commands  none\n}\n",
    `define host {\n  host_name  ${HOST}\n  address  127.0.0.1\n  max_check_attempts  1\n` +
      "  active_checks_enabled  0\n}\n",
    ...Array.from(
      { length: SERVICES },
      (_, index) =>
        `define service {\n  host_name  ${HOST}\n  service_description  ${serviceOf(index)}\n` +
        "  check_command  none\n  active_checks_enabled  0\n  max_check_attempts  1\n}\n",
    ),
  ].join("");
