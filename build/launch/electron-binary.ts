import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Without a byte for this long the fetch has failed; offices are often behind lines that swallow connections. */
const STALL_MS = 20_000;

/** Electron's executable as its package would name it, if the file is there. Reads files only: importing it downloads. */
export function findElectron(root: string): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = path.join(folder, 'path.txt');
  const relative = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8').trim()
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';
  const file = path.join(override ?? path.join(folder, 'dist'), relative);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** Runs electron's own installer as a child, showing its progress; kills it when its download stops growing. */
export async function installElectron(root: string, say: (line: string) => void): Promise<boolean> {
  const folder = path.join(root, 'node_modules/electron');
  const installer = path.join(folder, 'install.js');
  if (!existsSync(installer)) return false;
  say('Fetching Electron once (about 120 MB) …');
  const child = spawn(process.execPath, [installer], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let lastBytes = -1;
  let lastGrowth = Date.now();
  const grew = () => {
    lastGrowth = Date.now();
  };
  child.stdout.on('data', (data: Buffer) => {
    grew();
    say(data.toString().trim());
  });
  const watch = setInterval(() => {
    const bytes = downloadedBytes();
    if (bytes > lastBytes) {
      lastBytes = bytes;
      if (bytes > 0) say(`Electron: ${Math.round(bytes / 1_000_000)} MB`);
      grew();
    }
    if (Date.now() - lastGrowth > STALL_MS) child.kill('SIGKILL');
  }, 1000);
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  clearInterval(watch);
  return code === 0 && findElectron(root) !== undefined;
}

/** Size of what electron's installer has in its temporary folders so far. */
function downloadedBytes(): number {
  const temporary = process.env['TMPDIR'] ?? '/tmp';
  if (!existsSync(temporary)) return 0;
  return readdirSync(temporary)
    .filter((name) => name.startsWith('electron-download-'))
    .flatMap((name) => filesIn(path.join(temporary, name)))
    .reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

const filesIn = (folder: string): readonly string[] => {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
};
