/** Performance data given to other graphers since the start. */
export interface PerfdataCounts {
  readonly commands: { readonly done: number; readonly failed: number; readonly skipped: number };
  /** Entries of files that were lost, since too many waited. */
  readonly droppedEntries: number;
}
