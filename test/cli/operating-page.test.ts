import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runnableRoles, variables } from '../../src/platform/config/environment.ts';

const page = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'operating.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const rowOf = (name: string): string | undefined => rows.find((row) => row.startsWith(`| \`${name}\` `));

describe('the operating page', () => {
  it.each(Object.entries(variables))('has %s with its default', (name, variable) => {
    const row = rowOf(name);
    expect(row).toBeDefined();
    if ('default' in variable) expect(row).toMatch(new RegExp(`\\| \`${variable.default.replace('.', '\\.')}\` \\|$`));
    else expect(row).not.toMatch(/\| `[^`]+` \|$/);
  });

  it('has no variable that is not there', () => {
    const named = new Set(page.match(/MUSTER_[A-Z_]+/g));
    const known = new Set([...Object.keys(variables), 'MUSTER_API_URL', 'MUSTER_KEY']);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(runnableRoles)('tells what the role %s does', (role) => {
    expect(rowOf(role)).toBeDefined();
  });
});
