import { readChannels } from "../../alerting/channels/read-channels.ts";
import { readSettings } from "../../config/settings/read-settings.ts";
import type { Settings } from "../../config/settings/settings.ts";
import { dieWithParent } from "../../lib/die-with-parent.ts";
import { readConfiguration } from "./configuration.ts";
import { readObjectIdsOf } from "../../data/store/open-store.ts";
import type { PostgresAddress } from "../../data/store/store-place.ts";
import { Refusal } from "../../model/refusal.ts";
import { piecesOf, type ConfigurationPiece } from "./configuration-pieces.ts";

// Started by read-in-process.ts, which requests piece after piece, so that the server never gets two at a time.
const [configFolder = "", dataFolder = "", parentPid = "", store = "null"] = process.argv.slice(2);
dieWithParent(Number(parentPid));

const pieces = await read();
process.on("message", () => {
  const next = pieces.next();
  process.send!(next.done === true ? null : next.value);
});

async function read(): Promise<Iterator<ConfigurationPiece>> {
  try {
    const pollerGroups = readPollerGroups();
    const known = await readObjectIdsOf({ folder: dataFolder, postgres: JSON.parse(store) as PostgresAddress | null });
    return piecesOf(readConfiguration(configFolder, { known, pollerGroups }));
  } catch (error) {
    const code = error instanceof Refusal ? error.code : null;
    const message = error instanceof Error ? error.message : String(error);
    return [{ kind: "failed", code, message } as const][Symbol.iterator]();
  }
}

/**
 * Poller groups of vigie.yaml, of which all is read, and the files that it names, as the server does itself afterwards:
 * a file system that does not answer holds up this process instead of the server.
 */
function readPollerGroups(): Settings["pollerGroups"] {
  try {
    const settings = readSettings({ flags: { config: configFolder }, env: process.env, root: configFolder });
    readChannels(settings.channels);
    return settings.pollerGroups;
  } catch (error) {
    // The server finds the same mistake and reports it.
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
}
