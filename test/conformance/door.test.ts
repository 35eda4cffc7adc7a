import { withMuster } from '../support/muster.ts';
import { checkOnMuster, manyGuests } from './kit/run.ts';
import { acsFaults } from './rules/acs-faults.ts';
import { headers } from './rules/headers.ts';
import { http } from './rules/http.ts';
import { informRules } from './rules/inform.ts';
import { login } from './rules/login.ts';
import { soap } from './rules/soap.ts';
import { soapValues } from './rules/soap-values.ts';
import { versions } from './rules/versions.ts';

checkOnMuster(withMuster(manyGuests), [versions, headers, soap, soapValues, http, login, informRules, acsFaults]);
