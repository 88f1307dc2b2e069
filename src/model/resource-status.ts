/** How bad a status is (later versions §5.3): 1 high, 2 medium, 3 low, 4 pending, 5 OK or UP. */
export type SeverityCode = 1 | 2 | 3 | 4 | 5;

export interface Status {
  readonly code: number;
  readonly name: string;
  readonly severityCode: SeverityCode;
}

const status = (code: number, name: string, severityCode: SeverityCode): Status => ({ code, name, severityCode });

/** Statuses by kind of resource and state code, as Centreon names them. Meta services have those of services. */
export const STATUSES = {
  host: [
    status(0, "UP", 5),
    status(1, "DOWN", 1),
    status(2, "UNREACHABLE", 3),
    status(3, "UNREACHABLE", 3),
    status(4, "PENDING", 4),
  ],
  service: [
    status(0, "OK", 5),
    status(1, "WARNING", 2),
    status(2, "CRITICAL", 1),
    status(3, "UNKNOWN", 3),
    status(4, "PENDING", 4),
  ],
} as const satisfies Readonly<Record<"host" | "service", readonly Status[]>>;
