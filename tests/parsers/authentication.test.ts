import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authentication, type TraceField } from '../../parsers/authentication.ts';
import { isForged } from '../../worker/domain/message.ts';

const server = 'mx.agence.example';
const results = (value: string): TraceField => ({ name: 'authentication-results', value });
const received = (by: string): TraceField => ({
  name: 'received',
  value: `from a.example by ${by} with ESMTPS; today`,
});
const border = received(server);
const fail = results(`${server}; spf=fail smtp.mailfrom=a.example; dkim=none; dmarc=fail header.from=a.example`);
const pass = results(`${server}; spf=pass; dkim=pass; dmarc=pass`);

describe('what the trusted server found of the sender', () => {
  it('is read with its comments, reasons and version', () => {
    const value = `${server} 1; spf=pass (sender (IP is 192.0.2.1; dmarc=fail)) smtp.mailfrom=a.example; dkim=fail reason="bad; dmarc=pass" header.d=a.example; dmarc=none`;
    expect(authentication([results(value)], server)).toEqual({ server, spf: 'pass', dkim: 'fail', dmarc: 'none' });
  });

  it('passes when one of several signatures does', () => {
    const value = `${server}; dkim=fail header.d=list.example; dkim=pass header.d=a.example`;
    expect(authentication([results(value)], server)).toEqual({ server, dkim: 'pass' });
  });

  it('may be told in several fields, whatever their case', () => {
    const fields = [results('MX.agence.example; SPF=Fail'), results(`${server}; dmarc=fail`), border];
    expect(authentication(fields, server)).toEqual({ server, spf: 'fail', dmarc: 'fail' });
  });

  it.each([
    ['no server is trusted', [fail], undefined],
    ['it says nothing', [border, received('a.example')], server],
    ['another server says it', [results('mx.ailleurs.example; dmarc=fail')], server],
    ['another says it under a longer name', [results(`${server}.ailleurs.example; dmarc=fail`)], server],
    ['it stands below what another server wrote', [border, received('relay.ailleurs.example'), fail], server],
    ['it says that it looked at nothing', [results(`${server}; none`)], server],
  ])('is unknown when %s', (_why, fields, trusted) => {
    expect(authentication(fields, trusted)).toBeUndefined();
  });

  it('is what stands above its own trace, or right under it', () => {
    const inside = received('imap.agence.interne');
    expect(authentication([inside, fail, border, received('a.example')], server)?.dmarc).toBe('fail');
    expect(authentication([inside, border, fail, received('a.example')], server)?.dmarc).toBe('fail');
  });

  it('is not mended by a field that the sender put below', () => {
    expect(authentication([fail, border, pass], server)?.dmarc).toBe('fail');
    expect(authentication([border, fail, pass], server)?.dmarc).toBe('fail');
    // Where the name of the server is that of a domain, and no trace tells where it begins.
    expect(authentication([fail, pass], server)?.dmarc).toBe('fail');
  });

  it('never throws, and never believes a name that is not the server’s', () => {
    const someField = fc.record({
      name: fc.constantFrom('received', 'authentication-results'),
      value: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a.example; dmarc=pass', 'by a.example', '((;')),
    });
    fc.assert(
      fc.property(fc.array(someField), (fields) => {
        expect(authentication(fields, server)).toBeUndefined();
      }),
    );
  });
});

describe('a sender that is surely another', () => {
  it.each([
    [{ dmarc: 'fail', spf: 'pass' }, true],
    [{ dmarc: 'pass', spf: 'fail', dkim: 'fail' }, false],
    [{ spf: 'fail', dkim: 'fail' }, true],
    [{ spf: 'softfail', dkim: 'fail', dmarc: 'none' }, true],
    [{ spf: 'fail', dkim: 'pass' }, false],
    // A mail that a list or a colleague handed on fails SPF alone.
    [{ spf: 'fail', dkim: 'none' }, false],
    [{ spf: 'temperror', dkim: 'temperror', dmarc: 'temperror' }, false],
    [{}, false],
  ])('%o: %s', (found, forged) => {
    expect(isForged({ server, ...found })).toBe(forged);
  });
});
