/** Why a file or a folder cannot be read, for a client that says it in its own words. */
export interface ReadFailure {
  /** Code of the system's error, such as `ENOENT`, or the name of another reason. */
  readonly why: string;
  /** User of the system who may not. */
  readonly user?: string;
  readonly bytes?: number;
  readonly most?: number;
  /** First line that is not UTF-8. */
  readonly at_line?: number;
  /** Of the kernel that owns it. */
  readonly file_system?: string;
}

/** A file or a folder that cannot be read. The message is the reason in an operator's words, without the path. */
export class UnreadableFile extends Error {
  readonly failure: ReadFailure;

  constructor(reason: string, failure: ReadFailure, options?: ErrorOptions) {
    super(reason, options);
    this.name = "UnreadableFile";
    this.failure = failure;
  }
}
