/** Object as Nagios writes it to its object cache: all templates resolved, every directive with its value. */
export interface CachedObject {
  readonly type: string;
  readonly directives: readonly CachedDirective[];
}

/** For time periods, the name is the day or the dates. */
export type CachedDirective = readonly [name: string, value: string];

/** Parses objects in the format of objects.cache: a tab before every directive and one before its value. */
export function parseCache(text: string): CachedObject[] {
  const objects: { readonly type: string; readonly directives: CachedDirective[] }[] = [];
  for (const line of text.split("\n")) {
    const type = /^define (\S+) \{$/.exec(line)?.[1];
    if (type !== undefined) objects.push({ type, directives: [] });
    const gap = line.indexOf("\t", 1);
    if (line.startsWith("\t") && gap > 0) objects.at(-1)?.directives.push([line.slice(1, gap), line.slice(gap + 1)]);
  }
  return objects;
}

export function cacheText(objects: Iterable<CachedObject>): string {
  let text = "";
  for (const { type, directives } of objects) {
    text += `define ${type} {\n${directives.map(([name, value]) => `\t${name}\t${value}\n`).join("")}\t}\n\n`;
  }
  return text;
}
