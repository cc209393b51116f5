/** Thrown when the program itself is wrong; never for bad user input or bad data from outside. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Throws {@link InvariantError} unless `condition` holds. The message is a function so that hot paths
 * do not build strings for checks that pass.
 */
export function assert(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new InvariantError(message());
}
