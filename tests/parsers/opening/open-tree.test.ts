import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../data/archive.ts';
import { limits } from '../../../parsers/limits.ts';
import { openMessage } from '../../../parsers/message.ts';
import { openTree, type Opening } from '../../../parsers/opening/open-tree.ts';
import { buildMail } from '../../builders/mail.ts';
import type { FilePart } from '../../builders/mime.ts';
import { buildCompoundFile, buildOutlookMessage } from '../../builders/outlook.ts';
import { buildTnef } from '../../builders/tnef.ts';
import { buildZip, type ZipDraft } from '../../builders/zip.ts';

const pdf = Buffer.from('%PDF-1.4\n% Formulaire\n%%EOF\n');
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/opening', name));
const zip = (...entries: ZipDraft[]) => buildZip(entries);

async function tree(bytes: Uint8Array) {
  return openTree(await openMessage(bytes, sha256(bytes)));
}

const treeOf = (...attachments: FilePart[]) => tree(buildMail({ attachments }));

/** `2.1 file formulaire.pdf` */
const told = (found: readonly Opening[]) =>
  found.map((each) => {
    const reason = each.kind === 'refused' ? ` ${each.reason}` : '';
    return `${each.part.path} ${each.kind} ${each.part.file}${reason}`;
  });

const textsOf = (found: readonly Opening[]) =>
  found.flatMap((each) => (each.kind === 'mail' ? [each.mail.text.trim()] : []));

describe('an attached mail', () => {
  const inner = buildMail({
    from: 'Hugo Lenoir <h.lenoir@tilleul.example>',
    subject: 'Demande',
    text: 'Dosage : 5 mg',
    attachments: [{ name: 'formulaire.pdf', content: pdf }],
  });

  it('is opened, its own files below it', async () => {
    const outer = buildMail({ attachments: [{ name: 'transmis.eml', content: inner }] });
    const found = await treeOf({ name: 'deux.eml', content: outer });
    expect(told(found)).toEqual(['2 mail deux.eml', '2.2 mail transmis.eml', '2.2.2 file formulaire.pdf']);
    expect(textsOf(found)[1]).toBe('Dosage : 5 mg');
    const second = found[1];
    expect(second?.kind === 'mail' && second.mail.headers.from?.address).toBe('h.lenoir@tilleul.example');
  });

  it.each(['inline', 'attachment'])(
    'keeps its author and text apart from the mail around it, when %s',
    async (shown) => {
      const bytes = Buffer.concat([
        Buffer.from(
          'From: a@alba.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVoir.\r\n--b\r\n',
        ),
        Buffer.from(`Content-Type: message/rfc822\r\nContent-Disposition: ${shown}\r\n\r\n`),
        inner,
        Buffer.from('\r\n--b--\r\n'),
      ]);
      const mail = await openMessage(bytes, sha256(bytes));
      expect(mail.text.trim()).toBe('Voir.');
      expect(told(await openTree(mail))).toEqual(['2 mail pièce 2', '2.2 file formulaire.pdf']);
    },
  );

  it('is recognised without its type, behind kilobytes of headers', async () => {
    const headers = 'X-Trace: passé\r\n'.repeat(600);
    const content = Buffer.concat([Buffer.from(`Received: x\r\n${headers}`), inner]);
    const found = await treeOf({ name: 'courrier.bin', content, type: 'application/octet-stream' });
    expect(told(found)[0]).toBe('2 mail courrier.bin');
  });

  it('is not made of a file by its name alone', async () => {
    const found = await treeOf({ name: 'formulaire.eml', content: pdf, type: 'application/octet-stream' });
    expect(found.map(({ kind, type }) => [kind, type.kind])).toEqual([['file', 'pdf']]);
  });

  it('ends at the depth cap, by name', async () => {
    let content: Buffer = inner;
    for (let level = 0; level < 10; level += 1)
      content = buildMail({ attachments: [{ name: `n${level}.eml`, content }] });
    const found = await tree(content);
    expect(told(found).at(-1)).toMatch(/^2(\.2){5} refused n4\.eml tooLarge$/);
    expect(found).toHaveLength(limits.depth);
  });
});

describe('an Outlook message', () => {
  const message = buildOutlookMessage({
    subject: 'Demande d’importation',
    senderName: 'Hugo Lenoir',
    senderAddress: 'h.lenoir@tilleul.example',
    text: 'Quantité : 15 boîtes\r\n',
    attachments: [
      { name: 'gros fichier.pdf', content: Buffer.concat([pdf, Buffer.alloc(9000, 0x20)]) },
      {
        name: 'Réponse',
        content: { subject: 'Avant', text: 'Dosage : 5 mg', attachments: [{ name: 'f.pdf', content: pdf }] },
      },
    ],
  });

  it('is opened: sender, text, files, and the messages in it', async () => {
    const found = await treeOf({ name: 'demande.msg', content: message });
    expect(told(found)).toEqual([
      '2 mail demande.msg',
      '2.1 file gros fichier.pdf',
      '2.2 mail Réponse',
      '2.2.1 file f.pdf',
    ]);
    expect(textsOf(found)).toEqual(['Quantité : 15 boîtes', 'Dosage : 5 mg']);
    const [first, file] = found;
    expect(first?.kind === 'mail' && first.mail.headers).toMatchObject({
      subject: 'Demande d’importation',
      from: { address: 'h.lenoir@tilleul.example', name: 'Hugo Lenoir' },
    });
    expect(file?.part.bytes).toHaveLength(pdf.length + 9000);
  });

  it('is read in its code page, and by its HTML when it has no plain text', async () => {
    const old = buildOutlookMessage({ subject: 'Pi\xe8ce', text: 'l\x92unit\xe9', codePage: 1252 });
    const rich = buildOutlookMessage({ html: '<p>Quantité : 3 boîtes</p>' });
    expect(textsOf(await treeOf({ name: 'a.msg', content: old }, { name: 'b.msg', content: rich }))).toEqual([
      'l’unité',
      'Quantité : 3 boîtes',
    ]);
  });

  it('is not made of any compound file', async () => {
    const book = buildCompoundFile({ Workbook: Buffer.alloc(5000, 1) });
    const found = await treeOf({ name: 'tableau.msg', content: book, type: 'application/vnd.ms-outlook' });
    expect(found.map(({ kind, type }) => [kind, type.format])).toEqual([['file', 'xls']]);
  });

  it('is not taken for what is attached to it', async () => {
    const locked = buildCompoundFile({ EncryptedPackage: Buffer.alloc(5000, 1) });
    const content = buildOutlookMessage({ subject: 'x', attachments: [{ name: 'secret.xlsx', content: locked }] });
    const found = await treeOf({ name: 'demande.msg', content });
    expect(found.map(({ kind, type }) => [kind, type.kind])).toEqual([
      ['mail', 'outlookMail'],
      ['file', 'encrypted'],
    ]);
  });
});

describe('a winmail.dat', () => {
  it('gives its files under their long names', async () => {
    const content = buildTnef({
      subject: 'Demande',
      attachments: [
        { title: 'DEMAND~1.PDF', longName: 'Demande n° 3 – été.pdf', content: pdf },
        { title: 'pi\xe8ce.pdf', content: Buffer.concat([pdf, pdf]) },
      ],
    });
    const found = await treeOf({ name: 'winmail.dat', content, type: 'application/ms-tnef' });
    expect(told(found)).toEqual(['2 container winmail.dat', '2.1 file Demande n° 3 – été.pdf', '2.2 file pièce.pdf']);
  });

  it('gives the message attached to it, with its text', async () => {
    const message = { subject: 'Avant', text: 'Dosage : 5 mg', attachments: [{ title: 'f.pdf', content: pdf }] };
    const found = await treeOf({
      name: 'winmail.dat',
      content: buildTnef({ attachments: [{ longName: 'Avant', message }] }),
    });
    expect(told(found)).toEqual(['2 container winmail.dat', '2.1 mail Avant', '2.1.1 file f.pdf']);
    expect(textsOf(found)).toEqual(['Dosage : 5 mg']);
  });

  it('shows what lies before the place where it was cut', async () => {
    const whole = buildTnef({
      attachments: [
        { title: 'a.pdf', content: pdf },
        { title: 'b.pdf', content: pdf },
      ],
    });
    const found = await treeOf({ name: 'winmail.dat', content: whole.subarray(0, -20) });
    expect(told(found)).toEqual(['2 container winmail.dat', '2.1 file a.pdf', '2.2 refused b.pdf corrupt']);
  });
});

describe('a signed mail', () => {
  it.each(['signe-opaque.eml', 'signe-opaque-ber.eml'])(
    'is read like any other, its signature told (%s)',
    async (name) => {
      const found = await tree(fixture(name));
      expect(told(found)).toEqual(['1 mail smime.p7m', '1.2 file formulaire.pdf']);
      expect(textsOf(found)[0]).toContain('Quantité : 15 boîtes');
      expect(found[0]?.kind === 'mail' && found[0].notes).toEqual(['electronicSignature']);
    },
  );

  it('in the clear has its signature beside it', async () => {
    const found = await tree(fixture('signe-clair.eml'));
    expect(found.map(({ kind, type }) => [kind, type.kind])).toEqual([
      ['file', 'pdf'],
      ['file', 'signature'],
    ]);
  });

  it('is recognised when a gateway hides its type', async () => {
    const signed = await openMessage(fixture('signe-opaque.eml'), sha256(fixture('signe-opaque.eml')));
    const content = signed.parts[0]?.bytes ?? Buffer.alloc(0);
    expect(told(await treeOf({ name: 'piece.bin', content }))).toEqual(['2 mail piece.bin', '2.2 file formulaire.pdf']);
  });

  it('may be one signed file', async () => {
    const found = await treeOf({ name: 'facture.pdf.p7m', content: fixture('facture.pdf.p7m') });
    expect(told(found)).toEqual(['2 container facture.pdf.p7m', '2.1 file facture.pdf']);
    expect(found[1]?.type.kind).toBe('pdf');
  });

  it('is a signature when it holds nothing', async () => {
    const found = await treeOf({ name: 'detachee.bin', content: fixture('detachee.p7s') });
    expect(found.map(({ kind, type }) => [kind, type.kind])).toEqual([['file', 'signature']]);
  });

  it('is refused as encrypted when it is', async () => {
    expect(told(await tree(fixture('chiffre.eml')))).toEqual(['1 refused smime.p7m encrypted']);
  });

  it('hides no file behind the type of a signature', async () => {
    const found = await treeOf({ name: 'smime.p7s', content: pdf, type: 'application/pkcs7-signature' });
    expect(found[0]?.type.kind).toBe('pdf');
  });
});

describe('an archive', () => {
  it('gives the names that another program wrote', async () => {
    const found = await treeOf({ name: 'noms.zip', content: fixture('noms.zip') });
    expect(told(found).sort()).toEqual([
      '2 container noms.zip',
      '2.1 file Autorisation d’importation n° 3.pdf',
      '2.2 file Œuvre.pdf',
    ]);
  });

  it.each([
    ['UTF-8 without its flag', Buffer.from('Pièce n° 3 œuvre.pdf'), 0, 'Pièce n° 3 œuvre.pdf'],
    ['UTF-8 with its flag', Buffer.from('Übersicht ✓.pdf'), 0x800, 'Übersicht ✓.pdf'],
    [
      'page 850, as Windows does',
      Buffer.from('Pi\x8ace re\x87ue \x85 l\x27\x82t\x82.pdf', 'latin1'),
      0,
      "Pièce reçue à l'été.pdf",
    ],
    ['page 850 in capitals', Buffer.from('\x90TAT GR\xb6CE.pdf', 'latin1'), 0, 'ÉTAT GRÂCE.pdf'],
    ['windows-1252', Buffer.from('Pi\xe8ce re\xe7ue \xe0 l\x92\xe9t\xe9.pdf', 'latin1'), 0, 'Pièce reçue à l’été.pdf'],
    ['folders that climb', Buffer.from('../../etc/cron.d/x.pdf'), 0, 'x.pdf'],
    ['backslashes', Buffer.from('C:\\dossier\\x.pdf'), 0, 'x.pdf'],
  ])('reads a name in %s', async (_, name, flags, shown) => {
    const found = await treeOf({ name: 'a.zip', content: zip({ name, flags, content: pdf }) });
    expect(told(found)[1]).toBe(`2.1 file ${shown}`);
  });

  it('believes a Unicode name only beside the name it was made for', async () => {
    const field = (of: string) => {
      const text = Buffer.from('Été.pdf');
      const head = Buffer.alloc(9);
      head.writeUInt16LE(0x7075, 0);
      head.writeUInt16LE(5 + text.length, 2);
      head.writeUInt8(1, 4);
      head.writeUInt32LE(crc32(Buffer.from(of, 'latin1')), 5);
      return Buffer.concat([head, text]);
    };
    const name = Buffer.from('\x90t\x82.pdf', 'latin1');
    const content = zip(
      { name, content: pdf, extra: field('\x90t\x82.pdf') },
      { name: Buffer.from('autre\x82.pdf', 'latin1'), content: Buffer.concat([pdf, pdf]), extra: field('x') },
    );
    expect(told(await treeOf({ name: 'a.zip', content }))).toEqual([
      '2 container a.zip',
      '2.1 file Été.pdf',
      '2.2 file autreé.pdf',
    ]);
  });

  it('is opened in an archive; what systems add is left out', async () => {
    const inner = zip({ name: 'f.pdf', content: pdf }, { name: 'dossier/', content: new Uint8Array() });
    const content = zip(
      { name: '__MACOSX/._f.pdf', content: pdf },
      { name: 'dossier/.DS_Store', content: pdf },
      { name: 'Thumbs.db', content: pdf },
      { name: 'dans.zip', content: inner, method: 0 },
    );
    const found = await treeOf({ name: 'a.zip', content });
    expect(told(found)).toEqual(['2 container a.zip', '2.1 container dans.zip', '2.1.1 file f.pdf']);
  });

  it('keeps both files of one name', async () => {
    const content = zip({ name: 'f.pdf', content: pdf }, { name: 'f.pdf', content: Buffer.concat([pdf, pdf]) });
    expect(told(await treeOf({ name: 'a.zip', content }))).toEqual([
      '2 container a.zip',
      '2.1 file f.pdf',
      '2.2 file f.pdf',
    ]);
  });

  it('with a password is told so, file by file, and nothing else is lost', async () => {
    const found = await treeOf(
      { name: 'secret.zip', content: fixture('mot-de-passe.zip') },
      { name: 'f.pdf', content: pdf },
    );
    expect(told(found)).toEqual([
      '2 container secret.zip',
      '2.1 refused Autorisation d’importation n° 3.pdf encrypted',
      '2.2 refused Œuvre.pdf encrypted',
      '3 file f.pdf',
    ]);
  });

  it.each<[string, Partial<ZipDraft>, string]>([
    ['a size too small', { size: 4 }, 'corrupt'],
    ['a size too large', { size: 4000 }, 'corrupt'],
    ['a size beyond every cap', { size: limits.partBytes + 1 }, 'tooLarge'],
    ['a wrong checksum', { checksum: 1 }, 'corrupt'],
    ['a method that nobody reads', { method: 12 }, 'formatNotRead'],
  ])('refuses one file with %s, and gives the others', async (_, lie, reason) => {
    const content = zip({ name: 'a.pdf', content: pdf, ...lie }, { name: 'b.pdf', content: pdf });
    expect(told(await treeOf({ name: 'a.zip', content }))).toEqual([
      '2 container a.zip',
      `2.1 refused a.pdf ${reason}`,
      '2.2 file b.pdf',
    ]);
  });
});

describe('the caps', () => {
  it('name every file beyond the most that are opened', async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `f${index}.txt`, content: Buffer.from(`n° ${index}`) }));
    const found = await treeOf(
      { name: 'a.zip', content: zip(...files(limits.parts + 50)) },
      { name: 'f.pdf', content: pdf },
    );
    expect(found.filter(({ kind }) => kind === 'file')).toHaveLength(limits.parts - 1);
    expect(found.filter((each) => each.kind === 'refused' && each.reason === 'tooLarge')).toHaveLength(52);
    // What lies beside the archive is not pushed out by what it holds.
    expect(told(found).at(-1)).toBe('3 file f.pdf');
  });

  it('say so where not even the names are all shown', async () => {
    const many = Array.from({ length: 1900 }, (_, index) => ({ name: `f${index}.txt`, content: Buffer.from('x') }));
    const [container] = await treeOf({ name: 'a.zip', content: zip(...many) });
    expect(container?.kind === 'container' && container.notes).toEqual(['cutShort']);
  });

  it('let five hundred small files and one of 25 MB through', async () => {
    const small = Array.from({ length: 500 }, (_, index) => ({
      name: `f${index}.txt`,
      content: Buffer.from(`n° ${index}`),
    }));
    const found = await treeOf(...small, {
      name: 'gros.pdf',
      content: Buffer.concat([pdf, Buffer.alloc(25 * 1024 * 1024, 0x41)]),
    });
    expect(found).toHaveLength(501);
    expect(found.every(({ kind }) => kind === 'file')).toBe(true);
  });

  it('leave closed what stopped an earlier try, and what comes after the time is over', async () => {
    const mail = await openMessage(
      ...((bytes) => [bytes, sha256(bytes)] as const)(
        buildMail({
          attachments: ['a', 'b', 'c'].map((name) => ({ name: `${name}.zip`, content: zip({ name, content: pdf }) })),
        }),
      ),
    );
    const found = await openTree(mail, { skip: ['2'], working: (path) => path !== '4' });
    expect(told(found)).toEqual([
      '2 refused a.zip tooHeavy',
      '3 container b.zip',
      '3.1 file b',
      '4 refused c.zip tooHeavy',
    ]);
  });
});
