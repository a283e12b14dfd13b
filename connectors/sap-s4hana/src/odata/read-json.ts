import type { HttpAnswer } from '@kontor/connector-sdk';

/** Undefined when the body is no JSON or has another shape. */
export function readJson<Shape>(
  shape: { Check(value: unknown): value is Shape },
  { body }: HttpAnswer,
): Shape | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  return shape.Check(value) ? value : undefined;
}
