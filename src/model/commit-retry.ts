/** Delay before work of the clock is repeated whose commit was refused (disk full). */
export const COMMIT_RETRY_SECONDS = 5;
