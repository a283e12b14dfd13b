/** The server as it is shipped, but for connectors that misbehave as its first argument says. */

import { startFromEnvironment } from '@kontor/server/start-from-environment';
import { misbehavingConnectors } from './misbehaving-connectors.ts';

const [misbehaviour, stuckFile] = process.argv.slice(2);
await startFromEnvironment({ connectors: misbehavingConnectors(misbehaviour, stuckFile) });
