import { readFile } from "node:fs/promises";

export interface User {
  readonly uid: number;
  readonly name: string;
}

/** Finds a user by name or number in a file like /etc/passwd; null if not found. */
export async function findUser(wanted: string, passwdFile: string): Promise<User | null> {
  const text = await readFile(passwdFile, "utf8").catch(() => "");
  for (const line of text.split("\n")) {
    const [name, , uid] = line.split(":");
    if (uid !== undefined && (name === wanted || uid === wanted)) return { uid: Number(uid), name: name! };
  }
  return null;
}
