import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile, syncNameOf } from "../../lib/durable-file.ts";
import { makePrivateFolder } from "../../lib/owner.ts";
import { Refusal } from "../../model/refusal.ts";
import { newKeyPair } from "../protocol/identity.ts";
import type { ReceivedConfiguration } from "./received-pieces.ts";

/** Whom a poller checks for, and who it is there. */
export interface PollerIdentity {
  /** Address of the centre, such as `https://vigie.example.org`. */
  readonly centre: string;
  /** See `Centre`. */
  readonly pin: string | null;
  readonly name: string;
}

/** What a poller keeps in its folder, beside its results: its owner alone may read it. */
export interface PollerFiles {
  readonly results: string;
  /** Null before it is enrolled. Refuses with `poller-files-damaged`. */
  identity(): PollerIdentity | null;
  /**
   * Private keys, in PEM: the present one, and the next one while the centre may know it or not. Read each time, since
   * another process may have replaced them.
   */
  privateKeys(): readonly string[];
  /** The key that is to be enrolled: made once and kept, until it is used. The centre may take it, and its answer be lost. */
  nextKey(): string;
  /** The next key takes the place of the present one. */
  useNextKey(): void;
  /** No other key is left. */
  saveIdentity(identity: PollerIdentity, privateKey: string): void;
  /** The last configuration that was accepted; null if there is none. */
  configuration(): Omit<ReceivedConfiguration, "states"> | null;
  saveConfiguration(configuration: Omit<ReceivedConfiguration, "states">): void;
}

export function pollerFiles(folder: string): PollerFiles {
  const paths = {
    identity: join(folder, "poller.json"),
    key: join(folder, "poller.key"),
    nextKey: join(folder, "poller.key.next"),
    configuration: join(folder, "configuration.json"),
  };
  const read = <Value>(path: string): Value | null => {
    if (!existsSync(path)) return null;
    try {
      return JSON.parse(readFileSync(path, "utf8")) as Value;
    } catch (error) {
      throw new Refusal("poller-files-damaged", `${path} cannot be read: ${(error as Error).message}`);
    }
  };
  return {
    results: join(folder, "results.sqlite"),
    identity: () => read<PollerIdentity>(paths.identity),
    privateKeys: () =>
      [paths.key, ...(existsSync(paths.nextKey) ? [paths.nextKey] : [])].map((path) => readFileSync(path, "utf8")),
    nextKey() {
      makePrivateFolder(folder);
      if (!existsSync(paths.nextKey)) replaceFile(paths.nextKey, newKeyPair().privateKey);
      return readFileSync(paths.nextKey, "utf8");
    },
    useNextKey() {
      // The running poller and `vigie poller rotate` may both have learned that the centre has it.
      if (!existsSync(paths.nextKey)) return;
      renameSync(paths.nextKey, paths.key);
      syncNameOf(paths.key);
    },
    saveIdentity(identity, privateKey) {
      makePrivateFolder(folder);
      // The key first: an identity without its key is none.
      replaceFile(paths.key, privateKey);
      rmSync(paths.nextKey, { force: true });
      replaceFile(paths.identity, `${JSON.stringify(identity, null, 2)}\n`);
      rmSync(paths.configuration, { force: true });
    },
    configuration() {
      const saved = read<{ readonly id: string; readonly generation: number; readonly data: string }>(
        paths.configuration,
      );
      return saved && { ...saved, data: Buffer.from(saved.data, "base64") };
    },
    saveConfiguration: ({ id, generation, data }) =>
      replaceFile(paths.configuration, JSON.stringify({ id, generation, data: data.toString("base64") })),
  };
}
