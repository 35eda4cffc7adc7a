/** The ways to ask a device to call. */
export const ways = ['http', 'xmpp', 'udp'] as const;
export type Way = (typeof ways)[number];

/** What experience says about one way to one device. */
export interface WayRecord {
  readonly way: Way;
  /** A session came that this way had asked for. */
  readonly goodAt: Date | null;
  readonly failedAt: Date | null;
  /** In a row. */
  readonly failures: number;
}
