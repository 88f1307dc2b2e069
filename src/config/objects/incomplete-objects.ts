import type { Checkable, ConfigWarning, Contact, Host, Inventory, NotifyOption, Service } from "../../model/objects.ts";
import { withOthers } from "./group-warnings.ts";

/**
 * Warnings about objects that lack what they usually have, as the verification of Nagios 4 gives them: contacts, check
 * and notification periods, notification commands, options that name more than recovery.
 */
export function* incompleteObjects(inventory: Inventory): Generator<ConfigWarning> {
  for (const kind of kindsOf(inventory))
    for (const object of kind.objects) for (const lack of kind.lacksOf(object)) yield warningOf(kind, object, lack);
}

/** The first of each kind, which counts the others. A large configuration may have one for each service. */
export function countedIncompleteObjects(inventory: Inventory): readonly ConfigWarning[] {
  const counted: ConfigWarning[] = [];
  for (const kind of kindsOf(inventory)) {
    const found = new Map<Lack, { readonly first: Incomplete; count: number }>();
    for (const object of kind.objects)
      for (const lack of kind.lacksOf(object)) {
        const known = found.get(lack);
        if (known === undefined) found.set(lack, { first: object, count: 1 });
        else known.count++;
      }
    for (const [lack, { first, count }] of found) counted.push(withOthers(warningOf(kind, first, lack), count));
  }
  return counted;
}

type Incomplete = Host | Service | Contact;

/** What an object lacks: one value for each kind of warning. */
interface Lack {
  readonly directive: string;
  /** Continues the name of the object. */
  readonly words: string;
}

interface Kind<Item extends Incomplete> {
  readonly objects: readonly Item[];
  readonly nameOf: (object: Item) => string;
  readonly lacksOf: (object: Item) => readonly Lack[];
}

const kind = <Item extends Incomplete>(kind: Kind<Item>): Kind<Incomplete> => kind as unknown as Kind<Incomplete>;

const kindsOf = ({ hosts, services, contacts }: Inventory): readonly Kind<Incomplete>[] => [
  kind({ objects: hosts, nameOf: ({ hostName }) => `host '${hostName}'`, lacksOf: lacksOfHost }),
  kind({
    objects: services,
    nameOf: ({ description, hostName }) => `service '${description}' on host '${hostName}'`,
    lacksOf: lacksOfService,
  }),
  kind({ objects: contacts, nameOf: ({ name }) => `contact '${name}'`, lacksOf: lacksOfContact }),
];

const warningOf = ({ nameOf }: Kind<Incomplete>, object: Incomplete, { directive, words }: Lack): ConfigWarning => ({
  ...object.source,
  directive,
  message: `${nameOf(object)} ${words}`,
});

const NONE: readonly Lack[] = [];
const NO_CONTACTS: Lack = {
  directive: "contacts",
  words: "has no contacts and no contact groups: nobody is notified",
};
const RECOVERY_ALONE = "is notified of recoveries, but of none of the problems before them";
const ONLY_RECOVERY: Lack = { directive: "notification_options", words: RECOVERY_ALONE };
const NO_CHECK_PERIOD: Lack = {
  directive: "check_period",
  words: "has no check period: it is checked at all times",
};
const NO_NOTIFICATION_PERIOD: Lack = {
  directive: "notification_period",
  words: "has no notification period: contacts are notified at all times",
};
const SHORT_INTERVAL: Lack = {
  directive: "notification_interval",
  words: "has a notification interval below its check interval: notifications repeat after checks only",
};
const OF_CONTACT = (["host", "service"] as const).map((of) => ({
  of,
  noCommands: {
    directive: `${of}_notification_commands`,
    words: `has no commands: it is not notified of ${of}s`,
  },
  noPeriod: {
    directive: `${of}_notification_period`,
    words: "has no notification period: it is notified at all times",
  },
  onlyRecovery: { directive: `${of}_notification_options`, words: RECOVERY_ALONE },
}));

const lacksOfHost = (host: Host): readonly Lack[] => lacksOfCheckable(host, ["down", "unreachable"]);

function lacksOfService(service: Service): readonly Lack[] {
  const { notificationInterval, checkInterval } = service;
  const ofBoth = lacksOfCheckable(service, ["warning", "critical", "unknown"]);
  const isShort =
    notificationInterval !== null && notificationInterval > 0 && notificationInterval < (checkInterval ?? 0);
  if (service.checkPeriod !== null && service.notificationPeriod !== null && !isShort) return ofBoth;
  return [
    ...ofBoth,
    ...(service.checkPeriod === null ? [NO_CHECK_PERIOD] : NONE),
    ...(service.notificationPeriod === null ? [NO_NOTIFICATION_PERIOD] : NONE),
    ...(isShort ? [SHORT_INTERVAL] : NONE),
  ];
}

function lacksOfCheckable(resource: Checkable, problems: readonly NotifyOption[]): readonly Lack[] {
  const hasNoContacts = resource.contacts.length + resource.contactGroups.length === 0;
  const isOnlyRecovery = isRecoveryAlone(resource.notifyOn, problems);
  if (!hasNoContacts && !isOnlyRecovery) return NONE;
  return [...(hasNoContacts ? [NO_CONTACTS] : NONE), ...(isOnlyRecovery ? [ONLY_RECOVERY] : NONE)];
}

const lacksOfContact = (contact: Contact): readonly Lack[] =>
  OF_CONTACT.flatMap(({ of, noCommands, noPeriod, onlyRecovery }) => {
    const { period, on, commands } = of === "host" ? contact.hostNotifications : contact.serviceNotifications;
    return [
      ...(commands.length === 0 ? [noCommands] : NONE),
      ...(period === null ? [noPeriod] : NONE),
      ...(isRecoveryAlone(on, PROBLEMS[of]) ? [onlyRecovery] : NONE),
    ];
  });

const PROBLEMS: Readonly<Record<"host" | "service", readonly NotifyOption[]>> = {
  host: ["down", "unreachable"],
  service: ["warning", "critical"],
};

const isRecoveryAlone = (on: ReadonlySet<NotifyOption> | null, problems: readonly NotifyOption[]): boolean =>
  on?.has("recovery") === true && !problems.some((option) => on.has(option));
