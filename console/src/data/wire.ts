import type { MessageParams } from "./wire-params.ts";
// Shapes of the API, as docs/api.md describes them. Times: RFC 3339 in UTC.

export type Key = string;
export type HostState = "UP" | "DOWN" | "UNREACHABLE" | "PENDING";
export type ServiceState = "OK" | "WARNING" | "CRITICAL" | "UNKNOWN" | "PENDING";
export type State = HostState | ServiceState;
export type ResourceType = "host" | "service";
export type Time = string;

/** What a wall screen shows. */
export interface WallView {
  readonly q: string;
  readonly sort: string;
}

/** One of `GET /api/wall-links`. */
export interface WallLink {
  readonly id: number;
  readonly label: string;
  readonly login: string;
  readonly view: WallView;
  readonly created_at: Time | null;
  readonly expires_at: Time | null;
}

/** One of `GET /api/me/tokens`. */
export interface OwnToken {
  readonly id: string;
  readonly name: string;
  readonly created_at: Time | null;
  readonly last_used_at: Time | null;
  readonly expires_at: Time | null;
  readonly revoked: boolean;
}

/** One of `GET /api/me/sessions`. */
export interface OwnSession {
  readonly id: string;
  readonly kind: "web" | "console" | "kept" | "wall";
  readonly opened_at: Time | null;
  readonly last_used_at: Time | null;
  readonly ends_at: Time | null;
  readonly address: string | null;
  readonly agent: string | null;
  readonly wall: string | null;
  readonly current: boolean;
}

/** Answer of `GET /api/session`. */
export interface Session {
  readonly login: string;
  readonly name: string;
  readonly is_admin: boolean;
  readonly roles: readonly string[];
  readonly preferences: Readonly<Record<string, unknown>>;
  /** Of the link that opened a wall screen. */
  readonly wall: { readonly label: string; readonly view: WallView; readonly expires_at: Time | null } | null;
  readonly server: {
    readonly version: string;
    /** Name of the installation. */
    readonly name: string;
    /** Runs `vigie` in a shell on the machine of the server; null: for administrators. */
    readonly command: string | null;
    readonly now: Time;
    /** IANA name. */
    readonly zone?: string;
    readonly features: readonly string[];
  };
}

/** Members are null where an import had no record. */
export interface Acknowledgement {
  readonly id: number | null;
  readonly author: string | null;
  readonly comment: string | null;
  readonly since: Time | null;
  /** Null: with the problem. */
  readonly expires_at: Time | null;
  readonly sticky: boolean;
}

/** One host or service of a list or of the live stream. */
export interface LiveRow {
  readonly key: Key;
  readonly type: ResourceType;
  readonly name: string;
  /** Of a host the host itself. */
  readonly host: {
    readonly key: Key;
    readonly name: string;
    readonly address: string | null;
    readonly state: HostState;
  };
  readonly state: State;
  readonly hard: boolean;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly since: Time | null;
  readonly last_check: Time | null;
  readonly next_check: Time | null;
  /** First line. */
  readonly output: string;
  readonly unhandled: boolean;
  readonly flapping: boolean;
  readonly acknowledgement: Acknowledgement | null;
  /** Running downtime that ends last. */
  readonly downtime: { readonly id: number | null; readonly until: Time | null } | null;
  readonly notifies: boolean;
  readonly checks: "active" | "passive" | "off";
  readonly importance: number;
  readonly poller: number;
  /** Number of contacts notified of the problem. */
  readonly told: number;
  /** Visible services of a host; null for a service. */
  readonly services: {
    readonly total: number;
    readonly problems: number;
    readonly unhandled: number;
    readonly worst: ServiceState | null;
  } | null;
}

/** A row of the list, with the members that only `fields` asks for. */
export interface ListedRow extends LiveRow {
  readonly groups?: readonly string[];
  /** Values of custom variables; null: neither it nor its host has one. */
  readonly variables?: Readonly<Record<string, string | null>>;
}

export interface ResourceList {
  readonly result: readonly ListedRow[];
  readonly meta: {
    readonly total: number;
    readonly total_unhandled: number;
    readonly offset: number;
    readonly view: string;
    readonly as_of: number;
    readonly counts: NumberByState;
    readonly q: string;
  };
}

/** Answer of `GET /api/summary`, and data of the event `summary`. */
export interface Summary {
  readonly host: StateCounts;
  readonly service: StateCounts;
  readonly total: number;
  readonly total_unhandled: number;
  readonly unhandled: Readonly<Partial<Record<State, number>>>;
  readonly worst_unhandled: State | null;
  readonly as_of: number;
}

/** By state; states without any are left out. */
export type StateCounts = Readonly<
  Partial<
    Record<
      State,
      { readonly total: number; readonly unhandled: number; readonly acknowledged: number; readonly downtime: number }
    >
  >
>;

/** Number by state; states of none are absent. */
export type NumberByState = Readonly<Partial<Record<State, number>>>;

/** Answer of `GET /api/resources/complete`: characters `from` to `to` are replaced. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

export interface Completion {
  readonly text: string;
  readonly kind: string;
  readonly hint: string;
}

/** Of `/api/me/views`. */
export interface SavedView {
  readonly id: number;
  readonly name: string;
  readonly q: string;
  readonly sort: string;
  /** Empty: those of the profile. */
  readonly columns: readonly string[];
  readonly shared: boolean;
  /** Of the account that is signed in: it may change it. */
  readonly own: boolean;
  /** Account that has it. */
  readonly login: string | null;
}

/** Body of every refusal of the paths of `/api`. */
export interface Refusal {
  readonly code: string | number;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly params?: MessageParams;
}

export type ActionName =
  | "acknowledge"
  | "end-acknowledgement"
  | "schedule-downtime"
  | "extend-downtime"
  | "cancel-downtime"
  | "check"
  | "comment"
  | "delete-comment"
  | "submit"
  | "notify"
  | "set";

/** Everything that a view showed. */
export interface WholeView {
  readonly view: string;
  readonly except: readonly Key[];
}

/** Body of `POST /api/actions`: with `on`, or with the `ids` of records. */
export interface ActionRequest {
  readonly action: ActionName;
  readonly on?: readonly Key[] | WholeView;
  readonly ids?: readonly number[];
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface SkippedResource {
  readonly key: Key | null;
  readonly id?: number;
  readonly code: string;
  readonly message: string;
  readonly params: MessageParams;
}

export interface ActionAnswer {
  readonly done: readonly Key[];
  readonly skipped: readonly SkippedResource[];
  readonly ids: Readonly<Record<Key, number>>;
  readonly undo: ActionRequest | null;
}

/** Answer of `POST /api/actions/preview`. */
export interface ActionPreview {
  readonly hosts: number;
  readonly services: number;
  readonly problems: number;
  readonly skipped: number;
}

/** Resource of a record. */
export interface NamedResource {
  readonly key: Key;
  readonly type: ResourceType;
  readonly name: string;
  readonly host: { readonly key: Key; readonly name: string };
  /** Null: it is not configured any more. */
  readonly state: State | null;
}

export interface DowntimeTargets {
  readonly hosts?: readonly string[];
  readonly services?: readonly { readonly host: string; readonly service: string }[];
  readonly host_groups?: readonly string[];
  readonly service_groups?: readonly string[];
  readonly with_services?: boolean;
}

export type DowntimeStatus = "running" | "waiting" | "scheduled" | "planned" | "ended" | "cancelled";

/** Item of `GET /api/downtimes`. A planned occurrence has neither an id nor a resource. */
export type DowntimeItem = (
  | ({ readonly id: number; readonly planned: false } & NamedResource)
  | {
      readonly id: null;
      readonly planned: true;
      readonly key: null;
      readonly type: null;
      readonly name: null;
      readonly host: null;
      readonly state: null;
    }
) & {
  readonly status: DowntimeStatus;
  readonly start: Time | null;
  readonly end: Time | null;
  readonly fixed: boolean;
  /** Seconds of a flexible one. */
  readonly for: number | null;
  readonly author: string | null;
  readonly comment: string | null;
  readonly since: Time | null;
  readonly recurring: {
    readonly id: number;
    readonly name: string;
    readonly rrule: string;
    readonly zone: string;
    readonly targets: DowntimeTargets;
    readonly resources: number;
  } | null;
};

export interface DowntimeList {
  readonly result: readonly DowntimeItem[];
  readonly meta: { readonly total: number; readonly limit: number };
}

export interface Occurrence {
  readonly local_start: string;
  readonly local_end: string;
  readonly start_time: Time;
  readonly end_time: Time;
}

export interface RecurringDowntime {
  readonly id: number;
  readonly author_name: string;
  readonly name: string;
  readonly comment: string;
  readonly rrule: string;
  readonly dtstart: string;
  readonly zone: string;
  readonly duration_seconds: number;
  readonly targets: DowntimeTargets;
  readonly resources: number;
  readonly next: Occurrence | null;
}

/** Item of `GET /api/acknowledgements`. */
export interface AcknowledgementItem extends NamedResource {
  readonly id: number;
  readonly output: string;
  readonly problem_since: Time | null;
  readonly author: string | null;
  readonly comment: string | null;
  readonly since: Time | null;
  readonly expires_at: Time | null;
  readonly stable_seconds: number | null;
  readonly sticky: boolean;
  readonly services: number | null;
}
