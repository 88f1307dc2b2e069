import Type from "typebox";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { digestOf } from "../../lib/digest.ts";
import { Refusal } from "../../model/refusal.ts";

/** Member of a body by which it is known again. */
export const requestIdSchema = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "The same request within 10 minutes gets the first answer, and is not done again",
});

const KEPT_SECONDS = 600;
/** Resources in all kept answers together; the oldest answers are dropped. */
const MAX_RESOURCES_KEPT = 200_000;

interface Answered {
  readonly body: string;
  readonly at: UnixSeconds;
  readonly answer: Promise<unknown>;
  /** Resources in the answer, and one; 0 while it is not there yet. */
  size: number;
}

/** Answers of the last ten minutes to requests that have an id, so that a repeated request is not done again. */
export class AnsweredRequests {
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #answered = new Map<string, Answered>();
  #size = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * First answer to this request id of this contact; does what is asked if there is none. A failed one is forgotten.
   * `asked`: what and of which operation. `resourcesIn`: number of resources in an answer. Refuses with
   * `request-id-used` if the id had asked for something else.
   */
  answer<T>(
    contactId: number,
    requestId: string,
    asked: object,
    act: () => Promise<T>,
    resourcesIn: (answer: T) => number,
  ): Promise<T> {
    this.#forget();
    const name = `${contactId} ${requestId}`;
    const digest = digestOf(JSON.stringify(asked));
    const first = this.#answered.get(name);
    if (first === undefined) {
      const answer = act();
      this.#keep(name, { body: digest, at: this.#clock.now(), answer, size: 0 }, answer.then(resourcesIn));
      return answer;
    }
    // What was asked says of which operation the answer is.
    if (first.body === digest) return first.answer as Promise<T>;
    throw new Refusal(
      "request-id-used",
      `The request_id ${requestId} belongs to another request of the last 10 minutes`,
    );
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
    const oldest = this.#clock.now() - KEPT_SECONDS;
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
