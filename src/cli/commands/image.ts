import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { MusterError, messageOf } from '../../base/errors.ts';
import { parseByteSize } from '../../simulator/byte-size.ts';
import { packFirmware, pseudoRandomPayload } from '../../simulator/firmware-image.ts';
import { readFirmwareFileHead, verifyFirmwareFile } from '../../simulator/firmware-verify.ts';

/** Largest payload made up by `--size`; it is built in memory. */
const payloadLimit = 1024 ** 3;

/** `muster image`: makes and inspects firmware for simulated gateways. */
export function imageCommand(): Command {
  const image = new Command('image').description('make and inspect firmware images for simulated gateways');
  image
    .command('pack')
    .summary('write a firmware image')
    .description(
      'Writes a firmware image that simulated gateways accept. The payload is a file of yours, or incompressible filler ' +
        'that is the same for the same product class, version and size.',
    )
    .requiredOption('--product-class <name>', 'the only product class the image fits')
    .requiredOption('--fw-version <version>', 'SoftwareVersion a gateway reports once it runs the image')
    .requiredOption('--out <file>', 'where to write the image')
    .option('--hardware-version <version>', 'refuse other hardware versions; default: fits all')
    .option('--size <bytes>', 'size of the filler, e.g. 4096, 256k, 8m', payloadSize, 256 * 1024)
    .option('--payload <file>', 'use this file as payload instead of filler')
    .addHelpText(
      'after',
      '\nExample:\n  muster image pack --product-class MG100 --fw-version 2.0.0 --out mg100-2.0.0.img',
    )
    .action(pack);
  image
    .command('show')
    .summary('print the header of an image and check it')
    .description('Prints the header of a firmware image and checks all of it. Exit status 1 when it is damaged.')
    .argument('<file>', 'the image')
    .action(show);
  return image;
}

interface PackOptions {
  readonly productClass: string;
  readonly fwVersion: string;
  readonly hardwareVersion?: string;
  readonly out: string;
  readonly size: number;
  readonly payload?: string;
}

async function pack(options: PackOptions): Promise<void> {
  const { productClass, fwVersion: version, hardwareVersion, size } = options;
  const payload =
    options.payload === undefined
      ? pseudoRandomPayload(size, `${productClass}/${version}`)
      : await orRefuse(`--payload ${options.payload} cannot be read`, readFile(options.payload));
  const image = packFirmware({
    productClass,
    version,
    payload,
    ...(hardwareVersion === undefined ? {} : { hardwareVersion }),
  });
  await orRefuse(`--out ${options.out} cannot be written`, writeFile(options.out, image));
  console.log(`${options.out}: ${productClass} ${version}, ${image.length} bytes`);
}

async function show(path: string): Promise<void> {
  const cannot = `${path} cannot be read`;
  const head = await orRefuse(cannot, readFirmwareFileHead(path));
  if (!head.ok) throw new MusterError('invalidFirmware', `${path}: ${head.reason}: ${head.detail}`);
  const { productClass, hardwareVersion, version, payloadSize, payloadSha256 } = head.header;
  console.log(`product class     ${productClass}`);
  console.log(`hardware version  ${hardwareVersion ?? 'any'}`);
  console.log(`firmware version  ${version}`);
  console.log(`payload           ${payloadSize} bytes, SHA-256 ${payloadSha256}`);
  const verdict = await orRefuse(cannot, verifyFirmwareFile(path));
  if (!verdict.ok) throw new MusterError('invalidFirmware', `${path}: ${verdict.reason}: ${verdict.detail}`);
  console.log('check             complete and undamaged');
}

function payloadSize(text: string): number {
  let size: number;
  try {
    size = parseByteSize(text);
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
  if (size > payloadLimit) throw new InvalidArgumentError('At most 1g is allowed.');
  return size;
}

async function orRefuse<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new MusterError('invalidRequest', `${what}: ${messageOf(error)}`, { cause: error });
  }
}
