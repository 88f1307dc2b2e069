import { type ConfigWarning, warningOf, type WarningParamsOf } from "../../model/configuration-warnings.ts";
import type { Checkable, Contact, Host, Inventory, NotifyOption, Service } from "../../model/objects.ts";

/**
 * Warnings about objects that lack what they usually have, as the verification of Nagios 4 gives them: contacts, check
 * and notification periods, notification commands, options that name more than recovery.
 */
export function* incompleteObjects(inventory: Inventory): Generator<ConfigWarning> {
  for (const kind of kindsOf(inventory))
    for (const object of kind.objects)
      for (const lack of kind.lacksOf(object)) yield placedWarning(kind, object, lack, 0);
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
    for (const [lack, { first, count }] of found) counted.push(placedWarning(kind, first, lack, count - 1));
  }
  return counted;
}

type Incomplete = Host | Service | Contact;

type Named = Pick<WarningParamsOf["no-contacts"], "type" | "name" | "host">;

/** What an object lacks: one value for each kind of warning. */
type Lack =
  | { readonly directive: string; readonly code: LackCode }
  | { readonly directive: string; readonly code: LackOfContact; readonly notifiedOf: "hosts" | "services" };

type LackCode = Exclude<IncompleteCode, LackOfContact>;
type LackOfContact = "contact-without-commands" | "contact-without-period";
type IncompleteCode = {
  [Code in keyof WarningParamsOf]: WarningParamsOf[Code] extends Named & { readonly others: number } ? Code : never;
}[keyof WarningParamsOf];

interface Kind<Item extends Incomplete> {
  readonly objects: readonly Item[];
  readonly nameOf: (object: Item) => Named;
  readonly lacksOf: (object: Item) => readonly Lack[];
}

const kind = <Item extends Incomplete>(kind: Kind<Item>): Kind<Incomplete> => kind as unknown as Kind<Incomplete>;

const kindsOf = ({ hosts, services, contacts }: Inventory): readonly Kind<Incomplete>[] => [
  kind({
    objects: hosts,
    nameOf: ({ hostName }) => ({ type: "host", name: hostName, host: null }),
    lacksOf: lacksOfHost,
  }),
  kind({
    objects: services,
    nameOf: ({ description, hostName }) => ({ type: "service", name: description, host: hostName }),
    lacksOf: lacksOfService,
  }),
  kind({ objects: contacts, nameOf: ({ name }) => ({ type: "contact", name, host: null }), lacksOf: lacksOfContact }),
];

/** `others`: objects that lack the same and have no warning. */
function placedWarning({ nameOf }: Kind<Incomplete>, object: Incomplete, lack: Lack, others: number): ConfigWarning {
  const named = { ...nameOf(object), others };
  const text =
    "notifiedOf" in lack
      ? warningOf(lack.code, { ...named, notified_of: lack.notifiedOf })
      : warningOf(lack.code, named);
  return { ...object.source, directive: lack.directive, ...text };
}

const NONE: readonly Lack[] = [];
const NO_CONTACTS: Lack = { directive: "contacts", code: "no-contacts" };
const ONLY_RECOVERY: Lack = { directive: "notification_options", code: "recovery-alone" };
const NO_CHECK_PERIOD: Lack = { directive: "check_period", code: "no-check-period" };
const NO_NOTIFICATION_PERIOD: Lack = { directive: "notification_period", code: "no-notification-period" };
const SHORT_INTERVAL: Lack = { directive: "notification_interval", code: "short-notification-interval" };

interface LacksOfContact {
  readonly of: "host" | "service";
  readonly noCommands: Lack;
  readonly noPeriod: Lack;
  readonly onlyRecovery: Lack;
}

const OF_CONTACT = (["host", "service"] as const).map((of): LacksOfContact => ({
  of,
  noCommands: {
    directive: `${of}_notification_commands`,
    code: "contact-without-commands",
    notifiedOf: `${of}s`,
  },
  noPeriod: { directive: `${of}_notification_period`, code: "contact-without-period", notifiedOf: `${of}s` },
  onlyRecovery: { directive: `${of}_notification_options`, code: "recovery-alone" },
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
