import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** An IMAP server that refuses everybody, in a sentence that repeats whatever it was told. */
export async function startRudeImap(sentence: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`* OK ${sentence}\r\n`);
    createInterface(socket).on('line', (line) => {
      const [tag = '', command = ''] = line.split(' ');
      if (command.toUpperCase() === 'CAPABILITY') socket.write('* CAPABILITY IMAP4rev1\r\n');
      const isRefused = !['CAPABILITY', 'LOGOUT', 'ID'].includes(command.toUpperCase());
      socket.write(isRefused ? `${tag} NO ${sentence}: ${line}\r\n` : `${tag} OK done\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
