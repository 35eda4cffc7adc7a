import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { areas } from './areas.ts';
import { conformancePage } from './table.ts';

await writeFile(path.join(import.meta.dirname, '../../docs/conformance.md'), conformancePage(areas));
