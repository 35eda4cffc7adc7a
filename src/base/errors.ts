/**
 * The closed list of things that can go wrong, with whose fault each is and one line of meaning.
 * Every door translates a code once: REST to problem+json with the status given here, the CLI to one line.
 *
 * `whose`: `caller` (the request is wrong), `device` (the CPE is), `ours` (a defect or a missing dependency),
 * `unsupported` (asked for something this version does not do).
 */
export const errorCodes = {
  invalidConfiguration: { whose: 'caller', status: 500, meaning: 'a setting has a value that is not allowed' },
  dataDirectoryInUse: { whose: 'caller', status: 500, meaning: 'another Muster runs on this data directory' },
  databaseUnavailable: { whose: 'ours', status: 503, meaning: 'PostgreSQL cannot be started or reached' },
  portInUse: { whose: 'caller', status: 500, meaning: 'a port to listen on is taken' },
  internal: { whose: 'ours', status: 500, meaning: 'a defect in Muster; the log has the detail' },
  overloaded: { whose: 'ours', status: 503, meaning: 'too much at once; try again later' },

  invalidRequest: { whose: 'caller', status: 400, meaning: 'a field, parameter or body is wrong' },
  invalidFilter: { whose: 'caller', status: 400, meaning: 'a filter cannot be read' },
  invalidCursor: { whose: 'caller', status: 400, meaning: 'a paging cursor was not made by this list' },
  unauthenticated: { whose: 'caller', status: 401, meaning: 'no valid API key' },
  forbidden: { whose: 'caller', status: 403, meaning: 'the key has no right to do this' },
  notFound: { whose: 'caller', status: 404, meaning: 'there is no such thing' },
  methodNotAllowed: { whose: 'caller', status: 405, meaning: 'the resource has no such verb' },
  conflict: { whose: 'caller', status: 409, meaning: 'the thing is in a state that does not allow this' },
  deviceLocked: { whose: 'caller', status: 409, meaning: 'a disruptive operation is already active on the device' },
  idempotencyMismatch: { whose: 'caller', status: 422, meaning: 'the Idempotency-Key was used with another request' },
  linkExpired: { whose: 'caller', status: 410, meaning: 'a file link has run out or was withdrawn' },
  preconditionFailed: { whose: 'caller', status: 412, meaning: 'If-Match does not name the present version' },
  preconditionRequired: { whose: 'caller', status: 428, meaning: 'If-Match is needed for this change' },
  tooLarge: { whose: 'caller', status: 413, meaning: 'the body is larger than allowed' },
  unsupportedMediaType: { whose: 'caller', status: 415, meaning: 'the body has a type that is not accepted here' },
  rangeNotSatisfiable: { whose: 'caller', status: 416, meaning: 'the asked range lies outside the file' },
  notSupported: { whose: 'unsupported', status: 422, meaning: 'this version of Muster does not do that yet' },
  contradiction: { whose: 'caller', status: 422, meaning: 'two parts of the request contradict each other' },

  destinationRefused: { whose: 'device', status: 422, meaning: 'the device names an address Muster may not call' },
  malformedMessage: { whose: 'device', status: 400, meaning: 'a CWMP message cannot be parsed' },
  invalidMessage: { whose: 'device', status: 400, meaning: 'a CWMP message parses but makes no sense' },
  limitExceeded: {
    whose: 'device',
    status: 413,
    meaning: 'a CWMP message is too large, too deep or has too many items',
  },
  invalidFirmware: { whose: 'caller', status: 422, meaning: 'a firmware image has a bad header or checksum' },
  invalidPackage: { whose: 'caller', status: 422, meaning: 'a software package is damaged, unsigned or not trusted' },
  invalidDataModel: { whose: 'caller', status: 422, meaning: 'a data-model definition cannot be read' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorItem {
  /** Where in the request, dotted: `waves.1.size`. */
  readonly path: string;
  readonly message: string;
}

/** The only error class Muster throws on purpose. `detail` is safe to show to the caller. */
export class MusterError extends Error {
  readonly code: ErrorCode;
  readonly items: readonly ErrorItem[];
  /** Machine-readable extras for the answer, e.g. the operation that holds a lock. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { items?: readonly ErrorItem[]; extra?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MusterError';
    this.code = code;
    this.items = options.items ?? [];
    this.extra = options.extra ?? {};
  }
}

/** Narrow test that survives two copies of the module. */
export function isMusterError(error: unknown, code?: ErrorCode): error is MusterError {
  return error instanceof MusterError && (code === undefined || error.code === code);
}

/** A line for logs and terminals from anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
