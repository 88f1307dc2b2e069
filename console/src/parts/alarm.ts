import type { State } from "../data/wire.ts";

/** Two tones, higher for what is worse: pleasant enough for the tenth time, clear through a door. */
const TONES: Readonly<Partial<Record<State, readonly [number, number]>>> = {
  DOWN: [880, 660],
  CRITICAL: [880, 660],
  UNREACHABLE: [660, 587],
  UNKNOWN: [660, 587],
  WARNING: [587, 659],
};
const TONE_SECONDS = 0.22;
const LOUDNESS = 0.2;

let context: AudioContext | undefined;

/** Sounds for a state. False: the browser blocks sound until somebody clicks on the page. */
export async function soundAlarm(state: State): Promise<boolean> {
  context ??= new AudioContext();
  if (!(await isHeard(context))) return false;
  const begin = context.currentTime;
  for (const [index, frequency] of (TONES[state] ?? [523, 523]).entries()) {
    const at = begin + index * TONE_SECONDS;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
  }
  return true;
}

const RESUMED_WITHIN_MS = 200;

/** Blocked, the promise of `resume` waits for a click. */
async function isHeard(audio: AudioContext): Promise<boolean> {
  const waited = new Promise<void>((resolve) => setTimeout(resolve, RESUMED_WITHIN_MS));
  await Promise.race([audio.resume(), waited]);
  return audio.state === "running";
}
