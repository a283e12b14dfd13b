import { currency, parseBankingDay, plusDays, present } from '@kontor/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growChain, type ChainedStatement } from './chain.ts';

const EUR = currency('EUR');
const start = present(parseBankingDay('2026-03-02'), 'a day of the calendar');

/** A statement of the n-th day. */
function statement(
  day: number,
  opening: bigint,
  closing: bigint,
  more: Partial<ChainedStatement> = {},
): ChainedStatement {
  const id = more.id ?? `s${day}`;
  return { id, statementId: `B${day}`, toDay: plusDays(start, day), opening, closing, ...more };
}

describe('the story of an account', () => {
  const monday = statement(0, 100n, 250n);
  const tuesday = statement(1, 250n, 80n);
  const wednesday = statement(2, 80n, 90n);

  test('its first statement is its anchor', () => {
    expect(growChain([], [monday], EUR).joined).toEqual([monday]);
  });

  test('the next one follows it', () => {
    const { joined } = growChain([monday], [tuesday], EUR);
    expect(joined).toEqual([{ ...tuesday, follows: 's0' }]);
  });

  test('one that comes too early waits, and says for what', () => {
    const { joined, waiting } = growChain([monday], [wednesday], EUR);
    expect(joined).toEqual([]);
    expect(waiting).toEqual([
      {
        id: 's2',
        reason:
          'It opens with 0.80 EUR for 2026-03-04, but statement B0 of 2026-03-02 closed with ' +
          '2.50 EUR: what lies between is missing.',
      },
    ]);
  });

  test('when the missing one arrives, both are booked in order', () => {
    const { joined } = growChain([monday], [wednesday, tuesday], EUR);
    expect(joined.map(({ id, follows }) => [id, follows])).toEqual([
      ['s1', 's0'],
      ['s2', 's1'],
    ]);
  });

  test('an earlier one that ends where the anchor begins is put before it', () => {
    const { joined, relinked } = growChain([tuesday], [monday], EUR);
    expect(joined).toEqual([monday]);
    expect(relinked).toEqual([{ ...tuesday, follows: 's0' }]);
  });

  test('a week that is told again day by day is refused', () => {
    const week = statement(4, 100n, 90n, { id: 'week', fromDay: start });
    const chain = growChain([], [monday, tuesday, wednesday], EUR).joined;
    const { contradicting } = growChain(chain, [week], EUR);
    expect(contradicting.map(({ id }) => id)).toEqual(['week']);
    expect(contradicting[0]?.reason).toContain('2026-03-02 to 2026-03-06');
  });

  test('a second telling of a booked day does not push itself before it', () => {
    const chain = growChain([], [monday, tuesday], EUR).joined;
    const retold = statement(1, 250n, 85n, { id: 'retold' });
    const { joined, waiting } = growChain(chain, [retold], EUR);
    expect([joined, waiting.map(({ id }) => id)]).toEqual([[], ['retold']]);
  });

  test('another statement with the number of a booked one is refused', () => {
    const seventh = statement(0, 100n, 250n, { sequenceNumber: '7' });
    const impostor = statement(0, 110n, 260n, { id: 'impostor', sequenceNumber: '7' });
    expect(growChain([seventh], [impostor], EUR).contradicting).toHaveLength(1);
  });

  test('the pages of one day follow each other by their numbers', () => {
    const page = (number: number, opening: bigint, closing: bigint) =>
      statement(0, opening, closing, {
        id: `p${number}`,
        sequenceNumber: '12',
        page: `${number}`,
      });
    const { joined } = growChain(
      [],
      [page(3, 30n, 40n), page(1, 10n, 20n), page(2, 20n, 30n)],
      EUR,
    );
    expect(joined.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3']);
  });
});

describe('the law', () => {
  /** Few different balances, so that days without movement and returning balances are usual. */
  const balances = fc.array(fc.bigInt({ min: 0n, max: 3n }), { minLength: 2, maxLength: 14 });
  const scene = balances.chain((figures) => {
    const statements = figures
      .slice(1)
      .map((closing, day) => statement(day, present(figures[day], 'the one before'), closing));
    return fc.record({
      statements: fc.constant(statements),
      order: fc.shuffledSubarray(statements, { minLength: statements.length }),
      again: fc.array(fc.nat(), { maxLength: 3 }),
    });
  });

  test('in whatever order the statements of an unbroken chain arrive, all are booked in order', () => {
    fc.assert(
      fc.property(scene, ({ statements, order }) => {
        let booked: readonly ChainedStatement[] = [];
        let waiting: readonly ChainedStatement[] = [];
        for (const arrived of order) {
          const grown = growChain(booked, [...waiting, arrived], EUR);
          expect(grown.contradicting).toEqual([]);
          const changed = new Map([...grown.joined, ...grown.relinked].map((s) => [s.id, s]));
          booked = [...booked.map((each) => changed.get(each.id) ?? each), ...grown.joined];
          const waitingIds = new Set(grown.waiting.map(({ id }) => id));
          waiting = [...waiting, arrived].filter(({ id }) => waitingIds.has(id));
        }
        expect(waiting).toEqual([]);
        const follows = new Map(booked.map((each) => [each.id, each.follows]));
        expect(statements.map(({ id }) => follows.get(id))).toEqual([
          undefined,
          ...statements.slice(0, -1).map(({ id }) => id),
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('whatever arrives, each booked statement opens where the one it follows closed', () => {
    const anyStatement = fc
      .tuple(fc.nat(6), fc.bigInt(0n, 4n), fc.bigInt(0n, 4n), fc.nat(2))
      .map(([day, opening, closing, copy]) =>
        statement(day, opening, closing, { id: `${day}/${opening}/${closing}/${copy}` }),
      );
    const anyStatements = fc.uniqueArray(anyStatement, { selector: ({ id }) => id, maxLength: 20 });
    fc.assert(
      fc.property(anyStatements, (statements) => {
        const { joined } = growChain([], statements, EUR);
        const byId = new Map(joined.map((each) => [each.id, each]));
        const followed = joined.flatMap(({ follows }) => follows ?? []);
        expect(new Set(followed).size).toBe(followed.length);
        for (const each of joined) {
          if (each.follows) expect(byId.get(each.follows)?.closing).toBe(each.opening);
        }
      }),
    );
  });
});
