import { withMuster } from '../support/muster.ts';
import { checkOnMuster, manyGuests } from './kit/run.ts';
import { aliasAndWildcard } from './rules/alias-and-wildcard.ts';
import { attributes } from './rules/attributes.ts';
import { cpeFaults } from './rules/cpe-faults.ts';
import { deviceRpcs } from './rules/device-rpcs.ts';
import { genericRpcs } from './rules/generic-rpcs.ts';
import { parameterKey } from './rules/parameter-key.ts';
import { parameterRpcs } from './rules/parameter-rpcs.ts';
import { softwareModules } from './rules/software-modules.ts';
import { transferEnds } from './rules/transfer-ends.ts';
import { transfers } from './rules/transfers.ts';

checkOnMuster(withMuster(manyGuests), [
  genericRpcs,
  parameterRpcs,
  deviceRpcs,
  transfers,
  transferEnds,
  softwareModules,
  cpeFaults,
  attributes,
  aliasAndWildcard,
  parameterKey,
]);
