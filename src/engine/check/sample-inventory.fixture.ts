import type {
  Command,
  CommandCall,
  Contact,
  Host,
  HostGroup,
  Inventory,
  MainSettings,
  Service,
  ServiceGroup,
} from "../../model/objects.ts";
import { BARE_CHECKABLE, bareContact, EMPTY_INVENTORY } from "../../config/objects/objects.fixture.ts";
import { hostKey, serviceKey } from "../../model/resource-key.ts";
import { parseCommandCall } from "../../config/objects/value-pool.ts";

// For the tests of this folder, which need names that object files cannot contain (line ends, NUL).

const source = { file: "test.cfg", line: 1 };
const checkable = { ...BARE_CHECKABLE, checkPeriod: "24x7", notificationPeriod: "24x7", timezone: null };

export const sampleHost = (hostId: number, hostName: string, more: Partial<Host> = {}): Host => ({
  ...checkable,
  kind: "host",
  key: hostKey(hostId),
  hostId,
  serviceId: 0,
  hostName,
  alias: null,
  address: null,
  pollerId: 1,
  pollerName: "Central",
  parents: [],
  ...more,
});

export const sampleService = (
  host: Host,
  serviceId: number,
  description: string,
  more: Partial<Service> = {},
): Service => ({
  ...checkable,
  kind: "service",
  key: serviceKey(host.hostId, serviceId),
  hostId: host.hostId,
  serviceId,
  hostName: host.hostName,
  description,
  ...more,
});

/** Check command call as written in object files: `name!arg!arg`. */
export const calls = (raw: string): { readonly checkCommand: CommandCall } => ({ checkCommand: parseCommandCall(raw) });

export const sampleContact = bareContact;

const main: MainSettings = { ...EMPTY_INVENTORY.main, useTimezone: "UTC", illegalMacroOutputChars: "" };

export interface SampleParts {
  readonly hosts?: readonly Host[];
  readonly services?: readonly Service[];
  readonly hostGroups?: readonly HostGroup[];
  readonly serviceGroups?: readonly ServiceGroup[];
  readonly contacts?: readonly Contact[];
  readonly contactGroups?: Inventory["contactGroups"];
  /** Command lines by name. */
  readonly commands?: Readonly<Record<string, string>>;
  readonly userMacros?: Readonly<Record<string, string>>;
  readonly main?: Partial<MainSettings>;
}

export const sampleInventory = (parts: SampleParts = {}): Inventory => ({
  ...EMPTY_INVENTORY,
  hosts: parts.hosts ?? [],
  services: parts.services ?? [],
  hostGroups: parts.hostGroups ?? [],
  serviceGroups: parts.serviceGroups ?? [],
  contacts: parts.contacts ?? [],
  contactGroups: parts.contactGroups ?? [],
  commands: new Map(
    Object.entries(parts.commands ?? {}).map(([name, line]): [string, Command] => [name, { name, line, source }]),
  ),
  userMacros: new Map(Object.entries(parts.userMacros ?? {})),
  main: { ...main, ...parts.main },
});
