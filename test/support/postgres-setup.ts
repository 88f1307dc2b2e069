import { provideSharedPostgres } from "./postgres-server.ts";

/** Ends the PostgreSQL cluster of the test run, if a suite has started it. */
export const setup = provideSharedPostgres;
