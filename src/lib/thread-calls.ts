import type { MessagePort } from "node:worker_threads";

/** Functions of a thread that others call by messages: arguments and results are copied. */
export type ThreadFunctions = Readonly<Record<string, (argument: never) => unknown>>;

/** A Worker or a MessagePort. */
interface Thread {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: Answer) => void): unknown;
}

interface Call {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}
type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly details: unknown } };

/** Error of a function of a thread, with what the thread says about it (`answerCalls`). */
export class CallFailure extends Error {
  readonly details: unknown;

  constructor(message: string, details: unknown) {
    super(message);
    this.details = details;
  }
}

const NOTHING = (): void => {};

type ArgumentOf<Functions extends ThreadFunctions, Name extends keyof Functions> = Parameters<Functions[Name]>[0];
type ResultOf<Functions extends ThreadFunctions, Name extends keyof Functions> = Awaited<ReturnType<Functions[Name]>>;

export interface ThreadCalls<Functions extends ThreadFunctions> {
  /** Calls a function. Rejects with a `CallFailure` if it throws, and if the thread ends before the answer. */
  call<Name extends keyof Functions & string>(
    name: Name,
    argument: ArgumentOf<Functions, Name>,
  ): Promise<ResultOf<Functions, Name>>;
  /** Calls a function without an answer. */
  send<Name extends keyof Functions & string>(name: Name, argument: ArgumentOf<Functions, Name>): void;
  /** Rejects the calls without an answer, and all later ones: called when the thread has ended. */
  end(reason: Error): void;
}

/** Calls of the functions that a thread offers by `answerCalls`. Other messages of the thread go to `onMessage`. */
export function createThreadCalls<Functions extends ThreadFunctions>(
  thread: Thread,
  onMessage: (message: unknown) => void = NOTHING,
): ThreadCalls<Functions> {
  const open = new Map<number, PromiseWithResolvers<never>>();
  let nextId = 1;
  let ended: Error | undefined;
  thread.on("message", (message: Answer) => {
    const call = typeof message === "object" && message !== null ? open.get(message.id) : undefined;
    if (call === undefined) {
      onMessage(message);
      return;
    }
    open.delete(message.id);
    if ("error" in message) call.reject(new CallFailure(message.error.message, message.error.details));
    else call.resolve(message.result as never);
  });
  return {
    call(name, argument) {
      const call = Promise.withResolvers<never>();
      if (ended !== undefined) {
        call.reject(ended);
        return call.promise;
      }
      open.set(nextId, call);
      thread.postMessage({ id: nextId++, name, argument } satisfies Call);
      return call.promise;
    },
    send(name, argument) {
      thread.postMessage({ id: 0, name, argument } satisfies Call);
    },
    end(reason) {
      ended = reason;
      for (const call of open.values()) call.reject(reason);
      open.clear();
    },
  };
}

/**
 * Answers the calls that come to this thread, each when its function has ended. `detailsOf` says about an error what the
 * caller needs besides its message.
 */
export function answerCalls(
  port: MessagePort,
  functions: ThreadFunctions,
  detailsOf: (error: unknown) => unknown = NOTHING,
): void {
  port.on("message", ({ id, name, argument }: Call) => {
    const answer = (body: object): void => {
      if (id !== 0) port.postMessage({ id, ...body });
    };
    // An error of a call without an answer ends the thread, as any other that nobody handles.
    const run = async (): Promise<unknown> => functions[name]!(argument as never);
    if (id === 0) {
      void run();
      return;
    }
    run().then(
      (result) => answer({ result }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        answer({ error: { message, details: detailsOf(error) } });
      },
    );
  });
}
