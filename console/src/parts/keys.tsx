import { useEffect, useRef } from "react";
import { preferences } from "../data/preferences.ts";
import { createStore } from "../data/store.ts";

export interface KeyBinding {
  /** One key (`a`, `A`, `?`, `Escape`, `ArrowDown`), `g r` for one after the other, or `Control+k`. */
  readonly keys: string;
  /** What it does, in the list of all keys. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Acts also while somebody types: only for keys that type nothing. */
  readonly whileTyping?: boolean;
}

export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

/** All keys that act now, the latest group first: it wins. */
export const keyGroups = createStore<readonly KeyGroup[]>([]);

/** Keys of a component for as long as it is there. The newest component with a key gets it. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  // A group is registered again only when what it lists changes, not at each drawing.
  const listed = bindings.map(({ keys, label }) => `${keys} ${label}`).join("\n");
  useEffect(() => {
    const group: KeyGroup = {
      title,
      bindings: latest.current.map((binding, index) => ({
        ...binding,
        run: (event) => latest.current[index]?.run(event),
      })),
    };
    keyGroups.update((groups) => [group, ...groups]);
    return () => keyGroups.update((groups) => groups.filter((one) => one !== group));
  }, [title, listed]);
}

/** Time for the second of two keys. */
const SEQUENCE_MS = 1_500;

/** Listens to the keys of the window. Escape leaves a field of the page, so that keys act again. Returns its end. */
export function listenToKeys(): () => void {
  let first: { readonly key: string; readonly at: number } | null = null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return;
    const pressed = nameOf(event);
    const isTyping = isTypingIn(event.target);
    const sequence = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${pressed}` : null;
    first = null;
    const isLetter = pressed.length === 1;
    if (isLetter && !isTyping && !preferences.get().hasLetterKeys) return;
    const bindings = keyGroups.get().flatMap((group) => group.bindings);
    const mayAct = ({ whileTyping }: KeyBinding): boolean => !isTyping || whileTyping === true;
    const found =
      bindings.find((one) => one.keys === sequence && mayAct(one)) ??
      bindings.find((one) => one.keys === pressed && mayAct(one));
    if (found !== undefined) {
      event.preventDefault();
      found.run(event);
      return;
    }
    if (pressed === "Escape" && isTyping && isOutsideLayers(event.target)) {
      event.preventDefault();
      event.target.blur();
      return;
    }
    if (!isTyping && bindings.some(({ keys }) => keys.startsWith(`${pressed} `)))
      first = { key: pressed, at: event.timeStamp };
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}

const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph"]);

function nameOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  const modifiers = `${ctrlKey || metaKey ? "Control+" : ""}${altKey ? "Alt+" : ""}`;
  return modifiers === "" ? key : modifiers + key.toLowerCase();
}

/** Whether letters belong to what has the focus: a field, or a dialog or menu, which keeps the keys of the page behind it. */
function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (!isOutsideLayers(target)) return true;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !NO_TEXT.has(target.type);
}

/** Neither in a dialog nor in a menu: they know Escape themselves. */
const isOutsideLayers = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]") === null;

const NO_TEXT: ReadonlySet<string> = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color"]);
