/**
 * Reads MT940 (statement) and MT942 (interim report) as a stream of statement parts, in SWIFT
 * envelopes or bare. Each message is told as one statement: of a statement in several messages,
 * every page has its own opening and closing balance and can be proved by itself.
 *
 * A bare file that was cut off between two messages cannot be told from a whole one: the chain of
 * balances is what finds it. Anything else that is broken or ambiguous ends with `refused`.
 */

import type { StatementPart } from '@kontor/canon';
import { defectOfRefusal } from '../xml/refuse.ts';
import { endGathering, gatherLine, startGathering } from './mt940-fields.ts';
import { endFile, isReport, placeInMessage, readEnvelope, readField } from './mt940-message.ts';
import { closeMessage, startMt940Reading } from './mt940-reading.ts';
import { textLines } from './text-lines.ts';

export async function* readMt940(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<StatementPart, void, void> {
  let parts: StatementPart[] = [];
  const gathering = gatheringFor((part) => parts.push(part));
  const told = function* () {
    const ready = parts;
    parts = [];
    yield* ready;
  };
  try {
    for await (const lines of textLines(source)) {
      for (const line of lines) gatherLine(gathering, line);
      yield* told();
    }
    endGathering(gathering);
    yield* told();
  } catch (thrown) {
    const defect = defectOfRefusal(thrown);
    yield* told();
    yield { kind: 'refused', defects: [defect] };
  }
}

function gatheringFor(tell: (part: StatementPart) => void) {
  const reading = startMt940Reading(tell);
  return startGathering({
    place: () => placeInMessage(reading),
    isReport: () => isReport(reading),
    envelope: (type, line) => readEnvelope(reading, type, line),
    field: (field) => readField(reading, field),
    endMessage(line, byEnvelope) {
      closeMessage(reading, line);
      if (byEnvelope) reading.envelope = undefined;
    },
    endFile: (line) => endFile(reading, line),
  });
}
