import type { GroupName } from "../data/downtimes/group-downtimes.ts";
import { useWords } from "../words/use-words.tsx";

/** What a downtime is on, in words. */
export function useGroupName(): (what: GroupName) => string {
  const { common, downtimes } = useWords();
  return ({ name, hosts, services }) => {
    if (name !== null) return services === 0 ? name : downtimes.withServices(name, common.services(services));
    if (services === 0) return common.hosts(hosts);
    return hosts === 0 ? common.services(services) : `${common.hosts(hosts)}, ${common.services(services)}`;
  };
}
