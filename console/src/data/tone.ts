let audio: AudioContext | undefined;

/** Whether the browser still waits for a press before it lets this tab sound. */
export const isSoundBlocked = (): boolean => audioContext()?.state === "suspended";

/** Lets this tab sound; only from within the handler of a press. */
export async function allowSound(): Promise<void> {
  await audioContext()?.resume();
}

/** Two short notes, of 0.4 s. Does nothing while the browser blocks it. */
export function playTone(): void {
  const context = audioContext();
  if (context === undefined || context.state !== "running") return;
  for (const [index, frequency] of [880, 660].entries()) {
    const at = context.currentTime + index * 0.2;
    const [note, volume] = [context.createOscillator(), context.createGain()];
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.18);
    note.connect(volume).connect(context.destination);
    note.start(at);
    note.stop(at + 0.2);
  }
}

function audioContext(): AudioContext | undefined {
  if (typeof AudioContext === "undefined") return undefined;
  audio ??= new AudioContext();
  return audio;
}
