/** A programmer error. Never caught on purpose, never shown to a caller. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/**
 * States what the surrounding code relies on. It stays on in production: a wrong amount costs more.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}

/** Closes a switch: a case that is missing is a compile error, a value that slips by is a crash. */
export function unreachable(value: never): never {
  throw new InvariantViolation(`unreachable: ${JSON.stringify(value)}`);
}

/** For values that exist by construction; `why` says by which. */
export function present<Value>(value: Value | null | undefined, why: string): Value {
  assert(value !== null && value !== undefined, why);
  return value;
}
