import { createRandom } from "../../support/random.ts";
import type { Configuration } from "../configuration.ts";
import { dependenciesAndEscalations } from "./dependencies-and-escalations.ts";
import { hosts, services } from "./hosts-and-services.ts";
import { commands, contacts, timePeriods } from "./periods-and-contacts.ts";

/**
 * Generates a configuration with about this many registered objects, with a share for every type; determined by the
 * seed.
 */
export function randomConfiguration(seed: number, objects: number): Configuration {
  const random = createRandom(seed);
  const share = (percent: number): number => Math.max(4, Math.round((objects * percent) / 100));
  const periods = timePeriods(random, share(4));
  const commandSet = commands(share(4));
  const contactSet = contacts(random, { contacts: share(6), groups: share(3) }, periods.names, commandSet.names);
  const names = {
    periods: periods.names,
    commands: commandSet.names,
    contacts: contactSet.contacts,
    contactGroups: contactSet.groups,
  };
  const hostSet = hosts(random, { hosts: share(18), groups: share(4) }, names);
  const serviceSet = services(random, { services: share(37), groups: share(4) }, hostSet, names);
  const others = dependenciesAndEscalations(random, { each: share(4), extended: share(2) }, hostSet, serviceSet, names);
  const files = {
    "periods.cfg": periods.text,
    "commands.cfg": commandSet.text,
    "contacts.cfg": contactSet.text,
    "hosts.cfg": hostSet.text,
    "services.cfg": serviceSet.text,
    "others.cfg": others,
  };
  const main = [
    ...Object.keys(files).map((name) => `cfg_file=${name}`),
    "illegal_macro_output_chars=`~$&|'\"<>",
    "",
  ].join("\n");
  return { name: `generated: ${objects} objects, seed ${seed}`, main, files };
}
