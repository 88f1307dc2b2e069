import { readFile } from "node:fs/promises";

/** Values of a /proc/meminfo in kB by name. Other lines are ignored. */
export async function readMeminfo(file: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(file, "latin1");
  const values = new Map<string, number>();
  for (const match of text.matchAll(/^([^:\n]+):\s+(\d+)(?: kB)?$/gm)) values.set(match[1]!, Number(match[2]));
  return values;
}
