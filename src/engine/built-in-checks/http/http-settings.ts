import type { ExpiryLimits } from "../certificate-expiry.ts";
import type { AddressFamily } from "../open-socket.ts";
import type { TextMatcher } from "../posix-regex.ts";
import type { Range } from "../../../model/threshold-range.ts";
import type { TlsVersions } from "./tls-versions.ts";

export type OnRedirect = "ok" | "warning" | "critical" | "follow" | "sticky" | "stickyport";

/** Settings of a check_http command line. Times in seconds, sizes in bytes. */
export interface HttpSettings {
  /** -H, without the port. */
  readonly hostName: string | null;
  /** -H as given, for the Host header. */
  readonly hostHeader: string | null;
  /** -I, or the host name. */
  readonly address: string;
  readonly port: number;
  readonly family: AddressFamily;
  readonly url: string;
  readonly method: string;
  /** Method used inside the tunnel with `-j CONNECT:METHOD`. */
  readonly tunnelMethod: string;
  readonly body: string | null;
  readonly contentType: string;
  readonly headers: readonly string[];
  readonly userAgent: string;
  readonly authorization: string | null;
  readonly proxyAuthorization: string | null;
  readonly tls: TlsVersions | null;
  readonly sendsServerName: boolean;
  readonly clientCertificateFile: string | null;
  readonly privateKeyFile: string | null;
  readonly expiry: ExpiryLimits | null;
  readonly continuesAfterCertificate: boolean;
  readonly expectedStatus: string;
  readonly hasExpectedStatus: boolean;
  readonly expectedHeader: string;
  readonly expectedText: string;
  readonly regex: TextMatcher | null;
  readonly invertsRegex: boolean;
  readonly skipsBody: boolean;
  readonly maxAge: number | null;
  readonly minSize: number;
  readonly maxSize: number;
  readonly onRedirect: OnRedirect;
  readonly maxRedirects: number;
  readonly warning: Range | null;
  readonly critical: Range | null;
  /** 0 for none. */
  readonly timeout: number;
  readonly showsBody: boolean;
  readonly showsLink: boolean;
  readonly hasExtendedPerfdata: boolean;
}
