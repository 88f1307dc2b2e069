import { createRandom } from "../support/random.ts";
import { gather, settle } from "./evidence.ts";
import { judge, type Evidence, type Violation } from "./invariants.ts";
import { chooseFaults, faultsFor } from "./nemesis.ts";
import { openScene, type Scene } from "./scene.ts";

export interface RoundOptions {
  readonly seed: number;
  readonly faults: number;
  /** Null: in namespaces. */
  readonly whyNoNamespaces: string | null;
  /** In the names of the faults. Default: all. */
  readonly only?: string;
  /** Program of the servers. */
  readonly vigie?: string;
  /** Called with what happens. */
  readonly say: (text: string) => void;
}

export interface Round {
  readonly seed: number;
  /** Seconds of each fault until everybody had recovered, by its name. */
  readonly struck: readonly { readonly name: string; readonly seconds: number }[];
  /** Null: it did not come to rest. */
  readonly evidence: Evidence | null;
  readonly violations: readonly Violation[];
}

/** Strikes faults one after the other while the client works, lets all come to rest, and judges. */
export async function runRound({ seed, faults, whyNoNamespaces, only = "", vigie, say }: RoundOptions): Promise<Round> {
  const random = createRandom(seed);
  const struck: { name: string; seconds: number }[] = [];
  let scene: Scene | null = null;
  let last = "nothing";
  try {
    scene = await openScene({ seed, whyNoNamespaces, ...(vigie === undefined ? {} : { vigie }) });
    for (const fault of chooseFaults(faultsFor(whyNoNamespaces === null, only), faults, random)) {
      const begun = performance.now();
      say(`${struck.length + 1}/${faults} ${fault.name}`);
      last = fault.name;
      await fault.strike(scene, random);
      await scene.recovered();
      struck.push({ name: fault.name, seconds: (performance.now() - begun) / 1_000 });
    }
    await settle(scene);
    const evidence = await gather(scene);
    return { seed, struck, evidence, violations: judge(evidence) };
  } catch (error) {
    const what = `after ${last}: ${(error as Error).message}`;
    return { seed, struck, evidence: null, violations: [{ invariant: null, what }] };
  } finally {
    await scene?.remove();
  }
}
