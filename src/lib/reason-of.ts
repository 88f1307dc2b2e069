/** Describes an error of the operating system as operators know it, without its path and system call. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? /^E[A-Z0-9]+: (.*?), \w+/.exec(message)?.[1] ?? message ?? String(error);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOTDIR: "not a folder",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the path is too long",
  EAGAIN: "it has nothing to read now",
  EIO: "the device failed",
};
