/** The server as a process of its own. */

import { startFromEnvironment } from './start-from-environment.ts';

await startFromEnvironment();
