import { attributeNamed, type XmlElement } from '../xml/element.ts';
import { rpc } from './rpc.ts';
import { clip, type Field, invalid, patterned, string, struct, unlessEmpty, type Value } from './schema.ts';

/** Lower or upper case; devices compare it without regard to case. */
const uuid = patterned(
  string(36),
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  'a UUID of the form 8-4-4-4-12',
);

const install = struct({
  URL: string(1024),
  UUID: unlessEmpty(uuid),
  Username: unlessEmpty(string(256)),
  Password: unlessEmpty(string(256)),
  ExecutionEnvRef: unlessEmpty(string(256)),
});
const update = struct({
  UUID: unlessEmpty(uuid),
  Version: unlessEmpty(string(32)),
  URL: unlessEmpty(string(1024)),
  Username: unlessEmpty(string(256)),
  Password: unlessEmpty(string(256)),
});
const uninstall = struct({
  UUID: uuid,
  Version: unlessEmpty(string(32)),
  ExecutionEnvRef: unlessEmpty(string(256)),
});

/**
 * One thing to do to a deployment unit. '' stands for what is left out: Install without UUID lets the CPE make one;
 * Update with neither UUID nor URL means every unit; Uninstall without Version means all of them.
 */
export type DuOperation =
  | ({ readonly operation: 'Install' } & Value<typeof install>)
  | ({ readonly operation: 'Update' } & Value<typeof update>)
  | ({ readonly operation: 'Uninstall' } & Value<typeof uninstall>);

export interface ChangeDuStateRequest {
  readonly Operations: readonly DuOperation[];
  /** '' where there is none. */
  readonly CommandKey: string;
}

const kinds = { Install: install, Update: update, Uninstall: uninstall } as const;
/** CPEs need not take more than 16; this bounds what the simulated one reads. */
const maxOperations = 256;
const commandKey = unlessEmpty(string(32));

function kindNamed(typeName: string): keyof typeof kinds | null {
  switch (typeName) {
    case 'InstallOpStruct':
      return 'Install';
    case 'UpdateOpStruct':
      return 'Update';
    case 'UninstallOpStruct':
      return 'Uninstall';
    default:
      return null;
  }
}

function operationFrom(element: XmlElement, typeName: string, where: string): DuOperation {
  const operation = kindNamed(typeName);
  if (operation === null) throw invalid(where, `is of the unknown type "${clip(typeName)}"`);
  return { operation, ...kinds[operation].decode(element, where) } as DuOperation;
}

/**
 * Standard: `Operations` repeated, of an abstract type, so each carries xsi:type. RDK: one `Operations` that holds an
 * element named after the type for each.
 */
const request: Field<ChangeDuStateRequest> = {
  decode(element, where) {
    const Operations: DuOperation[] = [];
    const add = (from: XmlElement, typeName: string): void => {
      if (Operations.length >= maxOperations) throw invalid('Operations', `has more than ${maxOperations} items`);
      Operations.push(operationFrom(from, typeName, `Operations[${Operations.length}]`));
    };
    let key = '';
    for (const child of element.children) {
      if (child.name === 'CommandKey') key = commandKey.decode(child, where);
      if (child.name !== 'Operations') continue;
      const type = attributeNamed(child, 'type');
      if (type !== undefined) add(child, type.slice(type.indexOf(':') + 1));
      else for (const inner of child.children) add(inner, inner.name);
    }
    return { Operations, CommandKey: key };
  },
  encode(name, { Operations, CommandKey }, _where, style) {
    if (Operations.length === 0) throw invalid('Operations', 'has no items; at least 1 is needed');
    const grouped = style?.softwareModules === 'rdk';
    let inner = '';
    Operations.forEach((operation, i) => {
      const type = `${operation.operation}OpStruct`;
      const field: Field<unknown> = kinds[operation.operation];
      const encoded = field.encode(grouped ? type : 'Operations', operation, `Operations[${i}]`, style);
      inner += grouped ? encoded : encoded.replace('<Operations', `<Operations xsi:type="cwmp:${type}"`);
    });
    if (grouped) inner = `<Operations>${inner}</Operations>`;
    return `<${name}>${inner}${commandKey.encode('CommandKey', CommandKey, 'CommandKey')}</${name}>`;
  },
};

/** Installs, updates and removes deployment units. One DUStateChangeComplete reports all of them, within a day. */
export const changeDuState = rpc({
  name: 'ChangeDUState',
  caller: 'acs',
  since: '1.2',
  clause: 'A.4.1.10',
  once: true,
  request,
  response: struct({}),
});
