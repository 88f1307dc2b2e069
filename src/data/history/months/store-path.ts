import { filesOf } from "../../store/sqlite/data-folder.ts";

/** Database of the store in a data folder. */
export const storePathOf = (dataFolder: string): string => filesOf(dataFolder).databasePath;
