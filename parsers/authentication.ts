import type { Authentication } from '../worker/domain/message.ts';

/** A header field as the mail gives it, unfolded; names are in lower case. */
export interface TraceField {
  readonly name: string;
  readonly value: string;
}

/** Signs of one field, and fields, that are looked at: hostile ones are long. */
const LONGEST = 4_000;
const MOST = 200;

/**
 * What the trusted server found of the sender's identity (RFC 8601), or undefined where it said nothing. Servers write on
 * top of what they receive, so that only what stands above the fields of others counts: all that stands above the trusted
 * server's own `Received`, else the first such field right under it, since a server that claims another's name comes
 * below. What any other server says is a claim of the sender's.
 */
export function authentication(fields: readonly TraceField[], server: string | undefined): Authentication | undefined {
  if (server === undefined) return undefined;
  const trusted = ownFields(fields.slice(0, MOST), server.toLowerCase());
  const [spf, dkim, dmarc] = ['spf', 'dkim', 'dmarc'].map((method) => verdict(trusted, method));
  if (spf === undefined && dkim === undefined && dmarc === undefined) return undefined;
  return { server, ...(spf && { spf }), ...(dkim && { dkim }), ...(dmarc && { dmarc }) };
}

function ownFields(fields: readonly TraceField[], server: string): Results[] {
  const isReceived = ({ name }: TraceField) => name === 'received';
  const border = fields.findIndex((each) => isReceived(each) && isBy(each.value, server));
  const own = (some: readonly TraceField[]) =>
    some.flatMap(({ name, value }) => {
      const found = name === 'authentication-results' ? resultsIn(value) : undefined;
      return found?.server === server ? [found] : [];
    });
  const first = fields.findIndex(isReceived);
  const above = own(fields.slice(0, border === -1 ? (first === -1 ? fields.length : first) : border));
  if (above.length > 0 || border === -1) return above;
  const below = fields.slice(border + 1);
  const foreign = below.findIndex(isReceived);
  return own(foreign === -1 ? below : below.slice(0, foreign)).slice(0, 1);
}

/** Whether a server of this name, or of this domain, took the mail over (RFC 5321 §4.4). */
function isBy(received: string, server: string): boolean {
  const host = /\bby\s+([a-z0-9.-]{1,255})/i.exec(withoutComments(received))?.[1]?.toLowerCase();
  return host !== undefined && (host === server || host.endsWith(`.${server}`));
}

interface Results {
  readonly server: string;
  readonly results: readonly { readonly method: string; readonly result: string }[];
}

/** `mx.example; spf=fail smtp.mailfrom=…; dkim=none` (RFC 8601 §2.2). */
function resultsIn(value: string): Results | undefined {
  const [head = '', ...rest] = withoutComments(value)
    .replace(/"[^"]*"/g, '""')
    .split(';');
  const server = /^\s*([^\s/=]{1,255})(?:\s+\d+)?\s*$/.exec(head)?.[1]?.toLowerCase();
  if (server === undefined) return undefined;
  const results = rest.flatMap((each) => {
    const [, method, result] = /^\s*([a-z][a-z0-9-]*)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/i.exec(each) ?? [];
    return method === undefined || result === undefined
      ? []
      : [{ method: method.toLowerCase(), result: result.toLowerCase() }];
  });
  return { server, results };
}

/** The highest field that speaks of a method was written last; of several signatures in it one that passes is enough. */
function verdict(fields: readonly Results[], method: string): string | undefined {
  const spoken = fields.map(({ results }) => results.filter((each) => each.method === method));
  const found = spoken.find((each) => each.length > 0) ?? [];
  return (found.find(({ result }) => result === 'pass') ?? found[0])?.result;
}

/** Comments may hold comments (RFC 5322 §3.2.2). */
function withoutComments(text: string): string {
  let depth = 0;
  let kept = '';
  for (const sign of text.slice(0, LONGEST)) {
    if (sign === '(') depth += 1;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += sign;
  }
  return kept;
}
