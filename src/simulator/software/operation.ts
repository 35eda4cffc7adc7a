/** One operation of ChangeDUState; an empty text is an argument left out. */
export type DuOperation =
  | {
      readonly kind: 'install';
      readonly url: string;
      readonly uuid: string;
      readonly username: string;
      readonly password: string;
      readonly execEnv: string;
    }
  | {
      readonly kind: 'update';
      readonly uuid: string;
      readonly version: string;
      readonly url: string;
      readonly username: string;
      readonly password: string;
    }
  | { readonly kind: 'uninstall'; readonly uuid: string; readonly version: string; readonly execEnv: string };

/** What one operation has come to, for one deployment unit. Times in milliseconds since the epoch. */
export interface DuResult {
  readonly uuid: string;
  readonly deploymentUnitRef: string;
  readonly version: string;
  readonly currentState: 'Installed' | 'Uninstalled' | 'Failed';
  readonly resolved: boolean;
  readonly executionUnitRefs: readonly string[];
  readonly startedAt: number;
  readonly completedAt: number;
  /** 0 is success. */
  readonly fault: { readonly code: number; readonly message: string };
  readonly performed: 'Install' | 'Update' | 'Uninstall';
}

/** One ChangeDUState that is waiting or under way; on disk until it is reported. */
export interface DuJob {
  /** Names the job over all power cuts. */
  readonly id: string;
  /** Null: nobody ordered it; reported as autonomous, if at all. */
  readonly commandKey: string | null;
  readonly operations: readonly DuOperation[];
  /** Operations that are over. */
  finished: number;
  results: DuResult[];
}

/** Operations one ChangeDUState may carry, and jobs that may wait. */
export const operationLimit = 16;
export const jobLimit = 4;
