import Type from "typebox";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { digestOf } from "../../lib/digest.ts";
import type { Store } from "../../data/store/store.ts";
import { REQUEST_SECONDS, type RequestMark } from "../../model/done-request.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { Refusal } from "../../model/refusal.ts";

/** Member of a body by which it is known again. */
export const requestIdSchema = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "The same request within 10 minutes gets the first answer, and is not done again",
});

/** Digest of what a request asks for, without its id. */
export const askedIn = (wanted: object): string => digestOf(JSON.stringify(wanted));

/** Resources in all kept answers together; the oldest answers are dropped. */
const MAX_RESOURCES_KEPT = 200_000;

interface Answered {
  readonly body: string;
  readonly at: UnixSeconds;
  readonly answer: Promise<unknown>;
  /** Resources in the answer, and one; 0 while it is not there yet. */
  size: number;
}

/**
 * Answers of the last ten minutes to requests that have an id, so that a repeated request is not done again. The store
 * knows what was done for one whose answer is not here: the server ended before it was sent.
 */
export class AnsweredRequests {
  readonly #clock: Clock;
  readonly #store: Pick<Store, "readDoneRequest">;
  /** Oldest first. */
  readonly #answered = new Map<string, Answered>();
  #size = 0;

  constructor(clock: Clock, store: Pick<Store, "readDoneRequest">) {
    this.#clock = clock;
    this.#store = store;
  }

  /**
   * First answer to this request id of this contact; does what is asked if there is none, but not on the resources for
   * which the store says that it is done. A failed one is forgotten.
   * `asked`: digest of what and of which operation. `resourcesIn`: number of resources in an answer. Refuses with
   * `request-id-used` if the id had asked for something else.
   */
  answer<T>(
    contactId: number,
    requestId: string,
    asked: string,
    act: (request: RequestMark, done: ReadonlySet<ResourceKey>) => Promise<T>,
    resourcesIn: (answer: T) => number,
  ): Promise<T> {
    this.#forget();
    const name = `${contactId} ${requestId}`;
    const first = this.#answered.get(name);
    if (first === undefined) {
      const mark = { contactId, requestId, asked };
      const answer = this.#doneBefore(mark).then((done) => act(mark, done));
      this.#keep(name, { body: asked, at: this.#clock.now(), answer, size: 0 }, answer.then(resourcesIn));
      return answer;
    }
    // What was asked says of which operation the answer is.
    if (first.body === asked) return first.answer as Promise<T>;
    throw usedBefore(requestId);
  }

  async #doneBefore({ contactId, requestId, asked }: RequestMark): Promise<ReadonlySet<ResourceKey>> {
    const done = await this.#store.readDoneRequest(contactId, requestId, this.#clock.now() - REQUEST_SECONDS);
    if (done.some((one) => one.asked !== asked)) throw usedBefore(requestId);
    return new Set(done.flatMap(({ keys }) => keys));
  }

  #keep(name: string, answered: Answered, resources: Promise<number>): void {
    this.#answered.set(name, answered);
    resources.then(
      (count) => {
        if (this.#answered.get(name) !== answered) return;
        answered.size = 1 + count;
        this.#size += answered.size;
        this.#forget();
      },
      () => this.#drop(name, answered),
    );
  }

  #forget(): void {
    const oldest = this.#clock.now() - REQUEST_SECONDS;
    for (const [name, answered] of this.#answered) {
      if (answered.at > oldest && this.#size <= MAX_RESOURCES_KEPT) return;
      if (answered.size > 0 || answered.at <= oldest) this.#drop(name, answered);
    }
  }

  #drop(name: string, answered: Answered): void {
    if (this.#answered.get(name) !== answered) return;
    this.#answered.delete(name);
    this.#size -= answered.size;
  }
}

const usedBefore = (requestId: string): Refusal =>
  new Refusal("request-id-used", `The request_id ${requestId} belongs to another request of the last 10 minutes`);
