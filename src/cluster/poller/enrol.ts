import type { Clock } from "../../lib/clock.ts";
import { Refusal } from "../../model/refusal.ts";
import { keyReplacement, publicKeyOf, signStatement } from "../protocol/identity.ts";
import { askCentre } from "./ask-centre.ts";
import type { PollerFiles, PollerIdentity } from "./poller-files.ts";

/**
 * Makes a key, and enrols it with the secret that the centre gave. Refuses with `no-server`, `enrolment-over` and
 * `server-refused`.
 */
export async function enrol(
  files: PollerFiles,
  centre: Pick<PollerIdentity, "centre" | "pin">,
  secret: string,
): Promise<PollerIdentity> {
  const privateKey = files.nextKey();
  const answer = await askCentre<{ readonly name: string } | null>(centre, "/api/pollers/enrol", {
    secret,
    public_key: publicKeyOf(privateKey),
  });
  const name = answer?.name;
  if (typeof name !== "string") throw new Refusal("server-refused", `${centre.centre} is no centre of pollers.`);
  const identity = { ...centre, name };
  files.saveIdentity(identity, privateKey);
  return identity;
}

/**
 * Replaces the key of an enrolled poller, which the present one signs. A running poller uses it from its next
 * connection on; also if the answer is lost, since it tries both. Refuses with `poller-not-enrolled`, `no-server` and `server-refused`.
 */
export async function rotateKey(files: PollerFiles, clock: Clock): Promise<PollerIdentity> {
  const identity = files.identity();
  if (identity === null) throw new Refusal("poller-not-enrolled", "No poller is enrolled in this folder.");
  const publicKey = publicKeyOf(files.nextKey());
  const [presentKey] = files.privateKeys();
  const time = Math.floor(clock.now());
  const signature = signStatement(keyReplacement(identity.name, time, publicKey), presentKey!);
  await askCentre(identity, `/api/pollers/${encodeURIComponent(identity.name)}/key`, {
    public_key: publicKey,
    time,
    signature,
  });
  files.useNextKey();
  return identity;
}
