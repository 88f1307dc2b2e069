import type { LoggerOptions } from 'pino'

/** Everything the process is told from outside. Folders are absolute. */
export interface Settings {
  /** Object files, access.yaml and vigie.yaml. */
  readonly configFolder: string
  /** The store. */
  readonly dataFolder: string
  readonly listen: { readonly host: string; readonly port: number }
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks, comma-separated. Null: none. */
  readonly trustProxy: string | null
  /** First password of `admin`; null makes a random one. */
  readonly adminPassword: string | null
  readonly maxConcurrentChecks: number
  /** Ended acknowledgements, downtimes, comments and events are kept this long. */
  readonly retentionDays: number
  readonly logLevel: NonNullable<LoggerOptions['level']>
}
