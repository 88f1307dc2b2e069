import { hashOfSecret, newSecret } from "../../access/secret.ts";
import type { Store } from "../../data/store/store.ts";
import { createSharedLock } from "../../lib/shared-lock.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { Refusal } from "../../model/refusal.ts";
import type { SeenResults, StoredPoller } from "../../model/stored-poller.ts";
import { isPublicKey, isSignedBy, keyReplacement } from "../protocol/identity.ts";

/** A secret to enrol with is good for this long. */
const ENROLMENT_SECONDS = 3_600;

/** A signature about a new key is good for this long, by both clocks. */
const SIGNED_SECONDS = 300;

/** No centre has more. */
const MAX_POLLERS = 500;

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

export interface EnrolledPollersOptions {
  readonly store: Pick<Store, "commit" | "readPollers">;
  readonly clock: Clock;
}

/** Finds or makes the id of a new poller, and stores it. */
export type IdOfPoller = (name: string) => Promise<number>;

/** Which pollers there are, with which key each connects, and what was seen of their results. */
export interface EnrolledPollers {
  all(): readonly StoredPoller[];
  byName(name: string): StoredPoller | undefined;
  byId(id: number): StoredPoller | undefined;
  /**
   * Adds a poller, or lets one that is known enrol again: with another key then. Resolves with the secret to enrol with,
   * which is shown this once. Refuses with `bad-poller-name` and `too-many-pollers`.
   */
  add(name: string, idOf: IdOfPoller): Promise<{ readonly poller: StoredPoller; readonly secret: string }>;
  /**
   * Takes the key of a poller that has the secret, once; the same key again while the secret would be good and this
   * server runs, since the answer may have been lost. Refuses with `enrolment-over`, and with `bad-poller-key`.
   */
  enrol(secret: string, publicKey: string): Promise<StoredPoller>;
  /**
   * Replaces the key by one that the present key has signed in the last minutes. Refuses with `bad-poller-key`, also if
   * there is no such poller: strangers do not learn which there are.
   */
  replaceKey(name: string, replacement: KeyReplacement): Promise<StoredPoller>;
  /** From now on it may not connect. Refuses with `poller-not-found`. */
  revoke(name: string): Promise<StoredPoller>;
  /** Since when the others of its group have its hosts; null: it has them. Refuses with `poller-not-found`. */
  setLostHosts(id: number, at: UnixSeconds | null): Promise<StoredPoller>;
  /** To be called when this is durable. */
  noteSeen(id: number, seen: SeenResults): void;
}

export interface KeyReplacement {
  readonly publicKey: string;
  /** Of the present key, about the new one. */
  readonly signature: string;
  readonly time: number;
}

export async function loadEnrolledPollers({ store, clock }: EnrolledPollersOptions): Promise<EnrolledPollers> {
  const pollers = new Map((await store.readPollers()).map((poller) => [poller.name, poller]));

  /** The newest secret that was used, by poller. */
  const used = new Map<number, NonNullable<StoredPoller["enrolment"]>>();

  const names = new Map([...pollers.values()].map(({ id, name }) => [id, name]));

  const save = async (poller: StoredPoller): Promise<StoredPoller> => {
    const { seen: _, ...stored } = poller;
    await store.commit([{ kind: "poller", poller: stored }]);
    // What was seen may have moved meanwhile.
    const saved = { ...poller, seen: pollers.get(poller.name)?.seen ?? poller.seen };
    pollers.set(saved.name, saved);
    names.set(saved.id, saved.name);
    return saved;
  };
  const byId = (id: number): StoredPoller | undefined => pollers.get(names.get(id) ?? "");
  const known = (name: string): StoredPoller => {
    const poller = pollers.get(name);
    if (poller === undefined) throw new Refusal("poller-not-found", `There is no poller "${name}".`);
    return poller;
  };
  const checkedKey = (publicKey: string): string => {
    if (!isPublicKey(publicKey)) throw new Refusal("bad-poller-key", "A poller has an Ed25519 key, in PEM.");
    return publicKey;
  };

  // One after the other: a secret is used once.
  const turns = createSharedLock();

  return {
    all: () => [...pollers.values()],
    byName: (name) => pollers.get(name),
    byId,
    add: (name, idOf) => turns.alone(() => add(name, idOf)),
    enrol: (secret, publicKey) => turns.alone(() => enrol(secret, publicKey)),
    replaceKey: (name, replacement) => turns.alone(() => replaceKey(name, replacement)),
    revoke: (name) => turns.alone(() => save({ ...known(name), enrolment: null, revokedAt: clock.now() })),
    setLostHosts: (id, at) => turns.alone(() => save({ ...known(byId(id)?.name ?? String(id)), lostHostsAt: at })),
    noteSeen(id, seen) {
      const poller = byId(id);
      if (poller !== undefined) pollers.set(poller.name, { ...poller, seen });
    },
  };

  async function add(
    name: string,
    idOf: IdOfPoller,
  ): Promise<{ readonly poller: StoredPoller; readonly secret: string }> {
    if (!NAME.test(name))
      throw new Refusal(
        "bad-poller-name",
        "The name of a poller has letters, digits, '.', '_' and '-', begins with a letter or digit, and has at most 63 characters.",
      );
    if (!pollers.has(name) && pollers.size >= MAX_POLLERS)
      throw new Refusal("too-many-pollers", `A centre has at most ${MAX_POLLERS} pollers.`);
    const secret = newSecret();
    const now = clock.now();
    const before = pollers.get(name);
    const poller = await save({
      id: before?.id ?? (await idOf(name)),
      name,
      publicKey: before?.publicKey ?? null,
      enrolment: { hash: hashOfSecret(secret), expiresAt: now + ENROLMENT_SECONDS },
      createdAt: before?.createdAt ?? now,
      revokedAt: before?.revokedAt ?? null,
      lostHostsAt: before?.lostHostsAt ?? null,
      seen: before?.seen ?? null,
    });
    return { poller, secret };
  }

  async function enrol(secret: string, publicKey: string): Promise<StoredPoller> {
    const hash = hashOfSecret(secret);
    const isGood = (enrolment: StoredPoller["enrolment"] | undefined): boolean =>
      enrolment?.hash === hash && enrolment.expiresAt > clock.now();
    const all = [...pollers.values()];
    const again = all.find((one) => one.publicKey === publicKey && one.revokedAt === null && isGood(used.get(one.id)));
    if (again !== undefined) return again;
    const poller = all.find(({ enrolment }) => isGood(enrolment));
    if (poller === undefined)
      throw new Refusal("enrolment-over", "This secret is not good any more; make another one: vigie poller add NAME.");
    const enrolled = await save({ ...poller, publicKey: checkedKey(publicKey), enrolment: null, revokedAt: null });
    used.set(poller.id, poller.enrolment!);
    return enrolled;
  }

  async function replaceKey(name: string, { publicKey, signature, time }: KeyReplacement): Promise<StoredPoller> {
    const poller = pollers.get(name);
    const isGood =
      poller !== undefined &&
      poller.publicKey !== null &&
      poller.revokedAt === null &&
      Math.abs(clock.now() - time) <= SIGNED_SECONDS &&
      isSignedBy(keyReplacement(name, time, publicKey), signature, poller.publicKey);
    if (!isGood)
      throw new Refusal("bad-poller-key", `The new key is not signed by the present one of poller "${name}".`);
    return save({ ...poller, publicKey: checkedKey(publicKey) });
  }
}
