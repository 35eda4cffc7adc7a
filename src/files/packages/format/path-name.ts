import { damaged } from './damage.ts';

const longestPath = 1024;

/**
 * The name of a member below the root it is unpacked in: `usr/bin/tool`, without `./` in front or `/` behind. The root
 * itself is ''.
 * @throws MusterError `invalidPackage` for names that would leave the root or that no file system takes
 */
export function memberPath(archive: string, name: string): string {
  const shown = JSON.stringify(name.slice(0, 100));
  if (name.length > longestPath) throw damaged(`${archive}: the name ${shown} has more than ${longestPath} characters`);
  if (/[\0-\x1f\x7f]/.test(name)) throw damaged(`${archive}: the name ${shown} holds control characters`);
  if (name.startsWith('/')) throw damaged(`${archive}: the name ${shown} is absolute; allowed: names below the root`);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw damaged(`${archive}: the name ${shown} leaves the root`);
  if (parts.some((part) => part.length > 255)) throw damaged(`${archive}: a part of ${shown} has over 255 characters`);
  return parts.join('/');
}

/** Refuses the target of a symbolic link that leads out of the root. */
export function checkLinkTarget(archive: string, path: string, target: string): void {
  const refuse = (why: string) => damaged(`${archive}: the link ${path} to ${JSON.stringify(target)} ${why}`);
  if (target === '' || target.startsWith('/')) throw refuse('is not relative; it would leave the root');
  if (target.length > longestPath || /[\0-\x1f\x7f]/.test(target)) throw refuse('has a target no file system takes');
  let depth = path.split('/').length - 1;
  let named = false;
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    // Behind a name that may be a link itself, `..` is not the directory it looks like.
    if (part === '..' && named) throw refuse('goes up again after going down');
    if (part !== '..') named = true;
    else if (--depth < 0) throw refuse('leaves the root');
  }
}
