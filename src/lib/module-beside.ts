import { extname } from "node:path";

/**
 * Address of a module in the folder of the calling one, or below it, for a thread or a process of its own. `name` has no
 * extension: it is `.ts` in a checkout and `.js` in the package.
 *
 * @param caller `import.meta.url` of the calling module.
 */
export function moduleBeside(caller: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(caller).pathname)}`, caller);
}
