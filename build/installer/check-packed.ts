import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { readFromCore } from '../../electron/core/core-messages.ts';
import { changedNativeFile, parseNativeHashes } from '../../electron/guards/native-files.ts';
import { PlainNodeChild } from '../../test/electron/plain-node-child.ts';

/**
 * Looks at what `npm run dist` made, as a stranger would: fuses in the wire, what lies in and beside the archive, who
 * signed, and that one changed byte is noticed. Throws at the first thing that is not right.
 */
const root = path.resolve(import.meta.dirname, '../..');
const release = path.join(root, 'out/release');
const publisher = process.env['TAWI_PUBLISHER'] ?? '';
await checkApp('linux-unpacked', 'tawi');
await checkApp('win-unpacked', 'Tawi.exe');
await checkCoreStarts(path.join(release, 'linux-unpacked/resources/app.asar'));
checkUpdateConfiguration();
const installer = oneOf(/^tawi-setup-.*\.exe$/);
checkSignature(path.join(release, installer));
checkSignature(path.join(release, 'win-unpacked/Tawi.exe'));
const deb = oneOf(/^tawi-.*\.deb$/);
const depends = execFileSync('dpkg-deb', ['-f', path.join(release, deb), 'Depends'], { encoding: 'utf8' });
demand(depends.includes('libsecret') || depends.includes('libnss3'), `${deb} names what it needs`);
console.log(`packed and checked: ${installer}, ${deb}`);

async function checkApp(folder: string, binary: string): Promise<void> {
  const wire = await getCurrentFuseWire(path.join(release, folder, binary));
  const wanted: readonly (readonly [FuseV1Options, boolean])[] = [
    [FuseV1Options.RunAsNode, false],
    [FuseV1Options.EnableCookieEncryption, true],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
    [FuseV1Options.EnableNodeCliInspectArguments, false],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
    [FuseV1Options.OnlyLoadAppFromAsar, true],
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
  ];
  for (const [fuse, on] of wanted) {
    const state = on ? FuseState.ENABLE : FuseState.DISABLE;
    demand(wire[fuse] === state, `${folder}: fuse ${FuseV1Options[fuse]} is ${on ? 'on' : 'off'}`);
  }
  const archive = path.join(release, folder, 'resources/app.asar');
  const files = listPackage(archive, { isPack: false });
  for (const file of [
    'electron/main.mjs',
    'electron/core-entry.mjs',
    'electron/preload.cjs',
    'renderer/index.html',
  ]) {
    demand(files.includes(`/${file}`), `${folder}: ${file} is in the archive`);
  }
  const list = extractFile(archive, 'electron/native-files.json');
  const hashes = parseNativeHashes(list.toString('utf8'));
  demand(
    changedNativeFile(`${archive}.unpacked`, hashes) === undefined,
    `${folder}: native modules are those listed`,
  );
  const beside = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  demand(
    beside.length === Object.keys(hashes).length,
    `${folder}: nothing but native modules lies beside the archive`,
  );
}

/** The core as it was packed, with its own native modules and nothing of this checkout, in plain Node. */
async function checkCoreStarts(archive: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tawi-packed-'));
  extractAll(archive, folder);
  const child = new PlainNodeChild(path.join(folder, 'electron/core-entry.mjs'));
  const heard = once(child, 'message');
  const settings = { dataDir: path.join(folder, 'data'), version: '0', release: true };
  child.postMessage({
    kind: 'start',
    settings: { ...settings, migrations: path.join(folder, 'electron/migrations') },
  });
  const [answer]: readonly unknown[] = await Promise.race([heard, once(child, 'exit')]);
  demand(readFromCore(answer)?.kind === 'started', 'the packed core starts');
  child.kill();
  rmSync(folder, { recursive: true });
}

function checkUpdateConfiguration(): void {
  const text = readFileSync(path.join(release, 'win-unpacked/resources/app-update.yml'), 'utf8');
  demand(publisher.startsWith('CN='), 'TAWI_PUBLISHER is a full distinguished name');
  demand(text.includes(publisher), 'app-update.yml names the publisher');
}

/** Signed, and no more so with one byte changed. */
function checkSignature(file: string): void {
  demand(isSigned(file), `${path.basename(file)} is signed`);
  const folder = mkdtempSync(path.join(tmpdir(), 'tawi-signed-'));
  const changed = path.join(folder, 'changed.exe');
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(changed, bytes);
  demand(!isSigned(changed), `${path.basename(file)} with one changed byte is refused`);
  rmSync(folder, { recursive: true });
}

function isSigned(file: string): boolean {
  const authority = process.env['TAWI_SIGNING_CA'];
  const trust = authority === undefined ? [] : ['-CAfile', authority];
  return spawnSync('osslsigncode', ['verify', ...trust, '-in', file]).status === 0;
}

function oneOf(pattern: RegExp): string {
  const [found, another] = readdirSync(release).filter((name) => pattern.test(name));
  demand(found !== undefined && another === undefined, `one file like ${pattern.source}`);
  return found ?? '';
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
  console.log(`ok ${what}`);
}
