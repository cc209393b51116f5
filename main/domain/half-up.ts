import { assert } from './invariant.ts';

/**
 * `value × numerator ÷ denominator` in integers, rounded half-up, a tie going away from zero so that the negative
 * of a value gives the negative of its result. The product may pass 2^53; the result must not.
 */
export function scaleHalfUp(value: number, numerator: number, denominator: number): number {
  assert(Number.isSafeInteger(value), () => `value is not a safe integer: ${value}`);
  assert(Number.isSafeInteger(numerator), () => `numerator is not a safe integer: ${numerator}`);
  assert(
    Number.isSafeInteger(denominator) && denominator > 0,
    () => `denominator must be > 0: ${denominator}`,
  );
  const product = value * numerator;
  if (Number.isSafeInteger(product) && denominator <= Number.MAX_SAFE_INTEGER / 2) {
    return unsigned(Math.sign(product) * divideHalfUp(Math.abs(product), denominator));
  }
  const exact = BigInt(value) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = exact < 0n ? -exact : exact;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  const result = Number(exact < 0n ? -rounded : rounded);
  assert(Number.isSafeInteger(result), () => `result passes 2^53: ${value} × ${numerator} ÷ ${denominator}`);
  return unsigned(result);
}

/** Rounds half-up to a multiple of `step`. */
export function roundToMultiple(value: number, step: number): number {
  const result = scaleHalfUp(value, 1, step) * step;
  assert(Number.isSafeInteger(result), () => `result passes 2^53: ${value} to ${step}`);
  return unsigned(result);
}

/** Quotient of two non-negative integers, half-up, without leaving the integers. */
function divideHalfUp(value: number, divisor: number): number {
  const rest = value % divisor;
  return (value - rest) / divisor + (2 * rest >= divisor ? 1 : 0);
}

/** JSON and equality tests know no negative zero. */
function unsigned(value: number): number {
  return value === 0 ? 0 : value;
}
