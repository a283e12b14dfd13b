/** Reads a bank file to its end and says what is wrong with it: nothing, if it may be trusted. */

import { PROOF_START, proveStatement, readBankFile, type ProofState } from '@kontor/formats';
import type { Defect } from '@kontor/kernel';

export type BankFileVerdict = {
  /** Why it cannot be read exactly and to its end. */
  readonly refused: readonly Defect[];
  /** Where it does not add up. */
  readonly disproved: readonly Defect[];
};

export async function proveBankFile(source: AsyncIterable<Uint8Array>): Promise<BankFileVerdict> {
  let state: ProofState = PROOF_START;
  for await (const part of readBankFile(source)) state = proveStatement(state, part);
  const disproved = state.proofs.flatMap(({ outcome }) => {
    return outcome.kind === 'disproved' ? outcome.defects : [];
  });
  return { refused: state.refusal ?? [], disproved: disproved.slice(0, DEFECTS_MAX) };
}

/** A file whose every statement is wrong is wrong in one way. */
const DEFECTS_MAX = 50;
