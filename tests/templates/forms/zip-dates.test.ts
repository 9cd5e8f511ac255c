import { describe, expect, it } from 'vitest';
import { withoutZipDates } from '../../../templates/forms/zip-dates.ts';
import { imputationWorkbook } from '../../../templates/forms/imputation-workbook.ts';

describe('zip files without dates', () => {
  it('differ from others only in their dates', async () => {
    const zip = await imputationWorkbook();
    const dated = Uint8Array.from(zip);
    const directory = new DataView(dated.buffer).getUint32(dated.length - 6, true);
    dated.set([0x12, 0x34, 0x56, 0x78], 10);
    dated.set([0x12, 0x34, 0x56, 0x78], directory + 12);
    expect(Buffer.compare(withoutZipDates(dated), zip)).toBe(0);
  });

  it('cannot be made from anything but a zip file', () => {
    expect(() => withoutZipDates(new TextEncoder().encode('a text that is longer than a record'))).toThrow('zip');
  });
});
