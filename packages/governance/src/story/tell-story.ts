/**
 * Tell the story of a transaction: a pure function from recorded facts to a letter. Who handed it
 * over, what was checked, what each system was asked and answered, what people decided and why,
 * which money paid it, who was told, and where it stands. Business words come first; codes stand
 * behind them, in brackets and references.
 */

import type { StoryFacts } from './facts.ts';
import type { Chapter, Story } from './story.ts';
import { tellArrival } from './tell-arrival.ts';
import { tellDecisions } from './tell-decisions.ts';
import { tellDelivery } from './tell-delivery.ts';
import { tellEnding } from './tell-ending.ts';
import { tellEvents } from './tell-events.ts';
import { tellPayments } from './tell-payments.ts';
import { tellStatusReports } from './tell-status-reports.ts';
import { tellStanding, tellTitle } from './tell-standing.ts';

export function tellStory(facts: StoryFacts): Story {
  const chapters = [
    ...tellArrival(facts.transaction),
    ...facts.deliveries.flatMap((delivery) => tellDelivery(delivery, facts)),
    ...tellDecisions(facts),
    ...tellEnding(facts),
    ...tellPayments(facts),
    ...tellStatusReports(facts),
    ...tellEvents(facts.events),
  ];
  return {
    transactionId: facts.transaction.transactionId,
    title: cut(tellTitle(facts.transaction), HEADLINE_CHARACTERS_MAX),
    sentence: cut(tellStanding(facts), STANDING_CHARACTERS_MAX),
    chapters: inOrder(chapters).slice(0, CHAPTERS_MAX).map(fitted),
  };
}

/** By time; what happened in the same moment stays in the order of the telling. */
function inOrder(chapters: readonly Chapter[]): readonly Chapter[] {
  return chapters.toSorted((left, right) =>
    left.at === right.at ? 0 : left.at < right.at ? -1 : 1,
  );
}

function fitted({ headline, sentences, references, ...rest }: Chapter): Chapter {
  return {
    ...rest,
    headline: cut(headline, HEADLINE_CHARACTERS_MAX),
    sentences: sentences
      .slice(0, SENTENCES_MAX)
      .map((sentence) => cut(sentence, SENTENCE_CHARACTERS_MAX)),
    references: references.slice(0, REFERENCES_MAX),
  };
}

/** What others wrote may hold line breaks and control characters; a letter does not. */
function cut(text: string, charactersMax: number): string {
  const line = text.replaceAll(/[\u0000-\u001F\u007F]+/g, ' ').trim();
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1)}…`;
}

// A page that is longer is not read: these are the limits of the contract.
const HEADLINE_CHARACTERS_MAX = 300;
const STANDING_CHARACTERS_MAX = 1_000;
const SENTENCE_CHARACTERS_MAX = 2_000;
const SENTENCES_MAX = 50;
const REFERENCES_MAX = 50;
const CHAPTERS_MAX = 1_000;
