import { withMuster } from '../support/muster.ts';
import { checkOnMuster, manyGuests } from './kit/run.ts';
import { timeAndLoad } from './rules/time-and-load.ts';

checkOnMuster(withMuster({ limits: { ...manyGuests.limits, sessionTimeoutMs: 1_000, maxSessions: 3 } }), [timeAndLoad]);
