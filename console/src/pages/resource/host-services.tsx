import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { liveClient } from "../../data/stream/the-live-client.ts";
import type { LiveRow } from "../../data/wire.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import { NOTHING_STREAMED, presentRow, withEvent } from "./streamed-rows.ts";
import styles from "./resource.module.css";

const MAX_WATCHED = 100;

interface Properties {
  readonly rows: readonly LiveRow[];
  /** Newest change that the rows have. */
  readonly asOf: number;
  /** Called when changes were missed: the rows are to be read again. */
  readonly onGap: () => void;
}

/** Services of a host with their present states; the order stays that in which they were read. */
export function HostServices({ rows, asOf, onGap }: Properties) {
  const { resources, common } = useWords();
  const [streamed, setStreamed] = useState(NOTHING_STREAMED);
  useEffect(() => {
    const client = liveClient();
    const keys = new Set(rows.map(({ key }) => key));
    const noLongerWanted = client.want({ views: [], watch: [...keys].slice(0, MAX_WATCHED) });
    const end = client.listen((event) => {
      if (event.type === "gap") onGap();
      setStreamed((before) => withEvent(before, event, keys));
    });
    return () => {
      end();
      noLongerWanted();
    };
  }, [rows, onGap]);
  if (rows.length === 0) return <p className="muted">{common.services(0)}</p>;
  return (
    <table className={styles["services"]} aria-label={resources.title}>
      <tbody>
        {rows.map((first) => {
          const row = presentRow(first, asOf, streamed);
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
