/** An event exists if and only if its change does: counted against the streams. */

import type { Evidence } from './evidence.ts';

export function checkEvents({ books, history }: Evidence): void {
  const published = new Map<string, number>();
  for (const { transactionId, message } of books.messages) {
    if (message.type === 'Publish') count(published, `${transactionId} ${message.step}`);
  }
  const announced = new Map<string, number>();
  for (const { transactionId, event } of books.outbox) {
    const [, step] = /^kontor\.simulated\.(\w+)\.v1$/.exec(event.type) ?? [];
    if (step !== undefined) count(announced, `${transactionId} ${step}`);
  }
  for (const key of new Set([...published.keys(), ...announced.keys()])) {
    if (published.get(key) === announced.get(key)) continue;
    history.violated(
      NAME,
      `${key}: ${published.get(key)} times decided, ${announced.get(key)} told`,
    );
  }
  const opened = books.outbox.filter(({ event }) => event.type === 'kontor.exception.opened.v1');
  if (opened.length !== books.exceptions.size) {
    history.violated(NAME, `${books.exceptions.size} exceptions, ${opened.length} announced`);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const NAME = 'an event for every change';
