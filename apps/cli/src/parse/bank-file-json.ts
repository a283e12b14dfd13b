/**
 * A bank file as one JSON document, piece by piece: the file, its statements, their entries, each
 * on a line of its own.
 */

import {
  PROOF_START,
  proveStatement,
  readBankFile,
  type ProofOutcome,
  type ProofState,
} from '@kontor/formats';
import type { StatementPart } from '@kontor/canon';
import { toDecimal, unreachable } from '@kontor/kernel';

export async function* bankFileJson(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const place: Place = { statements: 0, entries: 0, proof: PROOF_START };
  yield '{';
  for await (const part of readBankFile(source)) {
    // Of the proofs that are told already only the latest is needed.
    place.proof = proveStatement({ ...place.proof, proofs: [] }, part);
    yield textOf(part, place);
  }
  yield place.statements === 0 ? '\n  "statements": []\n}\n' : '\n  ]\n}\n';
}

type Place = { statements: number; entries: number; proof: ProofState };

function textOf(part: StatementPart, place: Place): string {
  switch (part.kind) {
    case 'file':
      return `\n  "file": ${JSON.stringify(part.file)},`;
    case 'opened': {
      const before = place.statements === 0 ? '\n  "statements": [\n' : ',\n';
      place.statements += 1;
      place.entries = 0;
      return `${before}    {\n      "header": ${JSON.stringify(part.header)},\n      "entries": [`;
    }
    case 'entry': {
      const before = place.entries === 0 ? '\n' : ',\n';
      place.entries += 1;
      return `${before}        ${JSON.stringify(part.entry)}`;
    }
    case 'closed': {
      const { kind: _, ...rest } = part;
      const outcome = place.proof.proofs.at(-1)?.outcome;
      const closing = { ...rest, ...(outcome && { proof: toProof(outcome) }) };
      const fields = Object.entries(closing).map(([name, value]) => {
        return `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
      });
      const end = place.entries === 0 ? ']' : '\n      ]';
      return `${end},\n${fields.join(',\n')}\n    }`;
    }
    case 'refused':
      throw new Error('The file was changed while it was read.'); // a moment ago it was whole
    default:
      return unreachable(part);
  }
}

/** Amounts as the API writes them. */
function toProof(outcome: ProofOutcome) {
  if (outcome.kind !== 'proved') return outcome;
  const { kind, opening, credits, debits, closing } = outcome;
  return {
    kind,
    opening: toDecimal(opening),
    credits: toDecimal(credits),
    debits: toDecimal(debits),
    closing: toDecimal(closing),
  };
}
