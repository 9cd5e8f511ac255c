import { rawPage } from './raw-pdf.ts';

/** The XML parts of an XFA form; `fields` is the body of an AcroForm's /Fields, for hybrid forms. */
export interface XfaParts {
  readonly template?: string;
  readonly data?: string;
  /** Objects from number 8 on, and the list of those that are fields. */
  readonly fields?: { readonly list: string; readonly objects: readonly string[] };
}

/** A PDF whose form is in XML, in two packets; its page only asks to wait. */
export function xfaPdf({ template = '', data = '', fields = { list: '', objects: [] } }: XfaParts): Buffer {
  const datasets = `<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>${data}</xfa:data></xfa:datasets>`;
  return rawPage('Please wait...', {
    root: `/AcroForm << /Fields [${fields.list}] /XFA [(template) 6 0 R (datasets) 7 0 R] >>`,
    more: [stream(templateOf(template)), stream(datasets), ...fields.objects],
  });
}

/** The same in one stream that holds all packets. */
export function xfaPdfInOne({ template = '', data = '' }: XfaParts): Buffer {
  const datasets = `<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>${data}</xfa:data></xfa:datasets>`;
  const whole = `<?xml version="1.0" encoding="UTF-8"?><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">${templateOf(template)}${datasets}</xdp:xdp>`;
  return rawPage('Please wait...', { root: '/AcroForm << /Fields [] /XFA 6 0 R >>', more: [stream(whole)] });
}

/** A text field of a template. */
export function xfaField(name: string, caption: string, more = ''): string {
  return `<field name="${name}"><ui><textEdit/></ui><caption><value><text>${caption}</text></value></caption>${more}</field>`;
}

function templateOf(body: string): string {
  return `<template xmlns="http://www.xfa.org/schema/xfa-template/3.0/">${body}</template>`;
}

/** Objects are written as latin1: the bytes of the UTF-8 text. */
function stream(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return `<< /Length ${String(bytes.length)} >>\nstream\n${bytes.toString('latin1')}\nendstream`;
}
