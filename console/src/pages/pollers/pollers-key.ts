/** Of the query for the pollers. */
export const POLLERS_KEY = ["pollers"];
