import { expect } from "vitest";
import { waitFor } from "../support/wait-for.ts";
import type { PostgresServer } from "../support/postgres-server.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";
import { startMember, type Health, type Member } from "./member.ts";

export const START_MS = 60_000;

/** A store of its own in a database, and servers that share it. */
export interface ClusterScene {
  readonly site: Site;
  /** URL of the store. */
  readonly store: string;
  start(name: string, more?: Readonly<Record<string, string>>): Promise<Member>;
  /** Resolves with the health once it has this status. */
  until(member: Member, status: string): Promise<Health>;
  /** A leader and its standby. */
  startPair(): Promise<readonly [Member, Member]>;
  /** Rows of the store; SCHEMA stands for its schema. */
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  storedComments(): Promise<ReadonlySet<unknown>>;
  close(): Promise<void>;
}

/** `files`: the configuration folder, of which `vigie.yaml` gets the store. */
export function createScene(server: PostgresServer, files: Readonly<Record<string, string>>): ClusterScene {
  const store = server.newSchema();
  const site = createSite({ ...files, "vigie.yaml": `store: ${store}\n${files["vigie.yaml"] ?? ""}` });
  const members: Member[] = [];

  const start: ClusterScene["start"] = async (name, more = {}) => {
    const { folder, configFolder } = site;
    const env = { VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD, ...more };
    const member = await startMember({ folder, configFolder, name, env });
    members.push(member);
    return member;
  };
  const until: ClusterScene["until"] = async (member, status) => {
    await waitFor(async () => expect((await member.health())?.status).toBe(status));
    return (await member.health())!;
  };
  const rows: ClusterScene["rows"] = (sql) =>
    server.query(sql.replaceAll("SCHEMA", new URL(store).searchParams.get("schema")!));
  return {
    site,
    store,
    start,
    until,
    rows,
    async startPair() {
      const leader = await start("a");
      await until(leader, "ok");
      const standby = await start("b");
      await until(standby, "standby");
      return [leader, standby];
    },
    storedComments: async () => new Set((await rows("SELECT data FROM SCHEMA.comments")).map(({ data }) => data)),
    async close() {
      for (const { signal, ended } of members) {
        signal("SIGKILL");
        await ended;
      }
      await site.remove();
    },
  };
}
