import { startSmtpSink } from '../servers/smtp-sink.ts';

/** A letter that the sink has, by what its headers say of it. */
export interface SunkLetter {
  readonly messageId: string;
  readonly inReplyTo: string;
}

/** What the sink's process tells the one that forked it: first its port, then its letters whenever it is asked. */
export type SinkMessage = { readonly port: number } | { readonly letters: readonly SunkLetter[] };

// A process of its own: neither contender's figures then hold the server's work.
const sink = await startSmtpSink({ security: 'none' });
const tell = (message: SinkMessage) => process.send?.(message);
process.on('message', () => tell({ letters: sink.mails.map(({ bytes }) => named(bytes)) }));
process.on('disconnect', () => process.exit());
tell({ port: sink.port });

function named(bytes: Buffer): SunkLetter {
  const head = bytes
    .subarray(0, bytes.indexOf('\r\n\r\n'))
    .toString('latin1')
    .replaceAll(/\r\n\s+/g, ' ');
  const valueOf = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return { messageId: valueOf('Message-ID'), inReplyTo: valueOf('In-Reply-To') };
}
