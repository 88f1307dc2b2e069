import { chmodSync, closeSync, lchownSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Gives files that root made in a folder to the owner of the folder, so that the server's own user can use them. Does
 * nothing for other users.
 */
export function giveToOwnerOf(folder: string, ...paths: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) for (const path of paths) lchownSync(path, uid, gid);
}

/** Creates a folder, with its parents, for its owner only. One that root made belongs to the owner of its parent. */
export function makePrivateFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first !== undefined) giveToOwnerOf(dirname(first), first, path);
}

/**
 * Creates an empty file that only its owner may read; gives an existing regular one this mode. One that root made belongs to the
 * owner of its folder, and so do the files that SQLite makes beside a database.
 */
// Exclusive creation never opens an existing file: closing a second descriptor would drop SQLite's locks on it.
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
    giveToOwnerOf(dirname(path), path);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== "EEXIST") throw error;
    const found = statSync(path);
    // A link may lead to a device, which other programs need as it is.
    if (found.isFile() && (found.mode & 0o077) !== 0) chmodSync(path, 0o600);
  }
}
