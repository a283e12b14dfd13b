/**
 * The chain of an account's statements: each opens where the one before it closed. Pure, so that
 * the law can be tested without a database:
 *
 *     In whatever order the statements of an unbroken chain arrive, and however often, the books
 *     end with all of them, each following the one before it.
 *
 * The first statement of an account is its anchor. From there the chain grows at both ends; what
 * does not reach it yet waits. Balances that return to the same figure can join two statements
 * although others belong between them: when those arrive, the join is cut and made anew. What
 * covers days that are booked already contradicts the books and is refused.
 */

import { assert, money, toDecimal, type BankingDay, type CurrencyCode } from '@kontor/kernel';

export type ChainedStatement = {
  /** Ours. */
  readonly id: string;
  /** The bank's, for the sentences. */
  readonly statementId: string;
  readonly fromDay?: BankingDay;
  readonly toDay: BankingDay;
  readonly sequenceNumber?: string;
  readonly page?: string;
  /** Balances in minor units, negative when we owe the bank. */
  readonly opening: bigint;
  readonly closing: bigint;
  /** The booked statement before it, when that one closes where this one opens. */
  readonly follows?: string;
};

export type GrownChain = {
  /** Newly booked, in the order of the account. */
  readonly joined: readonly ChainedStatement[];
  /** Booked before, and now following another statement, or none. */
  readonly relinked: readonly ChainedStatement[];
  readonly waiting: readonly { readonly id: string; readonly reason: string }[];
  readonly contradicting: readonly { readonly id: string; readonly reason: string }[];
};

export function growChain(
  booked: readonly ChainedStatement[],
  candidates: readonly ChainedStatement[],
  currency: CurrencyCode,
): GrownChain {
  let chain = inChainOrder(booked);
  let rest = candidates.toSorted(compareOrder);
  for (;;) {
    const before = rest.length;
    rest = rest.filter((candidate) => {
      const place = joiningPlace(chain, candidate);
      if (place === undefined) return true;
      chain = joinedAt(chain, candidate, place);
      return false;
    });
    if (rest.length === before) break;
  }
  const followedBefore = new Map(booked.map(({ id, follows }) => [id, follows]));
  const contradictions = rest.map((candidate) => ({
    id: candidate.id,
    reason: contradiction(chain, candidate, currency),
  }));
  return {
    joined: chain.filter(({ id }) => !followedBefore.has(id)),
    relinked: chain.filter(
      ({ id, follows }) => followedBefore.has(id) && followedBefore.get(id) !== follows,
    ),
    contradicting: contradictions.flatMap(({ id, reason }) => (reason ? [{ id, reason }] : [])),
    waiting: rest
      .filter((_, index) => contradictions[index]?.reason === undefined)
      .map((candidate) => ({ id: candidate.id, reason: gapSentence(chain, candidate, currency) })),
  };
}

/** By day, then by the bank's number, then by page; zero when nothing tells which is earlier. */
export function compareOrder(left: ChainedStatement, right: ChainedStatement): number {
  if (left.toDay !== right.toDay) return left.toDay < right.toDay ? -1 : 1;
  return (
    compareNumbers(left.sequenceNumber, right.sequenceNumber) ||
    compareNumbers(left.page, right.page)
  );
}

function compareNumbers(left: string | undefined, right: string | undefined): number {
  if (!left || !right || !WHOLE_NUMBER.test(left) || !WHOLE_NUMBER.test(right)) return 0;
  const difference = BigInt(left) - BigInt(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Statements of one day without numbers stand as they follow each other. */
export function inChainOrder(booked: readonly ChainedStatement[]): readonly ChainedStatement[] {
  const followers = new Map(booked.map((each) => [each.follows, each]));
  const ids = new Set(booked.map(({ id }) => id));
  const heads = booked.filter(({ follows }) => follows === undefined || !ids.has(follows));
  return heads.toSorted(compareOrder).flatMap((head) => {
    const segment = [head];
    for (let next = followers.get(head.id); next; next = followers.get(next.id)) segment.push(next);
    return segment;
  });
}

/** Index in the chain that the candidate would have; undefined when it joins nowhere. */
function joiningPlace(
  chain: readonly ChainedStatement[],
  candidate: ChainedStatement,
): number | undefined {
  if (chain.length === 0) return 0;
  let half: number | undefined;
  for (const place of placesOf(chain, candidate)) {
    const previous = chain[place - 1];
    const next = chain[place];
    const isBeforeJoined = previous?.closing === candidate.opening;
    const isAfterJoined = next?.opening === candidate.closing;
    if (isBeforeJoined && isAfterJoined) return place;
    if (previous === undefined ? isAfterJoined : isBeforeJoined && mayStandBefore(candidate, next))
      half ??= place;
  }
  return half;
}

/** Places that agree with what is known of the order. */
function placesOf(chain: readonly ChainedStatement[], candidate: ChainedStatement) {
  const places: number[] = [];
  let place = chain.findLastIndex((each) => compareOrder(each, candidate) < 0) + 1;
  for (; place <= chain.length; place++) {
    const next = chain[place];
    places.push(place);
    if (next === undefined || compareOrder(candidate, next) < 0) break;
  }
  return places;
}

/**
 * Only what certainly lies before the next statement may push itself between it and its forerunner.
 */
function mayStandBefore(candidate: ChainedStatement, next: ChainedStatement | undefined): boolean {
  if (next === undefined) return true;
  return compareOrder(candidate, next) < 0 && !sharesDays(candidate, next);
}

function joinedAt(
  chain: readonly ChainedStatement[],
  candidate: ChainedStatement,
  place: number,
): readonly ChainedStatement[] {
  const previous = chain[place - 1];
  const next = chain[place];
  assert(!previous || previous.closing === candidate.opening, 'it opens where the other closed');
  const { follows: _none, ...free } = candidate;
  const joined = previous ? { ...free, follows: previous.id } : free;
  if (!next) return [...chain, joined];
  const { follows: _cut, ...loose } = next;
  const after = next.opening === candidate.closing ? { ...loose, follows: candidate.id } : loose;
  return chain.toSpliced(place, 1, joined, after);
}

/** Why it can never join, or undefined when something may be missing still. */
function contradiction(
  chain: readonly ChainedStatement[],
  candidate: ChainedStatement,
  currency: CurrencyCode,
): string | undefined {
  const rival = chain.find((each) => sharesDays(candidate, each) || isSameNumber(candidate, each));
  if (!rival) return undefined;
  return (
    `It covers ${daysOf(candidate)} from ${text(candidate.opening, currency)} to ` +
    `${text(candidate.closing, currency)}, but statement ${rival.statementId} is booked for ` +
    `${daysOf(rival)} from ${text(rival.opening, currency)} to ${text(rival.closing, currency)}.`
  );
}

/** Days are shared when one period reaches into the other; touching at an end is usual. */
function sharesDays(left: ChainedStatement, right: ChainedStatement): boolean {
  return reachesInto(left, right) || reachesInto(right, left);
}

function reachesInto({ fromDay, toDay }: ChainedStatement, other: ChainedStatement): boolean {
  return fromDay !== undefined && fromDay < other.toDay && other.toDay < toDay;
}

function isSameNumber(left: ChainedStatement, right: ChainedStatement): boolean {
  const isNumbered = WHOLE_NUMBER.test(left.sequenceNumber ?? '');
  return (
    isNumbered &&
    left.toDay === right.toDay &&
    left.sequenceNumber === right.sequenceNumber &&
    left.page === right.page
  );
}

function gapSentence(
  chain: readonly ChainedStatement[],
  candidate: ChainedStatement,
  currency: CurrencyCode,
): string {
  const place = placesOf(chain, candidate).at(-1) ?? 0;
  const previous = chain[place - 1];
  const next = chain[place];
  if (previous) {
    return (
      `It opens with ${text(candidate.opening, currency)} for ${daysOf(candidate)}, but statement ` +
      `${previous.statementId} of ${previous.toDay} closed with ` +
      `${text(previous.closing, currency)}: what lies between is missing.`
    );
  }
  assert(next !== undefined, 'what meets an empty chain becomes its anchor');
  return (
    `It closes with ${text(candidate.closing, currency)} on ${candidate.toDay}, but the first ` +
    `statement booked, ${next.statementId} of ${next.toDay}, opened with ` +
    `${text(next.opening, currency)}: what lies between is missing.`
  );
}

function daysOf({ fromDay, toDay }: ChainedStatement): string {
  return fromDay === undefined || fromDay === toDay ? toDay : `${fromDay} to ${toDay}`;
}

function text(minor: bigint, currency: CurrencyCode): string {
  return `${toDecimal(money(minor, currency))} ${currency}`;
}

const WHOLE_NUMBER = /^\d{1,18}$/;
