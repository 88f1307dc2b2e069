/** Services for the load of a benchmark. */
export interface LoadSite {
  readonly hosts: number;
  readonly servicesPerHost: number;
  /** Plugin with its arguments, without macros. */
  readonly command: string;
  readonly intervalSeconds: number;
}

export const servicesOf = ({ hosts, servicesPerHost }: LoadSite): number => hosts * servicesPerHost;

/** Object file of a site for Nagios and Vigie; interval_length must be 1. */
export function objectFile({ hosts, servicesPerHost, command, intervalSeconds }: LoadSite): string {
  const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    .map((day) => `  ${day} 00:00-24:00`)
    .join("\n");
  const host = (index: number): string => `define host {\n  use h\n  host_name srv-${index}\n}`;
  const names = Array.from({ length: hosts }, (_, index) => `srv-${index}`).join(",");
  return [
    `define timeperiod {\n  timeperiod_name always\n  alias always\n${days}\n}`,
    `define command {\n  command_name load\n  command_line ${command}\n}`,
    "define contact {\n  contact_name nobody\n  host_notifications_enabled 0\n" +
      "  service_notifications_enabled 0\n  host_notification_period always\n" +
      "  service_notification_period always\n  host_notification_commands load\n" +
      "  service_notification_commands load\n}",
    "define host {\n  name h\n  register 0\n  address 127.0.0.1\n  max_check_attempts 1\n" +
      "  active_checks_enabled 0\n  contacts nobody\n  check_period always\n" +
      "  notification_period always\n}",
    `define service {\n  name s\n  register 0\n  check_command load\n  check_interval ${intervalSeconds}\n` +
      `  retry_interval ${intervalSeconds}\n  max_check_attempts 1\n` +
      "  contacts nobody\n  check_period always\n  notification_period always\n}",
    ...Array.from({ length: hosts }, (_, index) => host(index)),
    ...Array.from(
      { length: servicesPerHost },
      (_, index) => `define service {\n  use s\n  host_name ${names}\n  service_description service-${index}\n}`,
    ),
  ].join("\n");
}
