import { readConfiguration } from "./configuration.ts";
import { readObjectIdsOf } from "../../data/store/open-store.ts";
import { piecesOf } from "./configuration-pieces.ts";

// Started by read-in-process.ts, which requests piece after piece, so that the server never gets two at a time.
const [configFolder = "", dataFolder = ""] = process.argv.slice(2);
const pieces = piecesOf(readConfiguration(configFolder, await readObjectIdsOf(dataFolder)));
process.on("message", () => {
  const next = pieces.next();
  process.send!(next.done === true ? null : next.value);
});
