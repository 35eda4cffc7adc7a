import type { Area } from './kit/rule.ts';
import { acsFaults } from './rules/acs-faults.ts';
import { aliasAndWildcard } from './rules/alias-and-wildcard.ts';
import { attributes } from './rules/attributes.ts';
import { connectionRequest } from './rules/connection-request.ts';
import { cpeFaults } from './rules/cpe-faults.ts';
import { deviceRpcs } from './rules/device-rpcs.ts';
import { events } from './rules/events.ts';
import { gatewayCalled } from './rules/gateway-called.ts';
import { gatewayRetry } from './rules/gateway-retry.ts';
import { gatewayRpcs } from './rules/gateway-rpcs.ts';
import { gatewaySession } from './rules/gateway-session.ts';
import { gatewayTransfers } from './rules/gateway-transfers.ts';
import { genericRpcs } from './rules/generic-rpcs.ts';
import { headers } from './rules/headers.ts';
import { http } from './rules/http.ts';
import { informRules } from './rules/inform.ts';
import { lightweight } from './rules/lightweight.ts';
import { login } from './rules/login.ts';
import { oddConditions } from './rules/odd-conditions.ts';
import { parameterKey } from './rules/parameter-key.ts';
import { parameterRpcs } from './rules/parameter-rpcs.ts';
import { sessionOrder } from './rules/session-order.ts';
import { soap } from './rules/soap.ts';
import { soapValues } from './rules/soap-values.ts';
import { softwareModules } from './rules/software-modules.ts';
import { timeAndLoad } from './rules/time-and-load.ts';
import { transferEnds } from './rules/transfer-ends.ts';
import { transfers } from './rules/transfers.ts';
import { udp } from './rules/udp.ts';
import { versions } from './rules/versions.ts';
import { xmpp } from './rules/xmpp.ts';

/** Every area, in the order of the table in `docs/conformance.md`. */
export const areas: readonly Area[] = [
  versions,
  headers,
  soap,
  soapValues,
  http,
  login,
  sessionOrder,
  oddConditions,
  timeAndLoad,
  informRules,
  events,
  genericRpcs,
  parameterRpcs,
  deviceRpcs,
  transfers,
  transferEnds,
  softwareModules,
  acsFaults,
  cpeFaults,
  attributes,
  aliasAndWildcard,
  parameterKey,
  connectionRequest,
  udp,
  xmpp,
  lightweight,
  gatewaySession,
  gatewayRetry,
  gatewayRpcs,
  gatewayTransfers,
  gatewayCalled,
];
