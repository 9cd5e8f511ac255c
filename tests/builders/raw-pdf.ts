/** A PDF of these objects, numbered from 1, the first one its catalogue: for files that no library would write. */
export function rawPdf(objects: readonly string[]): Buffer {
  const parts = ['%PDF-1.7\n'];
  const offsets: number[] = [];
  let length = parts.join('').length;
  objects.forEach((object, index) => {
    const part = `${index + 1} 0 obj\n${object}\nendobj\n`;
    offsets.push(length);
    length += Buffer.byteLength(part, 'latin1');
    parts.push(part);
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `);
  parts.push(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table.join('\n')}\n`,
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
  );
  return Buffer.from(parts.join(''), 'latin1');
}

/** A one-page PDF that shows a line of text; `extra` goes into its page, `root` into its catalogue. */
export function rawPage(text: string, { extra = '', root = '', more = [] as readonly string[] } = {}): Buffer {
  const content = text === '' ? '' : `BT /F1 11 Tf 60 700 Td (${text}) Tj ET`;
  return rawPdf([
    `<< /Type /Catalog /Pages 2 0 R ${root} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ${extra} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...more,
  ]);
}
