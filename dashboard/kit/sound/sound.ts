import { createRoot, createSignal } from "solid-js";
import { type Level, levelNumber } from "#domain/level";
import { readStored, writeStored } from "#kit/storage.ts";

const [isSoundOn, setOn] = createRoot(() => createSignal(readStored("sound") === "on"));

export { isSoundOn };

let context: AudioContext | null = null;
let lastMs = 0;
const QUIET_MS = 2_000;

/** Turns the sound on or off. Browsers play only after somebody pressed something: the switch is that press. */
export function setSound(on: boolean): void {
  writeStored("sound", on ? "on" : null);
  setOn(on);
  if (on) {
    void openContext()?.resume();
    ring("orange");
  }
}

/** A short tone; red and outbreak are three higher ones. A storm of alerts rings once in two seconds. */
export function ring(level: Level): void {
  const now = Date.now();
  if (!isSoundOn() || now - lastMs < QUIET_MS) return;
  lastMs = now;
  const audio = openContext();
  if (audio === null) return;
  const urgent = levelNumber(level) >= 4;
  for (let i = 0; i < (urgent ? 3 : 1); i++) tone(audio, urgent ? 988 : 659, audio.currentTime + i * 0.22);
}

function openContext(): AudioContext | null {
  if (context === null && typeof AudioContext === "function") context = new AudioContext();
  return context;
}

function tone(audio: AudioContext, hertz: number, at: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.2, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.18);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.2);
}
