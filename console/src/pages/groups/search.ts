import { said, text, type RawSearch } from "../search.ts";

export interface GroupsSearch {
  /** Part of a name. */
  readonly name?: string;
}

export const groupsSearch = (raw: RawSearch): GroupsSearch => said({ name: text(raw["name"]) });
