import type { PollerGroupSetting } from "../settings/poller-group-settings.ts";
import type { IdSource } from "./assign-ids.ts";
import { assignObjectIds } from "./assign-object-ids.ts";
import { applyHostExtendedInfo, applyServiceExtendedInfo } from "./apply-extended-info.ts";
import { buildCommands } from "./build-commands.ts";
import { buildContacts } from "./build-contacts.ts";
import { buildDependencies } from "./build-dependencies.ts";
import { buildEscalations } from "./build-escalations.ts";
import { buildHostGroups } from "./build-host-groups.ts";
import { buildHosts, writtenPollerId } from "./build-hosts.ts";
import { buildPollerGroups } from "./build-poller-groups.ts";
import { buildServiceGroups } from "./build-service-groups.ts";
import { buildServiceParents } from "./build-service-parents.ts";
import { buildServices } from "./build-services.ts";
import { buildTemplates, templateName } from "./build-templates.ts";
import { buildTimePeriods } from "./build-time-periods.ts";
import { checkValues } from "./check-values.ts";
import type { Definition } from "./definition.ts";
import { createInheritance } from "./inherit.ts";
import { keepInertObjects } from "./inert-objects.ts";
import { readMainFile, type MainFile } from "./main-file.ts";
import type { NameRules } from "./names.ts";
import { readObjectFiles } from "./object-files.ts";
import type { ConfigWarning } from "../../model/configuration-warnings.ts";
import type { ConfigError } from "../../model/configuration-errors.ts";
import type { Inventory } from "../../model/objects.ts";
import { createDiagnostics, type Diagnostics } from "./diagnostics.ts";
import { readResourceFiles } from "./resource-file.ts";
import { isNamed } from "./registered.ts";
import { servicesByHost } from "./select-services.ts";
import { createTextPool } from "./text-pool.ts";
import { createValuePool } from "./value-pool.ts";
import type { ObjectId } from "../../model/object-id.ts";

export type { IdSource } from "./assign-ids.ts";

export interface LoadResult {
  /** Null when there are errors. */
  readonly inventory: Inventory | null;
  /** Sorted by file and line. */
  readonly errors: readonly ConfigError[];
  readonly warnings: readonly ConfigWarning[];
  /** Ids to store before the inventory is used; empty if there are errors. */
  readonly newIds: readonly ObjectId[];
  readonly templateCount: number;
}

/**
 * Reads a configuration folder: main file, object files and resource files. Errors of their content are returned, not
 * thrown.
 */
export function loadInventory(
  configFolder: string,
  ids: IdSource,
  pollerGroups: readonly PollerGroupSetting[] = [],
): LoadResult {
  const problems = createDiagnostics();
  const main = readMainFile(configFolder, problems);
  const loaded = main === null ? null : loadObjects(main, ids, pollerGroups, problems);
  const errors = problems.errors();
  const hasFailed = loaded === null || errors.length > 0;
  return {
    inventory: hasFailed ? null : loaded.inventory,
    errors,
    warnings: problems.warnings(),
    newIds: hasFailed ? [] : loaded.newIds,
    templateCount: loaded?.templateCount ?? 0,
  };
}

interface Loaded {
  readonly inventory: Inventory;
  readonly newIds: readonly ObjectId[];
  readonly templateCount: number;
}

// Every step continues after an error, so that all errors of a configuration are reported together.
function loadObjects(
  main: MainFile,
  ids: IdSource,
  groupSettings: readonly PollerGroupSetting[],
  problems: Diagnostics,
): Loaded {
  const userMacros = readResourceFiles(main.resourceFiles, problems);
  const definitions = readObjectFiles(main, createTextPool(), problems);
  for (const definition of definitions) checkValues(definition, problems);
  const ofType = byType(definitions);
  const inheritance = createInheritance(definitions, problems);
  const names: NameRules = { illegal: main.values.illegalNameChars };
  const { matching } = main.values;
  const pool = createValuePool();
  const pollers = addedPollers(ids);
  const written = ofType("host").map(({ directives }) => writtenPollerId(directives) ?? 0);
  const pollerGroups = buildPollerGroups(groupSettings, pollers, written, ids, problems);

  const places = { pollers, groups: pollerGroups.groups, areAll: ids.isWithoutStore !== true };

  const timePeriods = buildTimePeriods(ofType("timeperiod"), inheritance, names, problems);
  const commands = buildCommands(ofType("command"), inheritance, names, problems);
  for (const { directive, call, place } of main.values.commands) {
    if (!commands.has(call.name))
      problems.unknownName(
        place,
        directive,
        ["not-defined", { type: "command", name: call.name }],
        call.name,
        commands.keys(),
      );
  }
  const { contacts, contactGroups } = buildContacts(
    ofType("contact"),
    ofType("contactgroup"),
    inheritance,
    names,
    matching,
    { command: commands, timeperiod: timePeriods },
    problems,
  );
  const known = { command: commands, timeperiod: timePeriods, contact: contacts, contactgroup: contactGroups };
  const hosts = buildHosts(ofType("host"), inheritance, names, known, pool, ids, places, problems);
  const hostGroups = buildHostGroups(ofType("hostgroup"), hosts.byName, inheritance, names, matching, ids, problems);
  const hostLists = {
    hosts: hosts.byName,
    hostGroups: hostGroups.membersByName,
    matching,
    allowEmptyGroups: main.values.allowEmptyHostGroups,
  };
  applyHostExtendedInfo(ofType("hostextinfo"), inheritance, hostLists, problems);
  const services = buildServices(
    ofType("service"),
    { lists: hostLists, inheritance, names, known, pool },
    ids,
    problems,
  );
  const withServices = { ...hostLists, servicesOf: servicesByHost(services.built) };
  const serviceGroups = buildServiceGroups(
    ofType("servicegroup"),
    services.built,
    withServices,
    inheritance,
    names,
    ids,
    problems,
  );
  const lists = { ...withServices, serviceGroups: serviceGroups.membersByName };
  applyServiceExtendedInfo(ofType("serviceextinfo"), inheritance, lists, problems);
  const dependencies = buildDependencies(
    ofType("hostdependency"),
    ofType("servicedependency"),
    inheritance,
    lists,
    known,
    problems,
  );
  const escalations = buildEscalations(
    ofType("hostescalation"),
    ofType("serviceescalation"),
    inheritance,
    lists,
    known,
    pool,
    problems,
  );

  const templates = buildTemplates(ofType, pool);
  const namesOfTemplates = (kind: (typeof templates)[number]["kind"]): readonly string[] =>
    templates.flatMap((template) => (template.kind === kind ? template.name : []));
  const contactTemplates = ofType("contact").filter(isNamed).map(templateName);
  const objectIds = assignObjectIds(
    {
      command: commands.keys(),
      timeperiod: timePeriods.keys(),
      contact: contacts.keys(),
      contactgroup: contactGroups.keys(),
      "host-template": namesOfTemplates("host-template"),
      "service-template": namesOfTemplates("service-template"),
      "contact-template": contactTemplates,
    },
    { file: main.path, line: 0 },
    ids,
    problems,
  );

  const inventory: Inventory = Object.freeze({
    hosts: Object.freeze([...hosts.byName.values()].map(({ host }) => host)),
    services: Object.freeze(services.built.map(({ service }) => service)),
    hostGroups: Object.freeze(hostGroups.groups),
    serviceGroups: Object.freeze(serviceGroups.groups),
    contacts: Object.freeze([...contacts.values()]),
    contactGroups: Object.freeze([...contactGroups.values()]),
    commands,
    timePeriods,
    dependencies: Object.freeze(dependencies),
    escalations: Object.freeze(escalations),
    serviceParents: buildServiceParents(services.built, lists, problems),
    templates: Object.freeze(templates),
    contactTemplates: Object.freeze(contactTemplates),
    objectIds: objectIds.ids,
    pollers,
    pollerGroups: pollerGroups.groups,
    files: Object.freeze(problems.files()),
    kept: Object.freeze(keepInertObjects(definitions, inheritance, problems)),
    userMacros,
    main: Object.freeze(main.values.settings),
  });
  const newIds = [hosts, hostGroups, services, serviceGroups, objectIds, pollerGroups].flatMap((each) => each.newIds);
  return { inventory, newIds, templateCount: inheritance.templateCount };
}

/** Names by id; an entry that was made later counts. */
const addedPollers = ({ known }: IdSource): ReadonlyMap<number, string> =>
  new Map(known.filter(({ type }) => type === "poller").map(({ id, name }) => [id, name]));

function byType(definitions: readonly Definition[]): (type: string) => readonly Definition[] {
  const lists = Map.groupBy(definitions, ({ type }) => type);
  return (type) => lists.get(type) ?? [];
}
