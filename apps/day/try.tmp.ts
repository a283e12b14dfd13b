import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, present } from '@kontor/kernel';
import { startPlatform } from '../launcher/src/index.ts';
import { playDay, printDayReport, progressOn } from './src/index.ts';
const home = mkdtempSync(join(tmpdir(), 'kontor-try-'));
import { chmodSync } from 'node:fs';
chmodSync(home, 0o711);
const say = (s: string) => console.log(new Date().toISOString().slice(11, 19), s);
const platform = await startPlatform({
  home,
  port: 0,
  requestsPerMinute: 1_000_000,
  logFile: '/tmp/try-server.log',
  onProgress: say,
});
say(platform.server.url + ' ' + home);
const cred = (clientId: string) => ({
  clientId,
  clientSecret: present(
    platform.company.applications.find((a) => a.clientId === clientId)?.clientSecret,
    'x',
  ),
});
const { sandbox } = platform;
try {
  const report = await playDay({
    api: {
      url: platform.server.url,
      tokenUrl: `${platform.server.url}/oauth/token`,
      clients: {
        shop: cred('shop'),
        subscriptions: cred('subscriptions'),
        treasury: cred('treasury'),
        operations: cred('operations'),
      },
    },
    sandbox: {
      sapControlUrl: sandbox.system('sap-s4hana').controlUrl,
      salesforceControlUrl: sandbox.system('salesforce').controlUrl,
      bank: sandbox.bank,
      bankFolder: platform.bankFolder,
    },
    company: sandbox.company,
    seed: parseInt(process.argv[3] ?? '1', 10),
    invoices: parseInt(process.argv[2] ?? '200', 10),
    submittingSeconds: parseInt(process.argv[4] ?? '10', 10),
    outageSeconds: parseInt(process.argv[5] ?? '5', 10),
    progress: progressOn(process.stdout, systemClock),
  });
  console.log(printDayReport(report));
} catch (error) {
  console.error(error);
}
await platform.stop();
process.exit(0);
