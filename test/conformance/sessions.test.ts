import { withMuster } from '../support/muster.ts';
import { checkOnMuster, manyGuests } from './kit/run.ts';
import { events } from './rules/events.ts';
import { oddConditions } from './rules/odd-conditions.ts';
import { sessionOrder } from './rules/session-order.ts';

checkOnMuster(withMuster(manyGuests), [sessionOrder, oddConditions, events]);
