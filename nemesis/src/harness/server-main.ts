/** The server as it is shipped, but for connectors that misbehave as its first argument says. */

import { startFromEnvironment } from '@kontor/server/start-from-environment';
import { misbehavingConnectors } from './misbehaving-connectors.ts';

await startFromEnvironment({ connectors: misbehavingConnectors(process.argv[2]) });
