import type { ReadFailure } from "../lib/unreadable-file.ts";

/** `reason`: the words for `why`. */
type Unreadable = ReadFailure & { readonly reason: string };

/** Errors about a file as a whole, or as text, by code: what each names, and its words. */
export const FILE_ERRORS = {
  "folder-missing": () => "the configuration folder does not exist",
  "folder-unreadable": ({ reason }: Unreadable) => `the configuration folder cannot be read: ${reason}`,
  "folder-without-files": ({ names }: { readonly names: readonly string[] }) =>
    `no main file in this folder: expected ${names.join(", ")}, or object files that end in .cfg`,
  "path-missing": ({ path }: { readonly path: string }) => `'${path}' does not exist`,
  "path-unreadable": ({ path, reason }: Unreadable & { readonly path: string }) =>
    `'${path}' cannot be read: ${reason}`,
  "file-unreadable": ({ reason }: Unreadable) => `cannot be read: ${reason}`,
  "not-a-folder": ({ path }: { readonly path: string }) => `'${path}' is not a folder`,
  "nul-byte": () => "a NUL byte: this is not a text file",
  "line-too-long": () => "a line longer than 1 MiB",
  "included-twice": ({ path }: { readonly path: string }) => `'${path}' is included more than once`,
  "includes-itself": ({ path, through }: { readonly path: string; readonly through: readonly string[] }) =>
    `'${path}' includes itself${through.length === 0 ? "" : ` through ${through.map((each) => `'${each}'`).join(", ")}`}`,
  "too-many-parts": ({ most }: { readonly most: number }) => `more than ${most} files are included`,
  "too-many-includes": ({ most }: { readonly most: number }) => `more than ${most} files and folders are included`,
  /** `mistake`: as the YAML library names it; `reason`: its words. */
  "not-yaml": ({ reason }: { readonly mistake: string; readonly reason: string }) => `not valid YAML: ${reason}`,
  "yaml-too-deep": ({ most }: { readonly most: number }) => `nested more than ${most} levels deep`,
  "yaml-second-document": () => "one YAML document is expected, a second one begins here",
  "yaml-key-twice": () => "the same key stands twice",
  "more-errors": ({ count }: { readonly count: number }) => `${count} more errors are not shown`,
};
