import { create } from 'qrcode';

/** White modules that must surround a code on every side (ISO/IEC 18004). */
export const quietModules = 4;

type QrDrawing = {
  /** Side with the quiet zone, in modules: the view box. */
  readonly size: number;
  /** One SVG path of all dark modules, run by run. */
  readonly path: string;
};

/**
 * A voucher's code as one path: version 10 (57 modules) at level Q in alphanumeric mode, which 219 characters fit
 * exactly. The encoder throws for anything that does not fit; a voucher always does.
 */
export function qrPath(text: string): QrDrawing {
  const { modules } = create([{ data: text, mode: 'alphanumeric' }], {
    version: 10,
    errorCorrectionLevel: 'Q',
  });
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    let start = -1;
    for (let column = 0; column <= modules.size; column += 1) {
      const dark = column < modules.size && modules.get(row, column) === 1;
      if (dark && start < 0) start = column;
      if (dark || start < 0) continue;
      runs.push(`M${start + quietModules} ${row + quietModules}h${column - start}v1h-${column - start}z`);
      start = -1;
    }
  }
  return { size: modules.size + 2 * quietModules, path: runs.join('') };
}
