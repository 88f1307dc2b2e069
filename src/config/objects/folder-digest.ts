import { digestOf } from "../../lib/digest.ts";

/** Digest of what of a folder belongs to a configuration: the names of its object files and folders. */
export const folderDigest = (names: readonly string[], isFolder: (name: string) => boolean): string =>
  digestOf(
    names
      .filter((name) => !name.startsWith(".") && (name.endsWith(".cfg") || isFolder(name)))
      .toSorted()
      .join("\n"),
  );
