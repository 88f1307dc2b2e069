import { BlockFile } from "../files/block-file.ts";

const MAX_FILES = 64;

/** Files open for reading, the least recently used closed first. */
export class FileCache {
  readonly #files = new Map<string, BlockFile>();

  /** Throws if the file cannot be opened. */
  open(path: string): BlockFile {
    const known = this.#files.get(path);
    if (known !== undefined) {
      // Last again.
      this.#files.delete(path);
      this.#files.set(path, known);
      return known;
    }
    const file = BlockFile.openReader(path);
    this.#files.set(path, file);
    if (this.#files.size > MAX_FILES) this.close(this.#files.keys().next().value!);
    return file;
  }

  close(path: string): void {
    this.#files.get(path)?.close();
    this.#files.delete(path);
  }

  /** Closes the files that are not among these any more. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.#files.keys()) if (!paths.has(path)) this.close(path);
  }

  closeAll(): void {
    for (const path of this.#files.keys()) this.close(path);
  }
}
