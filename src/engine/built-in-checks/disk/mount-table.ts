import { readFile } from "node:fs/promises";

/** Mounted file system. */
export interface Mount {
  /** Device or its replacement (`/dev/sda1`, `tmpfs`, `server:/export`). */
  readonly device: string;
  readonly folder: string;
  readonly type: string;
}

/**
 * Reads a file in the format of /proc/self/mounts, in mount order. Of several mounts on one folder, only the last is
 * kept, since it hides the others.
 */
export async function readMounts(file: string): Promise<readonly Mount[]> {
  const byFolder = new Map<string, Mount>();
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    const [device, folder, type] = line.split(" ");
    if (type !== undefined)
      byFolder.set(unescape(folder!), { device: unescape(device!), folder: unescape(folder!), type });
  }
  return [...byFolder.values()];
}

/** Mount of a path: the one with that folder or device, otherwise the one with the longest parent folder. */
export function mountOf(path: string, mounts: readonly Mount[], isExact: boolean): Mount | null {
  const same = mounts.find((mount) => mount.folder === path) ?? mounts.find((mount) => mount.device === path);
  if (same !== undefined || isExact) return same ?? null;
  let best: Mount | null = null;
  for (const mount of mounts) {
    const isAbove = mount.folder === "/" || path.startsWith(`${mount.folder}/`);
    if (isAbove && (best === null || mount.folder.length > best.folder.length)) best = mount;
  }
  return best;
}

/** True for a mount on another machine: `server:/export`, `//server/share`, or a network type. */
export function isRemote({ device, type }: Mount): boolean {
  return device.includes(":") || (device.startsWith("//") && remoteShares.has(type)) || remoteTypes.has(type);
}

const remoteShares = new Set(["cifs", "smb3", "smbfs"]);
const remoteTypes = new Set([
  "acfs",
  "afs",
  "auristorfs",
  "ceph",
  "coda",
  "fhgfs",
  "gfs",
  "gfs2",
  "gpfs",
  "ibrix",
  "nfs",
  "nfs4",
  "ocfs2",
  "snfs",
  "stnfs",
  "vxfs",
]);

/** Decodes spaces and the like, written as `\040`. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
