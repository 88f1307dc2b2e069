import { quoted } from "../../lib/shell-word.ts";

/** Variable with the secret to enrol with: not on the command line, which other users of the machine see. */
export const ENROLMENT_SECRET = "VIGIE_ENROLMENT";

/** Command for the machine of a poller that was added. `pin`: of a certificate that no authority has signed, or null. */
export const enrolCommand = (secret: string, address: string, pin: string | null): string =>
  `${ENROLMENT_SECRET}=${secret} vigie poller --centre ${quoted(address)}${pin === null ? "" : ` --pin ${quoted(pin)}`}`;
