/** PINs are guessed in the order in which people choose them; these are the first few hundred. */
export function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  const isRun = steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
  const half = pin.slice(0, pin.length / 2);
  const isRepeated = pin.length % 2 === 0 && half + half === pin;
  const isYear = /^(19|20)\d\d$/.test(pin);
  return isRun || isRepeated || isYear || new Set(digits).size < 3;
}
