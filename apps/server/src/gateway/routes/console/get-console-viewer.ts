/** Who is signed in, and to what. */

import { getConsoleViewer } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleViewerRoute = route(
  getConsoleViewer,
  async ({ call }, { console }: Pick<Services, 'console'>) =>
    reply(200, await console.viewer.read(call)),
);
