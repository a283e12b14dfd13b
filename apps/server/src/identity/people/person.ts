/** A person who may sign in at the embedded authorization server. */

import type { RoleName } from '@kontor/contracts';

export type Person = {
  /** E-mail in lower case: the subject of their tokens, and their name in the audit trail. */
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly legalEntities: readonly string[];
  /** Of `hashSecret`. */
  readonly passwordHash: string;
  /** Made up for a first run: signs in without a password while only this machine can call. */
  readonly isSample: boolean;
};

/** Where people are kept. One who is disabled is not found. */
export type People = {
  find(subject: string): Promise<Person | undefined>;
  listSamples(): Promise<readonly Person[]>;
};
