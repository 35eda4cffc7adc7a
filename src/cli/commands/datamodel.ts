import { Command, Option } from 'commander';
import { rootModels } from '../../datamodel/root-model.ts';
import { checkDefinitions } from '../datamodel/check.ts';
import { importDefinitions } from '../datamodel/import.ts';
import { showPath } from '../datamodel/show.ts';

/** `muster datamodel`: definitions of what devices have, as files. Needs no running Muster. */
export function datamodelCommand(): Command {
  const datamodel = new Command('datamodel').description('import, check and look up data-model definitions');
  datamodel
    .command('import')
    .summary('make definition files of a Broadband Forum document')
    .description(
      'Reads a data-model document in the XML of TR-106 (whole, or with imports that lie beside it) and writes one ' +
        'definition file (*.dm) for each model in it: paths, types, access, versions; no prose. Files of before are ' +
        'replaced; anything else that stands there is left alone and refused.',
    )
    .argument('<file>', 'the document, e.g. tr-181-2-17-0-cwmp-full.xml')
    .option('--out <folder>', 'where to write; - for standard output', '.')
    .addHelpText('after', '\nExample:\n  muster datamodel import tr-181-2-17-0-cwmp-full.xml --out definitions/')
    .action(importDefinitions);
  datamodel
    .command('check')
    .summary('check definition files before a start does')
    .description(
      'Reads definition files as a start of Muster would. Exit status 1, file and line at the first mistake.',
    )
    .argument('<files...>', 'definition files (*.dm)')
    .action(checkDefinitions);
  datamodel
    .command('show')
    .summary('what is known of a path')
    .description('Prints the definition of a parameter, or of an object with all that is directly in it.')
    .argument('<path>', 'e.g. Device.WiFi.SSID.1.SSID, or Device.WiFi.SSID. for the object')
    .addOption(
      new Option('--root <model>', 'the root that the path is of; default: by its first name').choices(rootModels),
    )
    .option('--definitions <folder>', 'definitions of your own, as MUSTER_DATAMODEL_DIR')
    .action(showPath);
  return datamodel;
}
