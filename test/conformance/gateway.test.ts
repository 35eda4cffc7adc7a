import { checkOnGateways } from './kit/run.ts';
import { gatewayCalled } from './rules/gateway-called.ts';
import { gatewayRetry } from './rules/gateway-retry.ts';
import { gatewayRpcs } from './rules/gateway-rpcs.ts';
import { gatewaySession } from './rules/gateway-session.ts';
import { gatewayTransfers } from './rules/gateway-transfers.ts';

checkOnGateways([gatewaySession, gatewayRetry, gatewayRpcs, gatewayTransfers, gatewayCalled]);
