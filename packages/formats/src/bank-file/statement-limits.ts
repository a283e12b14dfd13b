/** One for each account and day of a group of companies. */
export const STATEMENTS_MAX = 20_000;
