import { createHash } from "node:crypto";
import type { Inventory } from "../../model/objects.ts";

/**
 * Digest of the content of all files that a configuration was read from: the same on servers that have the same files,
 * wherever they lie. Of vigie.yaml, which differs from server to server, it says nothing.
 */
export function configurationDigest({ files }: Pick<Inventory, "files">): string {
  const contents = files.flatMap(({ kind, digest }) => (kind === "file" && digest !== null ? [digest] : []));
  return createHash("sha256").update(contents.toSorted().join("\n")).digest("hex").slice(0, 16);
}
