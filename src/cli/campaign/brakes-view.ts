import type { Brakes } from '../api/resources.ts';

type Name = keyof Omit<Brakes, 'waves' | 'defaults' | 'minSample'> | keyof Brakes['waves'][number];

/** What stops a campaign by itself, a line each; `default` where its plan says nothing, and what was switched off. */
export function brakeLines(brakes: Brakes | undefined): string[] {
  if (!brakes) return [];
  const { maxFailedTotal, maxFailedPercent, minSample, window, rate, maxConsecutive, source, artifact } = brakes;
  const perWave = (name: 'maxFailedWave' | 'maxSilent' | 'maxFellBack'): string | null => {
    const limits = brakes.waves.map((wave) => wave[name]);
    if (limits.every((limit) => limit === null)) return null;
    const all = new Set(limits).size === 1;
    return all ? String(limits[0]) : limits.map((limit, i) => `${limit ?? 'off'} in wave ${i + 1}`).join(', ');
  };
  const rows: [name: Name, limit: string | null, what: string][] = [
    ['maxFailedTotal', text(maxFailedTotal), 'failed'],
    ['maxFailedWave', perWave('maxFailedWave'), 'failed in one wave'],
    ['maxFailedPercent', maxFailedPercent === null ? null : `${maxFailedPercent} %`, `failed, of ${minSample} or more`],
    ['maxConsecutive', text(maxConsecutive), 'failed in a row'],
    ['maxSilent', perWave('maxSilent'), 'fell silent'],
    ['maxFellBack', perWave('maxFellBack'), 'fell back'],
  ];
  const reached: [name: Name, limit: string | null][] = [
    ['window', window && `${window.failures} of the last ${window.of} failed`],
    ['rate', rate && `${rate.failures} failed within ${rate.seconds} s`],
    ['source', source && `${source.failures} could not get the file within ${source.seconds} s`],
    ['artifact', artifact && `${artifact.failures} found the file bad`],
  ];
  const from = (name: Name): string => (brakes.defaults.includes(name) ? ' (default)' : '');
  const on = [
    ...rows.flatMap(([name, limit, what]) => (limit === null ? [] : [`more than ${limit} ${what}${from(name)}`])),
    ...reached.flatMap(([name, limit]) => (limit === null ? [] : [`${limit}${from(name)}`])),
  ];
  const off = [...rows, ...reached].flatMap(([name, limit]) => (limit === null ? [name] : []));
  return [
    '',
    on.length === 0 ? 'nothing stops it by itself' : 'it stops by itself when',
    ...on.map((line) => `  ${line}`),
    ...(off.length === 0 || on.length === 0 ? [] : [`  switched off: ${off.join(', ')}`]),
  ];
}

function text(limit: number | null): string | null {
  return limit === null ? null : String(limit);
}
