import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Stands in for `fpm -s dir -t deb …` as electron-builder calls it, over dpkg-deb: Debian packs no fpm. Options that
 * it does not know are named on standard error and left out.
 */
type Call = { readonly values: ReadonlyMap<string, readonly string[]>; readonly mappings: readonly string[] };

const WITH_VALUE = new Set([
  ...[
    '-s',
    '-t',
    '-d',
    '--architecture',
    '--name',
    '--version',
    '--iteration',
    '--package',
    '--maintainer',
    '--vendor',
  ],
  ...[
    '--url',
    '--category',
    '--license',
    '--description',
    '--after-install',
    '--after-remove',
    '--deb-priority',
  ],
  ...['--deb-recommends', '--deb-compression', '--rpm-compression', '--rpm-summary', '--log'],
]);

function readCall(args: readonly string[]): Call {
  const values = new Map<string, string[]>();
  const mappings: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (WITH_VALUE.has(word)) {
      index += 1;
      values.set(word, [...(values.get(word) ?? []), args[index] ?? '']);
    } else if (!word.startsWith('-')) mappings.push(word);
    else if (word !== '--force') console.error(`fpm stand-in: left out ${word}`);
  }
  return { values, mappings };
}

/** `source=target` pairs; a source that ends in a slash is a folder's content. */
function copyInto(root: string, mapping: string): void {
  const middle = mapping.lastIndexOf('=');
  const [source, target] = [mapping.slice(0, middle), path.join(root, mapping.slice(middle + 1))];
  if (source.endsWith('/')) {
    mkdirSync(target, { recursive: true });
    execFileSync('cp', ['-a', `${source}.`, target]);
  } else {
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(source, target);
    chmodSync(target, 0o644);
  }
}

function controlText({ values }: Call, installedKilobytes: number): string {
  const one = (name: string, fallback = ''): string => values.get(name)?.at(-1) ?? fallback;
  const all = (name: string): string => (values.get(name) ?? []).join(', ');
  const [summary = one('--name'), ...more] = one('--description')
    .split('\n')
    .map((line) => line.trim());
  const iteration = one('--iteration');
  const fields: readonly (readonly [string, string])[] = [
    ['Package', one('--name')],
    ['Version', iteration === '' ? one('--version') : `${one('--version')}-${iteration}`],
    ['License', one('--license', 'unknown')],
    ['Vendor', one('--vendor')],
    ['Architecture', one('--architecture')],
    ['Maintainer', one('--maintainer')],
    ['Installed-Size', String(installedKilobytes)],
    ['Depends', all('-d')],
    ['Recommends', all('--deb-recommends')],
    ['Section', one('--category', 'default')],
    ['Priority', one('--deb-priority', 'optional')],
    ['Homepage', one('--url')],
    ['Description', [summary, ...more.map((line) => ` ${line === '' ? '.' : line}`)].join('\n')],
  ];
  const lines = fields.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\n')}\n`;
}

const call = readCall(process.argv.slice(2));
if (call.values.get('-t')?.at(-1) !== 'deb') throw new Error('the stand-in for fpm only makes deb packages');
const root = mkdtempSync(path.join(tmpdir(), 'tawi-deb-'));
for (const mapping of call.mappings) copyInto(root, mapping);
const kilobytes = Math.ceil(
  Number(execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t', 1)[0]),
);
chmodSync(root, 0o755);
const control = path.join(root, 'DEBIAN');
mkdirSync(control, { mode: 0o755 });
writeFileSync(path.join(control, 'control'), controlText(call, kilobytes));
for (const [option, name] of [
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
] as const) {
  const script = call.values.get(option)?.at(-1);
  if (script === undefined) continue;
  copyFileSync(script, path.join(control, name));
  chmodSync(path.join(control, name), 0o755);
}
const compression = call.values.get('--deb-compression')?.at(-1) ?? 'xz';
const target = call.values.get('--package')?.at(-1) ?? '';
execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', root, target], {
  stdio: 'inherit',
});
rmSync(root, { recursive: true });
