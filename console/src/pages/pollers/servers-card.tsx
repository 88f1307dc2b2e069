import type { ClusterLeader, OwnRole, ShownCluster } from "../../data/wire-cluster.ts";
import { Card } from "../../parts/card.tsx";
import { Figure, Figures } from "../../parts/figures.tsx";
import { DurationText, TimeText } from "../../parts/time-text.tsx";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./pollers.module.css";

interface Properties {
  readonly cluster: ShownCluster;
  /** The server that the page is from. */
  readonly own: OwnRole;
}

/** Who leads, how many stand by, and how the server is doing that the page is from. */
export function ServersCard({ cluster: { leader, standbys, version }, own }: Properties) {
  const { servers, pollers } = useWords();
  const { role, position, lag_seconds: lag, configuration_differs: differs } = own;
  const isLed = leader !== null && !leader.is_silent;
  return (
    <Card title={servers.title}>
      {!isLed && <p className={styles["problem"]}>◆ {servers.noLeader}</p>}
      <Figures>
        {leader !== null && (
          <Figure term={isLed ? servers.leads : servers.ledLast}>
            <Leader leader={leader} />
          </Figure>
        )}
        <Figure term={servers.standbys}>{standbys === null ? servers.noCount : servers.count(standbys)}</Figure>
        <Figure term={servers.own}>{servers.roles[role]}</Figure>
        {position !== null && <Figure term={servers.position}>{groupedNumber(position)}</Figure>}
        {lag !== null && <Figure term={servers.lag}>{pollers.seconds(lag)}</Figure>}
        {differs !== null && (
          <Figure term={servers.configuration}>
            {differs ? <span className={styles["warning"]}>▲ {servers.otherFiles}</span> : servers.sameFiles}
          </Figure>
        )}
        <Figure term={servers.version}>{version}</Figure>
      </Figures>
    </Card>
  );
}

function Leader({ leader }: { readonly leader: ClusterLeader }) {
  const { servers } = useWords();
  const { holder, address, term, since, is_silent: isSilent, silent_seconds: silentSeconds } = leader;
  return (
    <>
      {holder}
      {address !== "" && `, ${address}`}, {servers.term(term)} {servers.since} <TimeText time={since} form="date" />
      {isSilent && (
        <>
          , {servers.silent} <DurationText seconds={silentSeconds} />
        </>
      )}
    </>
  );
}
