import { startSmtpSink } from '../servers/smtp-sink.ts';

/** What the sink's process tells the one that forked it: first its port, then the letters it has whenever it is asked. */
export type SinkMessage = { readonly port: number } | { readonly letters: number };

// A process of its own: neither contender's figures then hold the server's work.
const sink = await startSmtpSink({ security: 'none' });
const tell = (message: SinkMessage) => process.send?.(message);
process.on('message', () => tell({ letters: sink.received() }));
process.on('disconnect', () => process.exit());
tell({ port: sink.port });
