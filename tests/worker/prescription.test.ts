import { describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { readMessage } from '../../parsers/read.ts';
import { caseReport } from '../../templates/case-report.ts';
import { storyOf } from '../../templates/story.ts';
import { groupCommits } from '../../worker/commits.ts';
import { startOutgoing } from '../../worker/dispatch.ts';
import { TransportError, type Postman } from '../../worker/domain/ports.ts';
import { record } from '../../worker/record.ts';
import { buildMail, type MailDraft } from '../builders/mail.ts';
import { prescriptionPdf } from '../builders/prescription-pdf.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

/** Everything that the doctor's paper says of the patient and the treatment, labelled as badly as it may be. */
const secrets = [
  'Delorme',
  '14 mars 1958',
  'Allévantine',
  '200 mg',
  'matin et soir',
  'Tavernier',
  'Kermadec',
  'lymphome',
];
const said = `Dénomination : Allévantine
Dosage : 200 mg
Voie d’administration : orale
Patient : Mme Martine Delorme, née le 14 mars 1958
Indication : lymphome
1 gélule matin et soir
Dr Anselme Tavernier, Kermadec`;

const asked = 'Bonjour,\n\nJe suis un particulier et je demande une autorisation d’importation de mon traitement.\n';

async function takeIn(desk: TestDesk, draft: MailDraft): Promise<string[]> {
  const bytes = buildMail(draft);
  const hash = sha256(bytes);
  const read = await readMessage({ bytes, sha256: hash, ownAddresses: [], headersOnly: undefined, skip: [] });
  const raw = { uid: 1, receivedAt: desk.now(), size: bytes.length };
  const identity = { sha256: hash, fingerprint: hash };
  const arrival = { source: 'import', mailboxes: ['import'] as const, validity: '1', raw, ...identity, read };
  desk.register.transaction(() => record(arrival, desk));
  return send(desk);
}

/** What the log says while a letter is refused. */
async function send({ register, now }: TestDesk): Promise<string[]> {
  const lines: string[] = [];
  const log = (event: string, data?: unknown) => void lines.push(`${event} ${JSON.stringify(data)}`);
  const postman: Postman = {
    compose: (letter) => Promise.resolve(Buffer.from(letter.text)),
    send: () => Promise.reject(new TransportError('550 no', 'permanent')),
    close: () => undefined,
  };
  await startOutgoing({ register, commits: groupCommits(register.transaction), log, now }, postman).drain();
  return lines;
}

describe('the prescription of a private individual', () => {
  it.each([
    ['a PDF', async () => ({ name: 'ordonnance Delorme.pdf', content: await prescriptionPdf() })],
    [
      'a PDF that reads like a form',
      async () => ({
        name: 'ordonnance.pdf',
        content: await prescriptionPdf({
          lines: ['Dénomination : Allévantine', 'Dosage : 200 mg', 'Indication : lymphome'],
        }),
      }),
    ],
    ['a text', () => Promise.resolve({ name: 'ordonnance.txt', content: Buffer.from(`ORDONNANCE\n\n${said}\n`) })],
  ])('as %s stays in the archive: no letter, no case, no list and no log says what it says', async (_what, file) => {
    const desk = aDesk();
    const draft = { subject: 'Mon traitement du lymphome', text: asked, attachments: [await file()] };
    const logged = await takeIn(desk, draft);
    const [{ reference } = expect.fail('no case')] = desk.register.cases.list();
    const current = desk.register.cases.find(reference) ?? expect.fail('no case');
    expect(current.submissions[0]?.documents.map(({ kind }) => kind)).toContain('prescription');
    expect(current.submissions[0]?.intent.kind).toBe('individualRequest');

    const letters = desk.register.outbox
      .ofCase(reference)
      .map(({ draft: { subject, text, html } }) => subject + text + html);
    expect(letters).toHaveLength(1);
    const shown = [...letters, ...logged].join('\n');
    for (const each of secrets) expect(shown, each).not.toContain(each);

    // For people, the name of the file and the subject of the mail are told; nothing of what the paper says.
    const events = desk.register.cases.events(reference);
    const values = current.submissions.flatMap(({ documents }) => documents.flatMap((each) => each.readings));
    const kept = [
      caseReport(current),
      storyOf(events),
      JSON.stringify(values),
      JSON.stringify(desk.register.cases.list()),
    ];
    const unsaid = kept.join('\n').replaceAll('ordonnance Delorme.pdf', '');
    for (const each of secrets) expect(unsaid, each).not.toContain(each);
    expect(logged.join('\n')).toContain('letter not accepted');
  });

  it('is the only piece asked for: neither form nor letter, and nothing that it may say is called missing', async () => {
    const desk = aDesk();
    await takeIn(desk, {
      subject: 'Demande',
      text: asked,
      attachments: [{ name: 'o.pdf', content: await prescriptionPdf() }],
    });
    const [{ reference } = expect.fail('no case')] = desk.register.cases.list();
    const { assessment } = desk.register.cases.find(reference) ?? expect.fail('no case');
    const missing = assessment.verdicts.filter(({ outcome }) => outcome === 'missing').map(({ rule }) => rule);
    expect(missing).toEqual(expect.arrayContaining(['AI-02', 'AI-03']));
    for (const rule of ['AI-01', 'AI-05', 'AI-06', 'AI-08', 'AI-10', 'AI-11', 'AI-12', 'AI-19', 'AI-21', 'AI-22']) {
      expect(missing).not.toContain(rule);
    }
    const [letter] = desk.register.outbox.ofCase(reference);
    expect(letter?.draft.text).not.toMatch(/formulaire/i);

    const without = aDesk();
    await takeIn(without, { subject: 'Demande', text: asked });
    const [other = expect.fail('no case')] = without.register.cases.list();
    expect(without.register.outbox.ofCase(other.reference)[0]?.draft.text).toMatch(/ordonnance/);
  });
});
