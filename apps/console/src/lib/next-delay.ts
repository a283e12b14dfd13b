/** How long to wait before trying again: longer each time, and not all browsers at once. */
export function nextDelayMs(failures: number, chance: number): number {
  const whole = Math.min(DELAY_MS_MAX, DELAY_MS_MIN * 2 ** Math.max(0, failures - 1));
  return Math.round(whole * (0.75 + chance / 2));
}

const DELAY_MS_MIN = 1_000;
const DELAY_MS_MAX = 20_000;
