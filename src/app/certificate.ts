import type { FastifyInstance } from "fastify";
import { createCertificateWatch, warnOfExpiry } from "../interfaces/api/certificate-watch.ts";
import { replaceCertificate } from "../interfaces/api/create-api.ts";
import type { TlsFiles, TlsPaths } from "../interfaces/api/tls-files.ts";
import type { Log } from "../lib/log.ts";
import type { ShutdownStack } from "../lib/shutdown-stack.ts";

/** Certificate of the API. */
export interface Certificate {
  /** Uses other files for new connections, and watches them. */
  use(paths: TlsPaths, files: TlsFiles): void;
}

/** Certificate of an API that was created with `tls`. */
export function certificateOf(api: FastifyInstance, log: Log, stops: ShutdownStack): Certificate {
  const replace = (files: TlsFiles): void => replaceCertificate(api, files);
  const watch = createCertificateWatch({ log, replace });
  stops.add("certificate watch", () => watch.stop());
  return {
    use(paths, files) {
      replace(files);
      warnOfExpiry(files, log);
      watch.watch(paths, files);
    },
  };
}
