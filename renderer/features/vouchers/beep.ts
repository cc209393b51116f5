/**
 * One short tone for "valid", two low ones for "do not pay", so that the clerk may look at the person and not at the
 * screen. A browser gives sound only after the first key or click, which every scan brings along.
 */
let context: AudioContext | null = null;
const storageKey = 'tawi.redeem-sound';

export const isSoundOn = (): boolean => window.localStorage.getItem(storageKey) !== 'off';
export function setSound(on: boolean): void {
  window.localStorage.setItem(storageKey, on ? 'on' : 'off');
}

export function beep(verdict: 'ok' | 'refused'): void {
  if (!isSoundOn() || !navigator.userActivation.hasBeenActive) return;
  context ??= new AudioContext();
  void context.resume();
  const start = context.currentTime;
  if (verdict === 'ok') tone(context, 880, start, 0.09);
  else {
    tone(context, 220, start, 0.14);
    tone(context, 220, start + 0.22, 0.14);
  }
}

function tone(audio: AudioContext, hertz: number, at: number, seconds: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = hertz;
  // A soft start and end: a hard edge clicks.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.2, at + 0.01);
  gain.gain.setValueAtTime(0.2, at + seconds - 0.02);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}
