/** Configuration of a kind that is found in public, written for these tests. */
export interface Kind {
  readonly folder: string;
  /** Hosts, services, host groups, contacts, dependencies, escalations. */
  readonly counts: readonly [number, number, number, number, number, number];
  /** Part of each line of warnings. */
  readonly warnings: readonly string[];
  /** Object files, and lines of others, that Nagios 4 refuses: the comparison leaves them out. */
  readonly unknownToNagios?: readonly string[];
  readonly linesUnknownToNagios?: RegExp;
}

export const KINDS: readonly Kind[] = [
  {
    folder: "small-office",
    counts: [3, 5, 2, 2, 0, 0],
    warnings: ["command_file: has no effect"],
  },
  {
    folder: "hostgroup-heavy",
    counts: [8, 17, 7, 2, 0, 0],
    warnings: [],
  },
  {
    folder: "icinga1",
    counts: [1, 2, 1, 2, 0, 0],
    warnings: ["command_file: has no effect", "use_syslog: has no effect", "module objects are read and kept"],
    unknownToNagios: ["modules/idoutils.cfg"],
  },
  {
    folder: "naemon",
    counts: [1, 2, 0, 2, 0, 0],
    warnings: ["module-conf.d/livestatus.cfg:1: broker_module: has no effect"],
  },
  {
    folder: "centreon-engine",
    counts: [2, 2, 0, 1, 1, 1],
    warnings: [
      "broker_module: has no effect",
      "command_file: has no effect",
      "connector objects",
      "group_tags: has no effect",
      "category_tags: has no effect",
      "severity_id: has no effect",
      "severity objects",
      "tag objects",
    ],
    unknownToNagios: ["connectors.cfg", "tags.cfg", "severities.cfg"],
    linesUnknownToNagios: /^\s+(timezone|host_id|service_id|group_tags|category_tags|severity_id|connector)\s/,
  },
  {
    folder: "nconf-generated",
    counts: [2, 6, 2, 2, 0, 0],
    warnings: [],
  },
  {
    folder: "nrpe-and-graphs",
    counts: [1, 3, 0, 2, 0, 0],
    warnings: [],
  },
  {
    folder: "time-periods",
    counts: [1, 1, 0, 2, 0, 0],
    warnings: [],
  },
  {
    folder: "escalations-and-dependencies",
    counts: [4, 6, 2, 2, 10, 9],
    warnings: [],
  },
  {
    folder: "inheritance",
    counts: [4, 4, 2, 2, 0, 0],
    warnings: [],
  },
  {
    folder: "regular-expressions",
    counts: [4, 4, 2, 2, 0, 2],
    warnings: [],
  },
  {
    folder: "as-typed",
    counts: [2, 1, 1, 2, 0, 0],
    warnings: [
      "host 'no-register-here' has no host_name and counts as a template",
      "max_check_attempts: '3 # times': 3 counts, as in Nagios (expected a whole number from 1 to 1000000) (and 1 more",
      "check_interval: '5m': 5 counts",
      "notification_interval: is empty: 0 counts",
      "notification_options: given twice in this host (line 10), both count",
      "retry_interval: '1x': 1 counts",
      "first_notification_delay: '2min': 2 counts",
      "contact 'forgotten-template' has no contact_name and counts as a template",
      "service 'Twice' on host 'typed' is defined twice",
      "members: given twice in this hostgroup (line 45), both count",
    ],
  },
];
