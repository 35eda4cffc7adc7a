import type { Clock } from '../../base/clock.ts';
import type { DeviceId, DeviceKey } from '../../base/ids.ts';
import type { CampaignsService } from '../../campaigns/service/service.ts';
import type { EventFeed } from '../../events/feed.ts';
import type { FilesService } from '../../files/service.ts';
import type { UploadsService } from '../../files/uploads-service.ts';
import type { ValueRules } from '../../operations/order-values.ts';
import type { OperationMoved } from '../../operations/run.ts';
import type { Pool, Transaction } from '../../platform/database/pool.ts';
import type { ApiKeys } from '../../security/api-keys.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import type { ModuleSetsService } from '../../software/wanted/service.ts';
import type { StunSetup } from './connection-request-setup.ts';
import type { StreamTimes } from './events.ts';

/** What the resources are made of; put together once, by the api role. */
export interface RestContext {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: ApiKeys;
  readonly box: SecretBox;
  readonly files: FilesService;
  readonly uploads: UploadsService;
  readonly campaigns: CampaignsService;
  readonly moduleSets: ModuleSetsService;
  /** Puts devices on the list to be called. */
  wake(devices: readonly DeviceKey[]): Promise<void>;
  /** Our STUN server as a device is told of it. @throws MusterError `notSupported` */
  stunSetup(device: DeviceId): StunSetup;
  /** Looks at a campaign now rather than at the next beat. */
  nudge(): void;
  /** What values of parameters are checked against before they are sent. */
  readonly values: ValueRules;
  operationMoved(tx: Transaction, move: OperationMoved): Promise<void>;
  sealOrderSecret(secret: string): string;
  /** What happens, for those who listen. */
  readonly feed: EventFeed;
  readonly streams: StreamTimes;
}
