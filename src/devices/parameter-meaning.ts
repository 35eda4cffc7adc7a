import { meaningOf } from '../cwmp/rpc/simple-values.ts';

/** What is to be told of a stored value beside its text, which stays as the device wrote it. */
export interface ParameterMeaning {
  /** The text is none of its type, such as `12abc` for a number. Absent where it is. */
  readonly valid?: false;
  /** For a dateTime: the time in RFC 3339, UTC; null for Unknown Time and for what is no time. Absent for other types. */
  readonly time?: string | null;
}

/** @param type local name of the xsi:type, or null where none was told */
export function parameterMeaning(value: string, type: string | null): ParameterMeaning {
  const { valid, meaning } = meaningOf(value, type);
  return {
    ...(valid ? {} : { valid }),
    ...(type === 'dateTime' ? { time: meaning instanceof Date ? meaning.toISOString() : null } : {}),
  };
}
