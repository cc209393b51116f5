import { crc32 } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;

export type StoredEntry = { readonly name: string; readonly content: Uint8Array };

/**
 * A ZIP of entries that are not packed, in the order given and in slices of at most `sliceBytes`. The spreadsheet
 * library gets its parts this way: only what the guard has counted, and shared texts before the sheets, which it would
 * otherwise park in temporary files in clear.
 */
export function* storedZip(entries: readonly StoredEntry[], sliceBytes: number): Generator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const fileName = Buffer.from(name, 'utf8');
    const local = localHeader(fileName, content);
    directory.push(directoryEntry(local, offset), fileName);
    yield local;
    yield fileName;
    for (let at = 0; at < content.length; at += sliceBytes) yield content.subarray(at, at + sliceBytes);
    offset += local.length + fileName.length + content.length;
  }
  const listed = Buffer.concat(directory);
  yield listed;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(DIRECTORY_END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

function localHeader(fileName: Buffer, content: Uint8Array): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(LOCAL_HEADER, 0);
  local.writeUInt16LE(VERSION, 4);
  local.writeUInt16LE(FLAGS, 6);
  local.writeUInt32LE(crc32(content), 14);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(fileName.length, 26);
  return local;
}

/** The directory repeats the local header's fields, two bytes further on, and adds where it lies. */
function directoryEntry(local: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
  entry.writeUInt16LE(VERSION, 4);
  local.copy(entry, 6, 4, 30);
  entry.writeUInt32LE(offset, 42);
  return entry;
}
