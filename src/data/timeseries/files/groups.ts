/** Group of a sealed day in its file. */
export const SEALED_GROUP = 0;
