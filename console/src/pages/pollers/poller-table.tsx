import type { PollerState, ShownPoller } from "../../data/wire-pollers.ts";
import { Button } from "../../parts/button.tsx";
import { RemovableRows } from "../../parts/removable-rows.tsx";
import { ResourcesLink } from "../../parts/resources-link.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./pollers.module.css";
import { POLLERS_KEY } from "./pollers-key.ts";

const SHAPES: Readonly<Record<PollerState, string>> = {
  connected: "✓",
  connecting: "▲",
  away: "◆",
  "not-enrolled": "▲",
  revoked: "◆",
};

export function PollerTable({ pollers: all }: { readonly pollers: readonly ShownPoller[] }) {
  const { pollers } = useWords();
  return (
    <RemovableRows
      heads={[
        pollers.name,
        pollers.link,
        pollers.hosts,
        pollers.late,
        pollers.buffered,
        pollers.clock,
        pollers.version,
      ]}
      action={pollers.revoke}
      keys={[POLLERS_KEY]}
      rows={(removeAt) => all.map((poller) => <Line key={poller.id} poller={poller} removeAt={removeAt} />)}
    />
  );
}

interface LineProperties {
  readonly poller: ShownPoller;
  readonly removeAt: (path: string) => void;
}

function Line({ poller, removeAt }: LineProperties) {
  const { pollers } = useWords();
  const { name, state, since, hosts, group, group_hosts, late, buffered, clock_offset: offset, version } = poller;
  const own = hosts - group_hosts;
  return (
    <tr>
      <td>
        {name}
        {poller.configuration_errors.map((error) => (
          <p key={error} className={styles["problem"]}>
            ◆ {pollers.refused} {error}
          </p>
        ))}
      </td>
      <td data-label={pollers.link}>
        <span className={styles["link"]} data-state={state}>
          {SHAPES[state]} {pollers.states[state]}
        </span>
        {since !== null && state !== "not-enrolled" && (
          <>
            {" "}
            {pollers.since} <TimeText time={since} />
          </>
        )}
      </td>
      <td data-label={pollers.hosts}>
        {own === 0 ? "0" : <ResourcesLink q={`poller:${name}`}>{groupedNumber(own)}</ResourcesLink>}
        {group !== null && (
          <>
            {" + "}
            <ResourcesLink q={`poller:${group}`}>{pollers.ofGroup(groupedNumber(group_hosts), group)}</ResourcesLink>
          </>
        )}
      </td>
      <td data-label={pollers.late}>{late === null ? "" : groupedNumber(late)}</td>
      <td data-label={pollers.buffered}>{buffered === null ? "" : groupedNumber(buffered)}</td>
      <td data-label={pollers.clock}>{offset === null ? "" : pollers.seconds(offset)}</td>
      <td data-label={pollers.version}>{version ?? ""}</td>
      <td>
        {state !== "revoked" && (
          <Button
            look="plain"
            aria-label={pollers.revokeOf(name)}
            onPress={() => removeAt(`/api/pollers/${encodeURIComponent(name)}`)}
          >
            {pollers.revoke}
          </Button>
        )}
      </td>
    </tr>
  );
}
