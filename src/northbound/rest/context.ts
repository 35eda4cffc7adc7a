import type { Clock } from '../../base/clock.ts';
import type { DeviceKey } from '../../base/ids.ts';
import type { CampaignsService } from '../../campaigns/service.ts';
import type { FilesService } from '../../files/service.ts';
import type { OperationMoved } from '../../operations/run.ts';
import type { Pool, Transaction } from '../../platform/database/pool.ts';
import type { ApiKeys } from '../../security/api-keys.ts';
import type { SecretBox } from '../../security/secret-box.ts';

/** What the resources are made of; put together once, by the api role. */
export interface RestContext {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: ApiKeys;
  readonly box: SecretBox;
  readonly files: FilesService;
  readonly campaigns: CampaignsService;
  /** Puts devices on the list to be called. */
  wake(devices: readonly DeviceKey[]): Promise<void>;
  /** Looks at a campaign now rather than at the next beat. */
  nudge(): void;
  operationMoved(tx: Transaction, move: OperationMoved): Promise<void>;
  sealOrderSecret(secret: string): string;
}
