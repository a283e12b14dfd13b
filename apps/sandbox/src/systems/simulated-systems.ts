/** Every system that the sandbox simulates: one line each. */

import { bankFiles } from './bank-files.ts';
import { sapS4hana } from './sap-s4hana.ts';
import { salesforce } from './salesforce.ts';
import type { SystemDefinition } from './system-definition.ts';

export const SIMULATED_SYSTEMS: readonly SystemDefinition[] = [sapS4hana, salesforce, bankFiles];
