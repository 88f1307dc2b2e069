// Configurations for tests of the console, as texts by file name.

const HEAD = `define command {
  command_name  always-ok
  command_line  /bin/echo OK
}
define timeperiod {
  timeperiod_name  24x7
  monday           00:00-24:00
  tuesday          00:00-24:00
  wednesday        00:00-24:00
  thursday         00:00-24:00
  friday           00:00-24:00
  saturday         00:00-24:00
  sunday           00:00-24:00
}
`;

const host = (name: string): string => `define host {
  host_name               ${name}
  address                 192.0.2.1
  check_command           always-ok
  max_check_attempts      1
  check_period            24x7
  notification_period     24x7
  active_checks_enabled   0
  _RACK                   r${Number(/\d+$/.exec(name)?.[0] ?? 0)}
}
`;

const service = (hostName: string, description: string): string => `define service {
  host_name               ${hostName}
  service_description     ${description}
  check_command           always-ok
  max_check_attempts      1
  check_period            24x7
  notification_period     24x7
  active_checks_enabled   0
}
`;

/** `hosts` hosts web-0001… with `services` services each, all passive: tests submit their results. */
export function siteOf(hosts: number, services: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: hosts }, (_, index) => `web-${String(index + 1).padStart(4, "0")}`);
  const objects = names.map(
    (name) => host(name) + Array.from({ length: services }, (_, index) => service(name, `disk ${index + 1}`)).join(""),
  );
  return { "objects.cfg": HEAD + objects.join("") };
}

export const ONE_HOST = siteOf(1, 2);
