import { withMuster } from '../support/muster.ts';
import { checkOnMuster, manyGuests } from './kit/run.ts';
import { connectionRequest } from './rules/connection-request.ts';
import { lightweight } from './rules/lightweight.ts';
import { udp } from './rules/udp.ts';

checkOnMuster(withMuster({ limits: { ...manyGuests.limits, sessionAfterCallMs: 700 } }), [
  connectionRequest,
  udp,
  lightweight,
]);
