import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readOfficeDocument } from '../../parsers/documents/office-document.ts';
import { fileType } from '../../parsers/file-type.ts';
import type { OfficeConverter } from '../../parsers/ports.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import { findOfficeConverter } from '../../worker/office-converter.ts';
import { rawByField, where } from '../builders/printed-page.ts';
import { importRows } from '../fixtures/pdf/office-forms.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/office', name));
const isInstalled = findOfficeConverter() !== undefined;

/** Every test has a temporary folder of its own: what is left in it was left behind. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'converter-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  expect(readdirSync(folder)).toEqual([]);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function converter(seconds?: number): OfficeConverter {
  const found = findOfficeConverter(seconds);
  if (found === undefined) throw new Error('no converter');
  return found;
}

// LibreOffice is installed where old texts are to be read; elsewhere they are only named.
describe.runIf(isInstalled)('LibreOffice', () => {
  const written = Object.fromEntries(importRows.map((row) => [row.field, row.value]));

  it.each([
    ['table.doc', written],
    ['colons.rtf', written],
  ])('makes an old text readable: %s', async (name, values) => {
    const bytes = fixture(name);
    const attachment = { ...where, size: bytes.length, sha256: 'a'.repeat(64) as Sha256 };
    const outside = { convertOffice: converter(60) };
    const [document] = await readOfficeDocument(bytes, attachment, await fileType(bytes, ''), outside);
    expect(document).toMatchObject({ kind: 'importForm', notes: ['converted'] });
    expect(rawByField(document?.readings ?? [])).toEqual(values);
  });

  it('asks for nothing that a text links to', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const bytes = withPort(fixture('linked.doc'), port);
    // As where the system gives a program no empty network of its own.
    vi.stubEnv('PATH', `${refusing('unshare')}${delimiter}${process.env['PATH'] ?? ''}`);
    expect(await converter(60)(bytes, 'doc')).toBeDefined();
    rmSync(join(folder, 'bin'), { recursive: true });
    server.close();
    expect(asked).toEqual([]);
  });

  it('gives nothing, or a text, for a broken one', async () => {
    await expect(converter(60)(fixture('table.doc').subarray(0, 900), 'doc')).resolves.toSatisfy(
      (found: unknown) => found === undefined || found instanceof Uint8Array,
    );
  });
});

describe('a converter', () => {
  it('is not there where LibreOffice is not', () => {
    vi.stubEnv('PATH', folder);
    expect(findOfficeConverter()).toBeUndefined();
  });

  it('ends a program that never ends, with all that it started', async () => {
    const pids = join(folder, 'pids');
    stub('soffice', `sleep 300 & echo $! >> "${pids}"; echo $$ >> "${pids}"; wait`);
    expect(await converter(1)(Buffer.from('texte'), 'doc')).toBeUndefined();
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    expect(started).toHaveLength(2);
    for (const pid of started) expect(isRunning(pid)).toBe(false);
    rmSync(pids);
    rmSync(join(folder, 'bin'), { recursive: true });
  });

  it('gives a program whose time is up no more of it: the file would be out of time as well', async () => {
    const log = join(folder, 'asked');
    stub('soffice', `trap 'echo asked >> "${log}"' TERM; while :; do sleep 0.1; done`);
    expect(await converter(1)(Buffer.from('texte'), 'doc')).toBeUndefined();
    expect(existsSync(log)).toBe(false);
    rmSync(join(folder, 'bin'), { recursive: true });
  });

  it('gives nothing when the program gives nothing, or fails', async () => {
    stub('soffice', 'exit 1');
    expect(await converter()(Buffer.alloc(1 << 20), 'doc')).toBeUndefined();
    rmSync(join(folder, 'bin'), { recursive: true });
  });

  it('does one text after the other', async () => {
    const log = join(folder, 'log');
    stub('soffice', `echo begin >> "${log}"; sleep 0.2; echo end >> "${log}"`);
    const convert = converter();
    await Promise.all([convert(Buffer.from('un'), 'doc'), convert(Buffer.from('deux'), 'doc')]);
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['begin', 'end', 'begin', 'end']);
    rmSync(log);
    rmSync(join(folder, 'bin'), { recursive: true });
  });

  it('takes no extension that is a path', async () => {
    stub('soffice', 'exit 1');
    expect(await converter()(Buffer.from('texte'), '../../doc')).toBeUndefined();
    rmSync(join(folder, 'bin'), { recursive: true });
  });
});

/** A program of this name, before all others. */
function stub(name: string, script: string): void {
  vi.stubEnv('PATH', `${program(name, script)}${delimiter}${process.env['PATH'] ?? ''}`);
}

function refusing(name: string): string {
  return program(name, 'exit 1');
}

function program(name: string, script: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  return bin;
}

/** The address of a picture in a file, at another port of five digits; Word writes addresses in UTF-16. */
function withPort(file: Buffer, port: number): Buffer {
  const wide = (text: string) => Buffer.from(text, 'utf16le').toString('latin1');
  const old = 'http://127.0.0.1:50000/';
  const text = file.toString('latin1');
  expect(text).toContain(wide(old));
  const address = `http://127.0.0.1:${port}/`;
  expect(address).toHaveLength(old.length);
  return Buffer.from(text.replaceAll(wide(old), wide(address)).replaceAll(old, address), 'latin1');
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
