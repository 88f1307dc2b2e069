// Shapes of the API, as docs/api.md describes them. Times: RFC 3339 in UTC.

export type Key = string;
export type HostState = "UP" | "DOWN" | "UNREACHABLE" | "PENDING";
export type ServiceState = "OK" | "WARNING" | "CRITICAL" | "UNKNOWN" | "PENDING";
export type State = HostState | ServiceState;
export type ResourceType = "host" | "service";
export type Time = string;

/** Answer of `GET /api/session`. */
export interface Session {
  readonly login: string;
  readonly name: string;
  readonly is_admin: boolean;
  readonly roles: readonly string[];
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly server: {
    readonly version: string;
    /** Name of the installation. */
    readonly name: string;
    readonly now: Time;
    readonly features: readonly string[];
  };
}

export interface HandledBy {
  readonly id?: number;
  readonly author?: string;
  readonly comment?: string;
  readonly until?: Time | null;
}

/** One host or service of a list or of the live stream. */
export interface LiveRow {
  readonly key: Key;
  readonly type: ResourceType;
  readonly name: string;
  /** Host of a service; null for a host. */
  readonly host: {
    readonly key: Key;
    readonly name: string;
    readonly address: string;
    readonly state: HostState;
  } | null;
  readonly state: State;
  readonly hard: boolean;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly since: Time | null;
  readonly last_check: Time | null;
  readonly next_check: Time | null;
  readonly output: string;
  readonly unhandled: boolean;
  readonly flapping: boolean;
  readonly acknowledgement: HandledBy | null;
  readonly downtime: HandledBy | null;
  readonly notifies: boolean;
  readonly checks: "active" | "passive" | "none";
  readonly importance: number;
  readonly poller: number;
  readonly told: number;
  /** Counts of the services of a host by state; null for a service. */
  readonly services: Readonly<Record<string, number>> | null;
}

export interface ResourceList {
  readonly result: readonly LiveRow[];
  readonly meta: {
    readonly total: number;
    readonly total_unhandled: number;
    readonly offset: number;
    readonly view: string;
    readonly as_of: number;
    readonly counts: Readonly<Partial<Record<State, number>>>;
    readonly q: string;
  };
}

/** Answer of `GET /api/summary`, and data of the event `summary`. */
export interface Summary {
  readonly hosts: StateCounts;
  readonly services: StateCounts;
  readonly unhandled: number;
  readonly worst_unhandled: State | null;
  readonly as_of: number;
}

export interface StateCounts {
  readonly total: number;
  /** By state. */
  readonly counts: Readonly<
    Record<
      string,
      { readonly unhandled: number; readonly acknowledged: number; readonly downtime: number; readonly total: number }
    >
  >;
}

/** Body of every refusal of the paths of `/api`. */
export interface Refusal {
  readonly code: string | number;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}
