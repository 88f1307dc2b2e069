import type { ServerCondition } from "../../data/wire-server.ts";
import { Card } from "../../parts/card.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { groupedNumber } from "../../words/count.ts";
import type { Messages } from "../../words/messages.ts";
import { useWords } from "../../words/use-words.tsx";
import { Figure, Figures } from "../../parts/figures.tsx";
import { judgeLag, judgeLoop, judgeRefused, judgeWaiting, judgeWrites } from "./judgements.ts";
import { shortDuration, sizeText } from "./short-texts.ts";

interface Properties {
  readonly server: ServerCondition;
}

export function ChecksCard({ server: { checks, results_per_second } }: Properties) {
  const { health } = useWords();
  const lag = checks.lag_p99;
  return (
    <Card title={health.checks}>
      <Figures>
        <Figure term={health.lag} verdict={judgeLag(lag)}>
          {lag === null ? health.noLag : health.lagText(shortDuration(lag))}
        </Figure>
        <Figure term={health.queue} verdict={judgeWaiting(checks)}>
          {health.waiting(checks.waiting)}
        </Figure>
        <Figure term={health.rate}>{health.perSecond(checks.per_second)}</Figure>
        <Figure term={health.runningChecks}>{groupedNumber(checks.running)}</Figure>
        <Figure term={health.results}>{health.perSecond(results_per_second)}</Figure>
      </Figures>
    </Card>
  );
}

export function StoringCard({ server: { commits, store_bytes } }: Properties) {
  const { health } = useWords();
  return (
    <Card title={health.storing}>
      <Figures>
        <Figure term={health.writes} verdict={judgeWrites(commits)}>
          {delayText(commits, health)}
        </Figure>
        <Figure term={health.refused} verdict={judgeRefused(commits.refused)}>
          {groupedNumber(commits.refused)}
        </Figure>
        <Figure term={health.commits}>
          {health.perSecond(commits.per_second)}, <TimeText time={commits.last} />
        </Figure>
        <Figure term={health.size}>{sizeText(store_bytes)}</Figure>
      </Figures>
    </Card>
  );
}

function delayText(
  { delay_p99: delay, delay_is_more: isMore, pending }: ServerCondition["commits"],
  words: Messages["health"],
): string {
  if (delay === null) return pending > 0 ? words.stuckWrites(pending) : words.noWrites;
  return (isMore ? words.slowWrites : words.writesText)(shortDuration(delay));
}

export function ServerCard({ server }: Properties) {
  const { health } = useWords();
  const { event_loop_delay_p99: late, memory_bytes, connections, listeners, views } = server;
  return (
    <Card title={health.server}>
      <Figures>
        <Figure term={health.loop} verdict={judgeLoop(late)}>
          {health.loopText(shortDuration(late))}
        </Figure>
        <Figure term={health.memory}>{sizeText(memory_bytes)}</Figure>
        <Figure term={health.connections}>{health.listeners(connections, listeners)}</Figure>
        <Figure term={health.views}>
          {groupedNumber(views.count)}
          {views.count > 0 && `, ${sizeText(views.bytes)}`}
        </Figure>
      </Figures>
    </Card>
  );
}
