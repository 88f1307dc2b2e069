/** One end of a connection, without its socket. */
export interface Wire {
  send(text: string): void;
  /** Closes it; `code` is that of RFC 6455. */
  close(code: number, reason: string): void;
}
