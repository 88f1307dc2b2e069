import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { liveClient } from "../../data/stream/the-live-client.ts";
import type { LiveRow } from "../../data/wire.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import styles from "./resource.module.css";

const MAX_WATCHED = 100;

/** Services of a host with their present states; the order stays that of the first drawing. */
export function HostServices({ rows }: { readonly rows: readonly LiveRow[] }) {
  const { resources, common } = useWords();
  const [newest, setNewest] = useState<ReadonlyMap<string, LiveRow>>(new Map());
  useEffect(() => {
    const client = liveClient();
    const keys = new Set(rows.map(({ key }) => key));
    const noLongerWanted = client.want({ views: [], watch: [...keys].slice(0, MAX_WATCHED) });
    const take = (row: LiveRow | null | undefined): void => {
      if (row !== null && row !== undefined && keys.has(row.key))
        setNewest((before) => new Map(before).set(row.key, row));
    };
    const end = client.listen((event) => {
      if (event.type === "check") take(event.row);
      if (event.type === "change") take(event.change.row);
    });
    return () => {
      end();
      noLongerWanted();
    };
  }, [rows]);
  if (rows.length === 0) return <p className="muted">{common.services(0)}</p>;
  return (
    <table className={styles["services"]} aria-label={resources.title}>
      <tbody>
        {rows.map((first) => {
          const row = newest.get(first.key) ?? first;
          return (
            <tr key={row.key}>
              <td className={styles["service-state"]}>
                <StateMark
                  state={row.state}
                  isHandled={row.acknowledgement !== null || row.downtime !== null}
                  isSoft={!row.hard && row.state !== "OK" && row.state !== "PENDING"}
                />
              </td>
              <th scope="row">
                <Link to="/services/$key" params={{ key: row.key }}>
                  {row.name}
                </Link>
              </th>
              <td className={styles["service-since"]}>
                <TimeText time={row.since} form="age" />
              </td>
              <td className={styles["service-output"]}>
                <div>{row.output}</div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
