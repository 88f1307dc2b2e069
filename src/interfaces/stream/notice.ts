/** Something that operators of the server should know, for as long as it is so. */
export interface Notice {
  readonly level: "warning" | "error";
  readonly code: string;
  /** The same for as long as it is the same matter. */
  readonly message: string;
}
