import { describe, expect, it } from 'vitest';
import { demandsOf } from '../../../worker/domain/demand.ts';
import { aSubmission, type DocumentDescription, type Fields } from '../../builders/case-file.ts';

const form = (fields: Fields, more: Partial<DocumentDescription> = {}) =>
  ({ kind: 'importForm', fields, ...more }) as const;

const productsOf = (...documents: readonly DocumentDescription[]) =>
  demandsOf(aSubmission({ documents })).map(({ kind, product }) => `${kind} ${product ?? '?'}`);

describe('what one mail asks', () => {
  it('is one demand for each form about another medicine', () => {
    expect(productsOf(form({ brandName: 'Doloxal' }), form({ brandName: 'Nervadine' }))).toEqual([
      'importForm Doloxal',
      'importForm Nervadine',
    ]);
  });

  it('is one demand for each strength', () => {
    const strength = (strength: string) => form({ brandName: 'Doloxal', strength });
    expect(productsOf(strength('150 mg'), strength('300 mg'))).toHaveLength(2);
    expect(productsOf(strength('150 mg'), strength('150mg'))).toHaveLength(1);
  });

  it('is one demand for a signed scan beside its unsigned twin, whatever letters the recognition took for others', () => {
    const scan = form({ brandName: 'Doioxal 150 mg', strength: '150 mg' }, { file: 'scan.pdf', ocr: 71 });
    const typed = form({ brandName: 'Doloxal', strength: '150 mg' }, { file: 'formulaire.docx' });
    const demands = demandsOf(aSubmission({ documents: [scan, typed] }));
    expect(demands.map(({ product, documents }) => [product, documents.map(({ file }) => file)])).toEqual([
      ['Doloxal', ['formulaire.docx', 'scan.pdf']],
    ]);
  });

  it('is two demands when a figure differs, even in a picture', () => {
    const scan = form({ brandName: 'Doloxal', strength: '300 mg' }, { ocr: 71 });
    expect(productsOf(form({ brandName: 'Doloxal', strength: '150 mg' }), scan)).toHaveLength(2);
  });

  it('tells an import from an export of the same medicine', () => {
    const exported = { kind: 'exportForm', fields: { brandName: 'Doloxal' } } as const;
    expect(productsOf(form({ brandName: 'Doloxal' }), exported)).toEqual(['importForm Doloxal', 'exportForm Doloxal']);
  });

  it('is one demand for each medicine of a letter that comes without a form', () => {
    const letter = { kind: 'requestLetter', more: [{ brandName: 'Doloxal' }, { brandName: 'Nervadine' }] } as const;
    expect(productsOf(letter)).toEqual(['requestLetter Doloxal', 'requestLetter Nervadine']);
    expect(productsOf({ kind: 'requestLetter', fields: { nameOrCode: 'DX-12' } })).toEqual(['requestLetter DX-12']);
  });

  it('is nothing to tell apart in a mail without form or letter', () => {
    expect(demandsOf(aSubmission({ fields: { brandName: 'Doloxal' } }))).toEqual([]);
  });
});
