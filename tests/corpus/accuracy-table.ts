import type { Compared, Outcome } from './accuracy.ts';

/** A row of the table: what is read of a format, and what share of its values must be exact. */
interface Row {
  readonly format: string;
  readonly read: string;
  /** Least share of exact values, or undefined where the format promises none. */
  readonly least: number | undefined;
}

/** The formats of the corpus, in the order of the table. */
export const rows: readonly Row[] = [
  { format: 'fillable PDF', read: 'fields by name, tooltip or place; boxes, grouped or not', least: 0.99 },
  { format: 'XFA PDF', read: 'the form’s own data, static or dynamic', least: 0.99 },
  { format: 'text PDF', read: 'values beside, under or after their labels; ticked boxes', least: 0.99 },
  { format: 'DOCX', read: 'content controls, legacy fields, tables, paragraphs', least: 0.99 },
  { format: 'ODT', read: 'tables, paragraphs', least: 0.99 },
  { format: 'DOC', read: 'named, asked for as PDF; read where LibreOffice is installed', least: undefined },
  { format: 'RTF', read: 'the same', least: undefined },
  { format: 'scan', read: 'PDF, JPG, PNG, TIFF through character recognition, marked so', least: 0.9 },
  { format: 'XLSX', read: 'imputation tables and what stands above them', least: 0.99 },
  { format: 'XLSM', read: 'the same; macros are reported, never run', least: 0.99 },
  { format: 'XLS', read: 'the same', least: 0.99 },
  { format: 'XLSB', read: 'the same', least: 0.99 },
  { format: 'ODS', read: 'the same', least: 0.99 },
  { format: 'CSV', read: 'the same; `;`, `,` and tabs, windows-1252, UTF-8, UTF-16', least: 0.99 },
  { format: 'form in XLSX', read: 'a request typed in a workbook', least: 0.99 },
  { format: 'mail, labels', read: 'labelled lines and tables in the text of a mail', least: 0.99 },
  { format: 'mail, sentences', read: 'what sentences say', least: undefined },
];

/** What became of the values of one format. */
export interface Score {
  readonly format: string;
  readonly documents: number;
  /** Values that the documents give. */
  readonly values: number;
  readonly exact: number;
  readonly unparsed: number;
  readonly blind: number;
  readonly absent: number;
  /** Values read that are not those written, or that nobody wrote. */
  readonly wrong: number;
  /** Of these, the ones not marked as recognised from a picture. */
  readonly wrongAsCertain: number;
}

/** The score of a format. */
export function scoreOf(format: string, compared: readonly Compared[]): Score {
  const own = compared.filter((each) => each.format === format);
  const count = (...outcomes: Outcome[]) => own.filter((each) => outcomes.includes(each.outcome)).length;
  const wrong = own.filter((each) => each.outcome === 'wrong' || each.outcome === 'invented');
  return {
    format,
    documents: new Set(own.map(({ file }) => file)).size,
    values: own.length - count('invented'),
    exact: count('exact'),
    unparsed: count('unparsed'),
    blind: count('blind'),
    absent: count('absent'),
    wrong: wrong.length,
    wrongAsCertain: wrong.filter(({ certain }) => certain).length,
  };
}

/** The table of the README, in Markdown. */
export function accuracyTable(compared: readonly Compared[]): string {
  const lines = rows.flatMap(({ format, read }) => {
    const score = scoreOf(format, compared);
    if (score.documents === 0) return [];
    const share = score.exact === 0 ? '–' : `${((score.exact / score.values) * 100).toFixed(1)} %`;
    const { documents, values, unparsed, blind, absent, wrong, wrongAsCertain } = score;
    const cells = [documents, values, share, unparsed, blind, absent, wrong, wrongAsCertain];
    return [`| ${[format, read, ...cells].join(' | ')} |`];
  });
  return [
    '| Format | What is read | Documents | Values | Exact | As written | Not seen, and told | Not found | Wrong | Wrong as certain |',
    '| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...lines,
  ].join('\n');
}
