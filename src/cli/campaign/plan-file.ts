import { readFile } from 'node:fs/promises';
import { MusterError, messageOf } from '../../base/errors.ts';

/** A plan as JSON from a file. Only that it is an object is checked here; the API knows the rest. */
export async function readPlanFile(path: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new MusterError('invalidRequest', `--plan ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new MusterError('invalidRequest', `--plan ${path} is not JSON: ${messageOf(error)}`, { cause: error });
  }
  if (typeof plan !== 'object' || plan === null || Array.isArray(plan)) {
    throw new MusterError('invalidRequest', `--plan ${path} must hold one JSON object, the body of POST /campaigns`);
  }
  return plan as Record<string, unknown>;
}
