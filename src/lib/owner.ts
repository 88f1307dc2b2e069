import { lchownSync, mkdirSync, statSync } from "node:fs";
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
