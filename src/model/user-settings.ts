/** Appearance of the web pages that an account has chosen. */
export interface UserPreferences {
  readonly theme: "light" | "dark";
  readonly density: "compact" | "extended";
}

/** What an account has chosen for the console: any JSON object. */
export type ConsolePreferences = Readonly<Record<string, unknown>>;

/** Filter that an account has kept for one page. */
export interface UserFilter {
  readonly id: number;
  readonly contactId: number;
  readonly page: string;
  /** Unique among the filters of the account on the page. */
  readonly name: string;
  /** JSON of the criteria, as they were sent. */
  readonly criterias: string;
  /** Place on the page, from 1 without gaps. */
  readonly order: number;
}
