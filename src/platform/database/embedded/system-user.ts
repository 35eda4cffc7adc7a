import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { MusterError, messageOf } from '../../../base/errors.ts';

const run = promisify(execFile);
const userName = 'muster-postgres';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL runs under. It refuses to run as root, so root gets a system user of its own;
 * everybody else runs it as themselves (null).
 */
export async function databaseUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp();
  if (known) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName]);
  } catch (error) {
    // Two starts at once: the other one made it.
    const made = await lookUp();
    if (made) return made;
    throw new MusterError(
      'databaseUnavailable',
      `PostgreSQL does not run as root, and the system user ${userName} could not be made (${messageOf(error)}). ` +
        'Run Muster as another user, or set MUSTER_DATABASE_URL to a PostgreSQL server.',
    );
  }
  const made = await lookUp();
  if (!made) throw new MusterError('databaseUnavailable', `the system user ${userName} was made, but cannot be found`);
  return made;
}

async function lookUp(): Promise<SystemUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', userName]), run('id', ['-g', userName])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** Whether `user` can walk to `target`; not so for what lies below a closed home such as /root. */
export async function canReach(target: string, user: SystemUser): Promise<boolean> {
  const parts = path.resolve(target).split(path.sep);
  for (let i = 1; i < parts.length; i++) {
    const found = await stat(parts.slice(0, i).join(path.sep) || '/').catch(() => null);
    if (!found) return true;
    const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return false;
  }
  return true;
}
