import { type Area, type Rule, rulesOf } from './kit/rule.ts';

/** The page about conformance, made of the rules themselves. */
export function conformancePage(areas: readonly Area[]): string {
  const rules = rulesOf(areas);
  const departing = rules.filter((rule) => rule.departs !== undefined);
  const unchecked = rules.filter((rule) => 'unchecked' in rule);
  const count = (on: Area['on']): number =>
    rulesOf(areas.filter((area) => area.on === on)).filter((rule) => 'holds' in rule).length;
  return [
    '# Conformance to TR-069',
    '',
    `This page is written by \`npx node test/conformance/write-table.ts\` from the rules in \`test/conformance/rules\`: ${rules.length} rules,`,
    `${count('Muster')} checked on a running Muster over HTTP and UDP, ${count('gateway')} that bind the CPE checked on the simulated gateway,`,
    `${departing.length} from which Muster departs on purpose, ${unchecked.length} that are not checked here. A rule that does not hold fails`,
    '`npx vitest run test/conformance`; that this page is up to date is checked there too.',
    '',
    'Messages are written and read by the tests themselves, not by Muster. Clauses are those of the protocol reference that the',
    'project was built from (§1 namespaces, SOAP, HTTP; §2 sessions; §3 events; §4 RPCs; §5 faults; §6 connection requests,',
    'notifications, addressing), with the row or topic that is meant.',
    '',
    '## Where Muster departs',
    '',
    ...departing.map((rule) => `- **${rule.id}** ${rule.rule} ${rule.departs}`),
    '',
    '## What is not checked here',
    '',
    ...unchecked.map((rule) => `- **${rule.id}** ${rule.rule} ${'unchecked' in rule ? rule.unchecked : ''}`),
    ...areas.flatMap(section),
    '',
  ].join('\n');
}

function section(area: Area): string[] {
  return [
    '',
    `## ${area.title}`,
    '',
    `\`test/conformance/rules/${area.file}\`, on ${area.on === 'Muster' ? 'a running Muster' : 'the simulated gateway'}.`,
    '',
    '| Id | Clause | Rule | Result |',
    '| --- | --- | --- | --- |',
    ...area.rules.map((rule) => `| ${[rule.id, rule.clause, rule.rule, resultOf(rule)].map(cell).join(' | ')} |`),
  ];
}

function resultOf(rule: Rule): string {
  const result = rule.departs === undefined ? 'holds' : 'departs';
  if (!('unchecked' in rule)) return result;
  return rule.departs === undefined ? 'not checked here' : 'departs, not checked here';
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<');
