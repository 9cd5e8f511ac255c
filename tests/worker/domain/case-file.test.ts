import { describe, expect, it } from 'vitest';
import { parsed, valueOf } from '../../../worker/domain/case-file.ts';
import { aFile } from '../../builders/case-file.ts';

const form = (fields: object) => ({ kind: 'importForm', file: 'formulaire.pdf', fields }) as const;
const letter = (fields: object) => ({ kind: 'requestLetter', file: 'lettre.pdf', fields }) as const;

describe('what several documents say of one value', () => {
  it('is that value when they agree, accents, case and a longer form of a name apart', () => {
    const file = aFile({ documents: [form({ brandName: 'Néravoxa' }), letter({ brandName: 'NERAVOXA 25 mg' })] });
    expect(parsed(file, 'brandName')).toBe('Néravoxa');
  });

  it('is a conflict with both places when they do not', () => {
    const file = aFile({ documents: [form({ strength: '25 mg' }), letter({ strength: '50 mg' })] });
    const value = valueOf(file, 'strength');
    expect(value.state === 'conflict' && value.readings.map((each) => each.source.file)).toEqual([
      'formulaire.pdf',
      'lettre.pdf',
    ]);
  });

  it('is the quantity of the form where the mail only tells less of it, and a conflict where it tells another', () => {
    const boxes = { count: 60, unit: 'boîte', perUnit: 10, innerUnit: 'flacon' };
    const said = (quantity: object) => aFile({ documents: [form({ quantity: boxes }), letter({ quantity })] });
    expect(parsed(said({ count: 60, unit: 'boîte' }), 'quantity')).toEqual(boxes);
    expect(parsed(said({ ...boxes, operations: 2, months: 12 }), 'quantity')).toEqual(boxes);
    for (const other of [
      { count: 61, unit: 'boîte' },
      { count: 60, unit: 'flacon' },
      { ...boxes, perUnit: 5 },
    ]) {
      expect(valueOf(said(other), 'quantity').state).toBe('conflict');
    }
  });

  it('is what the form says where documents may well differ, such as the person to contact', () => {
    const file = aFile({ documents: [letter({ contact: 'A' }), form({ contact: 'B' })] });
    expect(parsed(file, 'contact')).toBe('B');
  });

  it('is not contradicted by a supporting document', () => {
    const module = {
      kind: 'qualityData',
      file: 'module 3.pdf',
      fields: { composition: [{ name: 'x', amount: undefined }] },
    } as const;
    const file = aFile({ documents: [form({ composition: [{ name: 'y', amount: undefined }] }), module] });
    expect(valueOf(file, 'composition').state).toBe('parsed');
  });

  it('is found in a supporting document when the request is silent', () => {
    const module = { kind: 'other', file: 'annexe.pdf', fields: { strength: '25 mg' } } as const;
    expect(parsed(aFile({ documents: [form({}), module] }), 'strength')).toBe('25 mg');
  });

  it('is what the later mail says', () => {
    const file = aFile({ earlier: [{ fields: { route: 'orale' } }], fields: { route: 'intraveineuse' } });
    expect(parsed(file, 'route')).toBe('intraveineuse');
  });

  it('is what a picture seems to say only where nothing is written, and never a conflict', () => {
    const scan = {
      kind: 'importForm',
      file: 'scan.pdf',
      ocr: 88,
      fields: { strength: '75 mg', route: 'orale' },
    } as const;
    const file = aFile({ documents: [scan, letter({ strength: '25 mg' })] });
    expect(parsed(file, 'strength')).toBe('25 mg');
    expect(parsed(file, 'route')).toBe('orale');
  });

  it('is not replaced by a picture that comes later, and a picture is by what comes later in writing', () => {
    const scan = (strength: string) => ({ documents: [{ ...form({ strength }), ocr: 88 }] });
    const typed = { documents: [form({ strength: '25 mg' })] };
    expect(parsed(aFile({ earlier: [typed], ...scan('75 mg') }), 'strength')).toBe('25 mg');
    expect(parsed(aFile({ earlier: [scan('75 mg')], ...typed }), 'strength')).toBe('25 mg');
  });

  it('is the surest of several recognitions', () => {
    const scan = (strength: string, ocr: number) => ({ ...form({ strength }), ocr });
    expect(parsed(aFile({ documents: [scan('75 mg', 60), scan('25 mg', 95)] }), 'strength')).toBe('25 mg');
  });

  it('is kept as written when nothing could be understood, and absent when nobody gives it', () => {
    const file = aFile({ documents: [{ kind: 'importForm', unparsed: { quantity: 'environ beaucoup' } }] });
    expect(valueOf(file, 'quantity')).toMatchObject({ state: 'unparsed', raw: 'environ beaucoup' });
    expect(valueOf(file, 'strength')).toEqual({ state: 'absent' });
  });
});
