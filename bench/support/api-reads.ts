/** One request to Vigie, and the same to Icinga 2. */
export interface Read {
  readonly name: string;
  readonly path: string;
  /** Digits in the path that differ in every request. */
  readonly varying?: string;
  /** Undefined if Icinga 2 has no such request. Without paging and sorting, it answers the whole list. */
  readonly icinga: string | undefined;
}

const json = (value: object): string => encodeURIComponent(JSON.stringify(value));
const services = (parameters = ""): string => `/centreon/api/latest/monitoring/services${parameters}`;
const resources = (parameters = ""): string => `/centreon/api/latest/monitoring/resources${parameters}`;
const searching = (search: object): string => services(`?search=${json(search)}`);

const problems = { "service.state": { $in: [1, 2, 3] } };
const threeLevels = {
  $and: [
    { $or: [problems, { $and: [{ "service.description": { $lk: "service-3%" } }, { "host.state": { $neq: 0 } }] }] },
    {
      $or: [
        { "host.name": { $lk: "srv-01%" } },
        { $and: [{ "host.alias": { $lk: "%77%" } }, { "service.output": { $lk: "%answer%" } }] },
      ],
    },
  ],
};

// Attributes that a page of Vigie shows of a service or a host.
const attributes = (...names: readonly string[]): string => names.map((name) => `attrs=${name}`).join("&");
const ofBoth = [
  "name",
  "display_name",
  "state",
  "state_type",
  "last_check",
  "last_state_change",
  "check_attempt",
  "max_check_attempts",
  "last_check_result",
  "icon_image",
  "icon_image_alt",
];
const shown = attributes(...ofBoth, "host_name");
const icingaServices = (filter?: string): string =>
  `/v1/objects/services?${shown}${filter === undefined ? "" : `&filter=${encodeURIComponent(filter)}`}`;

/** Requests for the configuration of large-configuration.ts and the states of large-store.ts. */
export const READS: readonly Read[] = [
  { name: "services, default page", path: services(), icinga: icingaServices() },
  {
    name: "problems by host name, 50",
    path: `${searching(problems)}&limit=50&sort_by=${json({ "host.name": "ASC" })}`,
    icinga: icingaServices("service.state != 0"),
  },
  {
    name: "services by host-name pattern",
    path: searching({ "host.name": { $lk: "srv-0120%" } }),
    icinga: icingaServices('match("srv-0120*", host.name)'),
  },
  {
    name: "by another host-name pattern each time",
    path: searching({ "host.name": { $lk: "srv-0120%" } }),
    varying: "0120",
    icinga: undefined,
  },
  {
    name: "one host with its services",
    path: "/centreon/api/latest/monitoring/hosts/1",
    icinga: `/v1/objects/hosts/srv-00000?${attributes(...ofBoth, "address")}`,
  },
  {
    name: "one service",
    path: "/centreon/api/latest/monitoring/hosts/1/services/1",
    icinga: `/v1/objects/services/srv-00000!service-0?${shown}`,
  },
  {
    name: "services of one host",
    path: "/centreon/api/latest/monitoring/hosts/1/services",
    icinga: icingaServices('host.name == "srv-00000"'),
  },
  {
    name: "host groups with hosts and services",
    path: "/centreon/api/latest/monitoring/hostgroups?show_host=true&show_service=true",
    icinga: undefined,
  },
  { name: "services, page 5,000 (limited: 500)", path: services("?page=5000"), icinga: icingaServices() },
  {
    name: "all services by output, downwards",
    path: services(`?sort_by=${json({ "service.output": "DESC" })}`),
    icinga: icingaServices(),
  },
  {
    name: "all services by host alias",
    path: services(`?sort_by=${json({ "host.alias": "ASC" })}`),
    icinga: icingaServices(),
  },
  {
    name: "a three-level search",
    path: searching(threeLevels),
    icinga: icingaServices(
      '(service.state != 0 || (match("service-3*", service.name) && host.state != 0))' +
        ' && (match("srv-01*", host.name) || (match("*77*", host.display_name) && match("*answer*", ' +
        "service.last_check_result.output)))",
    ),
  },
  { name: "services, 10,000 a page", path: services("?limit=10000"), icinga: icingaServices() },
  { name: "resources, default page", path: resources(), icinga: undefined },
  {
    name: "resources, unhandled problems",
    path: resources(`?states=${json(["unhandled_problems"])}`),
    icinga: undefined,
  },
  {
    name: "resources, all with a problem",
    path: resources(`?statuses=${json(["WARNING", "CRITICAL", "UNKNOWN", "DOWN", "UNREACHABLE"])}&limit=9999`),
    icinga: undefined,
  },
  {
    name: "resources by host name",
    path: resources(`?search=${json({ "h.name": "srv-00120" })}`),
    icinga: undefined,
  },
];
