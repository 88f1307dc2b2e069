import { ApiError } from "../client.ts";
import { createStore } from "../store.ts";
import type { ActionAnswer, ActionName, ActionRequest, Key, SkippedResource } from "../wire.ts";
import { act, newRequestId } from "./act.ts";
import type { ActionTargets } from "./targets.ts";

/** Actions that ask for something first. */
export type AskedAction = "acknowledge" | "schedule-downtime" | "comment" | "submit" | "notify";

/** A dialog that is open. */
export interface Asked {
  readonly action: AskedAction;
  readonly targets: ActionTargets;
  /** Where it stands: in the place of a row. Null: in the middle. */
  readonly place: DOMRect | null;
  /** What was entered before it failed. */
  readonly entered?: unknown;
  /** Why it failed. */
  readonly error?: unknown;
  /** What was sent for it, and may have been done all the same. */
  readonly sent?: SentRequest;
}

/** A request under its id: sent again, it is not done twice. Undefined: there is none yet, or its view has ended. */
interface SentRequest {
  readonly id: string;
  readonly request: object | undefined;
}

/** What came of the last action. */
export interface Outcome {
  readonly action: ActionName;
  readonly label: string | null;
  readonly done: number;
  readonly skipped: readonly SkippedResource[];
  readonly undo: ActionRequest | null;
  /** It was the undo of another one. */
  readonly isUndo: boolean;
  /** Not undefined: nothing was done, for this reason. */
  readonly error?: unknown;
}

export const asked = createStore<Asked | null>(null);
export const outcome = createStore<Outcome | null>(null);
/** Actions on their way, by key. */
export const pendingActions = createStore<ReadonlyMap<Key, ActionName>>(new Map());

/** Opens the dialog of an action; `row`: in its place. */
export function ask(action: AskedAction, targets: ActionTargets, row: Element | null = null): void {
  if (targets.count > 0) asked.set({ action, targets, place: row?.getBoundingClientRect() ?? null });
}

/** What an action is on where the dialog itself says it, found when it is sent. */
interface SearchedTargets {
  readonly label: string | null;
  readonly find: () => ActionTargets["on"] | Promise<ActionTargets["on"]>;
}

/** Does what a dialog asked for. If it fails, the dialog comes back with what was entered. */
export const submitAsked = (
  dialog: Asked,
  options: Readonly<Record<string, unknown>>,
  entered: unknown,
  { label, find }: SearchedTargets = { label: dialog.targets.label, find: () => dialog.targets.on },
): Promise<void> =>
  sendAsked(
    dialog,
    entered,
    label,
    async () => ({ action: dialog.action, on: await find(), options }),
    (request, id) => perform(request, label, id),
  );

/**
 * Sends what a dialog asked for, which closes before. If it fails, the dialog comes back; asked again for the same, the
 * same request is sent, which the server does not do twice. Where another dialog has been opened meanwhile, the failure
 * is told at the foot.
 */
export async function sendAsked<T extends object>(
  dialog: Asked,
  entered: unknown,
  label: string | null,
  wanted: () => T | Promise<T>,
  send: (request: T, id: string) => Promise<unknown>,
): Promise<void> {
  const isSame = dialog.sent !== undefined && JSON.stringify(entered) === JSON.stringify(dialog.entered);
  const { id, request: before } = isSame ? dialog.sent : { id: newRequestId(), request: undefined };
  // Times that count from now are those of the first time.
  let request = before as T | undefined;
  asked.set(null);
  try {
    request ??= await wanted();
    await send(request, id);
  } catch (error) {
    const { action } = dialog;
    const sent = { id, request: isViewEnded(error) ? undefined : request };
    if (asked.get() === null) asked.set({ ...dialog, entered, error, sent });
    else outcome.set({ action, label, done: 0, skipped: [], undo: null, isUndo: false, error });
  }
}

const isViewEnded = (error: unknown): boolean => error instanceof ApiError && error.status === 410;

/** Does an action at once, and tells what came of it as `outcome`, also a failure. */
export async function run(
  request: ActionRequest,
  label: string | null = null,
  isUndo = false,
): Promise<ActionAnswer | null> {
  try {
    return await perform(request, label, newRequestId(), isUndo);
  } catch (error) {
    outcome.set({ action: request.action, label, done: 0, skipped: [], undo: null, isUndo, error });
    return null;
  }
}

/** Undoes the last action, as long as it is told. */
export function undoLast(): void {
  const last = outcome.get();
  if (last === null || last.undo === null) return;
  outcome.set(null);
  void run(last.undo, last.label, true);
}

async function perform(
  request: ActionRequest,
  label: string | null,
  id: string,
  isUndo = false,
): Promise<ActionAnswer> {
  const keys = Array.isArray(request.on) ? (request.on as readonly Key[]) : [];
  pendingActions.update((pending) => new Map([...pending, ...keys.map((key) => [key, request.action] as const)]));
  try {
    const { done, skipped, undo, ...rest } = await act(request, id);
    outcome.set({
      action: request.action,
      label,
      done: done.length,
      skipped,
      undo: isUndo ? null : undo,
      isUndo,
    });
    return { done, skipped, undo, ...rest };
  } finally {
    pendingActions.update((pending) => new Map([...pending].filter(([key]) => !keys.includes(key))));
  }
}

/** Targets that are chosen in the dialog. */
const TO_CHOOSE: ActionTargets = { on: [], count: 0, label: null, type: null };

/** Opens the dialog of a downtime that says itself what it is on. */
export const askDowntime = (): void => asked.set({ action: "schedule-downtime", targets: TO_CHOOSE, place: null });
