import { readCommits, readElections, SCHEMA } from "./audit.ts";
import { BROKEN, HOSTS, REMOTE } from "./configuration.ts";
import type { Evidence, RemoteService } from "./invariants.ts";
import { MEMBERS, type Scene } from "./scene.ts";
import { until } from "./until.ts";

/** Events that a result makes, each at most one. */
const OF_STATE = "kind IN ('first-result', 'soft-state', 'hard-state', 'recovery')";

type Row = Readonly<Record<string, unknown>>;

/** Lets everything come to rest, once nothing is broken any more: what was begun ends, and nothing new begins. */
export async function settle(scene: Scene): Promise<void> {
  const { database, receiver, client, pollerPlace, poller } = scene;
  await scene.recovered();
  await client.stop();
  await receiver.misbehave("never");
  pollerPlace.idle();
  let outputs: readonly Row[] = [];
  await until(
    "the last result of each check at the poller is taken",
    async () => {
      outputs = await database.query(
        `SELECT output FROM ${SCHEMA}.resource_states WHERE host_id = ${HOSTS.remote} AND service_id > 0`,
      );
      return outputs.length === REMOTE.length && outputs.every(({ output }) => String(output).trim() === "idle");
    },
    () => `${JSON.stringify(outputs)}\n${poller.now()?.log().slice(-1_500) ?? "the poller does not run"}`,
  );
  // A message that failed waits for its next try, up to a quarter of an hour; the next leader begins with all of them.
  await (await scene.leader())?.restart();
  await scene.recovered();
}

/** Reads all that there is to judge, from a scene at rest. */
export async function gather(scene: Scene): Promise<Evidence> {
  const { database, client, members, poller } = scene;
  const select = (what: string, from: string): Promise<readonly Row[]> =>
    database.query(`SELECT ${what} FROM ${SCHEMA}.${from}`);
  const texts = async (column: string, from: string): Promise<readonly string[]> =>
    (await select(column, from)).map((row) => String(row[column]));
  return {
    answered: client.answered,
    stored: {
      comment: await texts("data", `comments WHERE host_id = ${HOSTS.local}`),
      downtime: await texts("comment_data", `downtimes WHERE host_id = ${HOSTS.planned}`),
      acknowledgement: await texts("comment_data", `acknowledgements WHERE service_id = ${BROKEN}`),
      result: await texts(
        "output",
        `events WHERE host_id = ${HOSTS.submitted} AND ${OF_STATE} AND output LIKE 'result %'`,
      ),
    },
    elections: await readElections(database),
    commits: await readCommits(database),
    ...(await messages(scene)),
    remote: await Promise.all(REMOTE.map((id) => remoteService(scene, id))),
    tables: (await Promise.all(MEMBERS.map((name) => tableAt(scene, name)))).filter((table) => table !== null),
    paused: new Set(MEMBERS.flatMap((name) => [...members[name].paused])),
    exits: [...MEMBERS.flatMap((name) => members[name].exits), ...poller.exits],
  };
}

/**
 * What was received and what is in the store, of a moment in which no message waits: those of a service that stays in a
 * problem are made at any time.
 */
async function messages({ receiver, database }: Scene): Promise<Pick<Evidence, "notes" | "outbox">> {
  let notes = receiver.notes();
  let rows: readonly Row[] = [];
  await until("each message is sent, or given up", async () => {
    notes = receiver.notes();
    rows = await database.query(`SELECT outbox_id, entry_time, outcome FROM ${SCHEMA}.outbox`);
    return rows.every(({ outcome }) => outcome !== null) && receiver.notes().length === notes.length;
  });
  const outbox = rows.map(({ outbox_id: id, entry_time: at, outcome }) => ({
    key: `${Math.floor(Number(at))}-${Number(id)}`,
    outcome: String(outcome),
  }));
  return { notes, outbox };
}

/** States of all resources as a member answers them; null if it answers no reads. */
async function tableAt({ members, token }: Scene, name: (typeof MEMBERS)[number]): Promise<readonly string[] | null> {
  const url = members[name].now()?.url;
  const path = "/centreon/api/latest/monitoring/resources?limit=1000";
  const response = await fetch(`${url}${path}`, { headers: { "X-AUTH-TOKEN": token } }).catch(() => null);
  if (response?.status !== 200) return null;
  const { result } = (await response.json()) as { result: readonly ShownResource[] };
  return result
    .map(({ uuid, status, information }) => `${uuid} ${status?.code} ${information?.trim()}`)
    .toSorted((one, other) => one.localeCompare(other));
}

interface ShownResource {
  readonly uuid: string;
  readonly status: { readonly code: number } | null;
  readonly information: string | null;
}

const runOf = ({ output }: Row): number | null => {
  const run = /^run (\d+)/.exec(String(output))?.[1];
  return run === undefined ? null : Number(run);
};

async function remoteService({ database, pollerPlace, excused }: Scene, id: number): Promise<RemoteService> {
  const events = await database.query(
    `SELECT output FROM ${SCHEMA}.events WHERE service_id = ${id} AND ${OF_STATE} ORDER BY event_id`,
  );
  const [state] = await database.query(`SELECT state, output FROM ${SCHEMA}.resource_states WHERE service_id = ${id}`);
  return {
    id,
    runs: pollerPlace.runs().get(id) ?? 0,
    events: events.map(runOf).filter((run) => run !== null),
    excused: excused.get(id)!,
    state: Number(state?.["state"]),
    lastRun: state === undefined ? null : runOf(state),
    misplaced: events.filter(({ output }) => String(output).includes("checked by a server")).length,
  };
}
