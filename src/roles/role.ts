/** A part that was started; stopped in reverse order of starting. */
export interface RunningRole {
  readonly name: string;
  /** Port it listens on, if it does. */
  readonly port?: number;
  stop(): Promise<void>;
}
