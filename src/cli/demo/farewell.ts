import { facts } from '../output/table.ts';
import type { DemoFolder } from './folder.ts';
import { demoHost, type Ports } from './ports.ts';

/** What a stranger can do with the demo while it keeps running. */
export function farewell(folder: DemoFolder, ports: Ports, campaignId: string, firstDevice: string): string[] {
  const at = (port: number): string => `http://${demoHost}:${port}`;
  const where = facts([
    ['REST API', `${at(ports.api)}/api/v1`],
    ['CWMP, for gateways', `${at(ports.acs)}/`],
    ['Files, for gateways', at(ports.files)],
    ['API key', folder.adminKey],
    ['Logs', `${folder.musterLog}, ${folder.fleetLog}`],
  ]);
  return [
    'Muster and the gateways keep running; Ctrl-C stops both.',
    '',
    ...where.map((line) => `  ${line}`),
    '',
    'In another terminal:',
    '',
    `  export MUSTER_API_URL=${at(ports.api)} MUSTER_KEY=${folder.adminKey}`,
    `  npm run -s muster -- device list --filter 'softwareVersion < "2.0.0"'`,
    `  npm run -s muster -- device show ${firstDevice}`,
    `  npm run -s muster -- campaign targets ${campaignId} --state failed`,
    '',
  ];
}
