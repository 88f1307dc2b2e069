import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, startMember, type Member } from "../cluster/member.ts";
import type { PollerProcess } from "../support/poller-process.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { loginAt, VIGIE } from "../support/server-process.ts";
import { ADMIN_PASSWORD } from "../support/server-under-test.ts";
import { createAccounts, installAudit, readTermsAlone, SCHEMA } from "./audit.ts";
import { startClient, type Client } from "./client.ts";
import { FAKETIME, removeLeftClock } from "./clocks.ts";
import { REMOTE, writeConfiguration } from "./configuration.ts";
import { createFolder, makeSmallDisk, removeFolder, removeLeftFolders } from "./folders.ts";
import { startHelper, type Helper } from "./helper-process.ts";
import { createNetwork, removeLeftNamespaces, type Line, type Network, type Place } from "./network.ts";
import { createPollerPlace, type PollerPlace } from "./poller-place.ts";
import { startReceiver, type Receiver } from "./receiver.ts";
import { makeProblem, postTo } from "./prepare.ts";
import { isLeading, isReady, repeat, until } from "./until.ts";
import { supervise, type Process, type Supervised } from "./supervised.ts";

export const MEMBERS = ["a", "b"] as const;
export type MemberName = (typeof MEMBERS)[number];
export type PlaceName = MemberName | "poller" | "receiver";

/** Everything that takes part, running. */
export interface Scene {
  /** Null without namespaces. */
  readonly network: Network | null;
  readonly database: PostgresServer;
  readonly members: Readonly<Record<MemberName, Supervised<Member>>>;
  readonly poller: Supervised<PollerProcess>;
  readonly pollerPlace: PollerPlace;
  /** Runs of each check that may have no result: the poller ended meanwhile. */
  readonly excused: ReadonlyMap<number, Set<number>>;
  readonly receiver: Receiver;
  readonly client: Client;
  /** Token of the administrator. */
  readonly token: string;
  lineOf(name: PlaceName): Line;
  /** Sets the clock of a member off by so many seconds. */
  setClock(name: MemberName, seconds: number): void;
  dataFolderOf(name: MemberName | "poller"): string;
  /** The member that leads by the database; null: none that runs. */
  leader(): Promise<Supervised<Member> | null>;
  /**
   * The receiver knows afterwards of every term whose leader alone may send. False: it, or the database, cannot be
   * reached.
   */
  markTerms(): Promise<boolean>;
  /** Resolves when one member leads, the other stands ready, and the poller runs. */
  recovered(): Promise<void>;
  /** Ends everything. */
  remove(): Promise<void>;
}

export interface SceneOptions {
  readonly seed: number;
  /** Null: in namespaces. */
  readonly whyNoNamespaces: string | null;
  /** Program of the servers. */
  readonly vigie?: string;
}

const PORT = 8_080;
const MARK_EACH_MS = 250;

const NO_LINE: Line = {
  cut: () => {},
  cutFrom: () => {},
  refuseNewTo: () => {},
  roughen: () => {},
  mend: () => {},
};

export async function openScene({ seed, whyNoNamespaces, vigie = VIGIE }: SceneOptions): Promise<Scene> {
  const ends: (() => Promise<void> | void)[] = [];
  const remove = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    return await build({ seed, whyNoNamespaces, vigie }, ends, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function build(
  { seed, whyNoNamespaces, vigie }: Required<SceneOptions>,
  ends: (() => Promise<void> | void)[],
  remove: () => Promise<void>,
): Promise<Scene> {
  const isApart = whyNoNamespaces === null;
  if (isApart) removeLeftNamespaces();
  removeLeftFolders();
  const folder = createFolder();
  ends.push(() => removeFolder(folder));
  const network = isApart ? createNetwork([...MEMBERS, "poller", "receiver"]) : null;
  ends.push(() => network?.remove());
  const here: Place = { prefix: [], address: "127.0.0.1" };
  const placeOf = (name: PlaceName): Place => network?.placeOf(name) ?? here;
  const centre = network?.centre ?? here;
  const port = (): Promise<number> => (isApart ? Promise.resolve(PORT) : freePort());

  const database = await startPostgres([], {
    parent: folder,
    prefix: centre.prefix,
    network: network?.range ?? null,
  });
  ends.push(() => database.remove());
  await createAccounts(database, MEMBERS);
  const receiver = await startReceiver({ place: placeOf("receiver"), port: await port(), folder, seed });
  ends.push(() => receiver.stop());

  const addresses = { a: `${placeOf("a").address}:${await port()}`, b: `${placeOf("b").address}:${await port()}` };
  const urls = MEMBERS.map((name) => `http://${addresses[name]}`);
  const balancerPort = await port();
  const balancer: Helper = await startHelper("balancer-process.ts", centre, [centre.address, balancerPort, ...urls]);
  ends.push(() => balancer.stop());

  const setClock = (name: MemberName, seconds: number): void =>
    writeFileSync(join(folder, `clock-${name}`), `${seconds < 0 ? "" : "+"}${seconds}\n`);
  let pollerName: string | null = null;
  const configure = (name: MemberName, run: string): string => {
    const host = isApart ? centre.address : "localhost";
    const socket = isApart ? "" : `&host=${database.folder}`;
    const store = `postgres://${run}@${host}/postgres?schema=${SCHEMA}&sslmode=disable${socket}`;
    const configFolder = join(folder, `config-${name}`);
    writeConfiguration({ folder: configFolder, run, store, receiver: receiver.url, poller: pollerName });
    return configFolder;
  };
  const start = (name: MemberName): Supervised<Member> & { readonly started: Promise<void> } => {
    const { prefix } = placeOf(name);
    setClock(name, 0);
    if (isApart) makeSmallDisk(join(folder, name));
    const member = supervise(name, (run) => {
      const configFolder = configure(name, run);
      const env = {
        VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
        ...(isApart ? FAKETIME.env(join(folder, `clock-${name}`)) : {}),
      };
      return startMember({ folder, name, configFolder, env, listen: addresses[name], prefix, vigie });
    });
    ends.push(async () => {
      await member.stop();
      for (const { pid } of member.exits) removeLeftClock(pid);
    });
    return member;
  };

  const a = start("a");
  await a.started;
  const logs = (member: Supervised<Process>): string =>
    [
      ...member.exits.slice(-1).map(({ run, code, log }) => `${run} ended with ${code}: ${log.slice(-1_500)}`),
      `${member.name}: ${member.now()?.log().slice(-1_500) ?? "does not run"}`,
    ].join("\n");
  await until(
    "a leads",
    async () => isLeading(await a.now()?.health()),
    () => logs(a),
  );
  await installAudit(database, "a_1");
  const token = await loginAt(urls[0]!, "admin", ADMIN_PASSWORD);
  const post = postTo(urls[0]!, token);
  await makeProblem(post);
  pollerName = "paris";
  const { secret } = (await post("/api/pollers", { name: pollerName })) as { secret: string };
  configure("a", "a_1");
  await post("/api/reload", {});
  const pollerPlace = createPollerPlace({
    folder,
    place: placeOf("poller"),
    centre: `http://${centre.address}:${balancerPort}`,
    secret,
  });
  if (isApart) makeSmallDisk(pollerPlace.dataFolder);
  const excused = new Map(REMOTE.map((id) => [id, new Set<number>()]));
  const poller = supervise("poller", async () => {
    await pollerPlace.checksEnded();
    for (const [id, run] of pollerPlace.runs()) excused.get(id)!.add(run);
    return pollerPlace.start();
  });
  ends.push(() => poller.stop());
  const b = start("b");
  const members = { a, b };

  const marked = new Set<number>();
  const markTerms = async (): Promise<boolean> => {
    try {
      for (const term of await readTermsAlone(database)) {
        if (!marked.has(term)) await receiver.mark(term);
        marked.add(term);
      }
      return true;
    } catch {
      return false;
    }
  };
  const marking = repeat(MARK_EACH_MS, markTerms);
  ends.push(marking);

  const leader = async (): Promise<Supervised<Member> | null> => {
    const [row] = await database.query(`SELECT holder FROM ${SCHEMA}.leadership`);
    const pid = Number(/\(process (\d+)\)$/.exec(String(row?.["holder"]))?.[1]);
    return MEMBERS.map((name) => members[name]).find((member) => member.now()?.pid === pid) ?? null;
  };
  const recovered = (): Promise<void> =>
    until(
      "one member leads, the other is ready, and the poller runs",
      async () => {
        const [one, other] = await Promise.all(MEMBERS.map((name) => members[name].now()?.health() ?? null));
        const isPair = (isLeading(one) && isReady(other)) || (isLeading(other) && isReady(one));
        return isPair && poller.now() !== null;
      },
      () => MEMBERS.map((name) => logs(members[name])).join("\n"),
    );
  ends.push(async () => {
    const parent = process.env["VIGIE_FAULTS_LOGS"];
    if (parent === undefined) return;
    const folderOfLogs = join(parent, String(seed));
    mkdirSync(folderOfLogs, { recursive: true });
    for (const one of [a, b, poller] as readonly Supervised<Process>[]) {
      for (const { run, log } of one.exits) writeFileSync(join(folderOfLogs, run), log);
      writeFileSync(join(folderOfLogs, `${one.name}_last`), one.now()?.log() ?? "");
    }
  });
  await recovered();
  await until("the poller's results are taken", async () => {
    const [row] = await database.query(`SELECT count(*)::int AS count FROM ${SCHEMA}.poller_seen`);
    return Number(row?.["count"]) > 0;
  });
  const client = startClient({ urls, token });
  ends.push(() => client.stop());

  return {
    network,
    database,
    members,
    poller,
    pollerPlace,
    excused,
    receiver,
    client,
    token,
    lineOf: (name) => network?.placeOf(name) ?? NO_LINE,
    setClock,
    dataFolderOf: (name) => (name === "poller" ? pollerPlace.dataFolder : join(folder, name)),
    leader,
    markTerms,
    recovered,
    remove,
  };
}
