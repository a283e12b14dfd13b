import type { Effect, Effects } from '@kontor/engine';

type Submit = Effect['submit'];

/** The same effects with another way of sending. */
export function withSubmit(
  effects: Effects,
  send: (submit: Submit, input: unknown) => ReturnType<Submit>,
): Effects {
  return (operation) => {
    const effect = effects(operation);
    return effect && { ...effect, submit: (input) => send(effect.submit, input) };
  };
}
