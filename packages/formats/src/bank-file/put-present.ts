/** Sets an optional field when there is something to set: absent fields stay absent. */
export function putPresent<Target extends object, Key extends keyof Target>(
  target: Target,
  key: Key,
  value: Target[Key] | undefined,
): void {
  if (value !== undefined) target[key] = value;
}
