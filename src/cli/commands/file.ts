import { Command } from 'commander';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { StoredFile } from '../api/resources.ts';
import { uploadFile } from '../api/upload.ts';
import { byteCount } from '../output/bytes.ts';
import { writeJson } from '../output/json.ts';
import { nothing, table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { shortTime } from '../output/times.ts';

/** `muster file`: what gateways can be given. */
export function fileCommand(): Command {
  const file = new Command('file').description('Uploads, lists and removes the files gateways download.');
  withConnection(file.command('upload'))
    .summary('upload a firmware image')
    .description('Uploads a file. A firmware image is any bytes; its version is what you say here.')
    .argument('<path>', 'the file')
    .requiredOption('--version <version>', 'SoftwareVersion that gateways report once they run it')
    .requiredOption('--product-class <name>', 'product class it is made for')
    .option('--file-type <type>', 'FileType of TR-069', '1 Firmware Upgrade Image')
    .option('--name <name>', 'name to keep it under; default: that of the file')
    .option('--json', 'print the answer of the API as JSON')
    .action(upload);
  withConnection(file.command('list'))
    .summary('list the files, newest first')
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(file.command('remove'))
    .summary('remove a file')
    .argument('<id>', 'id of the file, as listed')
    .action(remove);
  return file;
}

interface UploadOptions extends ConnectionOptions {
  readonly version: string;
  readonly productClass: string;
  readonly fileType: string;
  readonly name?: string;
  readonly json?: boolean;
}

async function upload(path: string, options: UploadOptions): Promise<void> {
  const api = await connect(options);
  const { version, productClass, fileType, name } = options;
  const stored = await uploadFile(api, path, {
    version,
    productClass,
    fileType,
    ...(name === undefined ? {} : { name }),
  });
  const out = standardOutput();
  if (options.json) return writeJson(out, stored);
  writeLines(out, [`uploaded ${stored.name} (${byteCount(stored.size)}, version ${stored.version}) as ${stored.id}`]);
}

async function list(options: ConnectionOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<StoredFile>(api, '/files', {}, 10_000);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  if (page.items.length === 0) return writeLines(out, ['no files; upload one with "muster file upload"']);
  const rows = page.items.map((file) => [
    file.id,
    file.name,
    file.version ?? nothing,
    file.productClass ?? nothing,
    byteCount(file.size),
    shortTime(file.createdAt) ?? nothing,
  ]);
  const columns = [
    { title: 'id' },
    { title: 'name' },
    { title: 'version' },
    { title: 'product class' },
    { title: 'size', align: 'right' as const },
    { title: 'uploaded' },
  ];
  writeLines(out, table(columns, rows));
}

async function remove(id: string, options: ConnectionOptions): Promise<void> {
  const api = await connect(options);
  await api.remove(`/files/${encodeURIComponent(id)}`);
  writeLines(standardOutput(), [`removed file ${id}`]);
}
