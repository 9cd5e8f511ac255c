import { createServer } from 'node:http';
import type { Health } from './health.ts';
import { healthMetrics } from './health-report.ts';
import { reason, type Log } from './log.ts';

/** Answers `/healthz` and `/metrics` to this machine alone, until it is closed. */
export interface HealthServer {
  close(): void;
}

/**
 * `/healthz` is 200 as long as the service works, else 503 with what is wrong; what waits for the staff of the mailboxes
 * is no fault of the service. A port that is taken is told and stops nothing: mail matters more.
 */
export function startHealthServer(port: number, look: () => Promise<Health>, log: Log): HealthServer {
  const server = createServer((request, response) => {
    void answerTo(request.method, request.url, look, log).then(({ status, text }) => {
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(request.method === 'HEAD' ? undefined : text);
    });
  });
  server.requestTimeout = 5_000;
  server.maxConnections = 20;
  server.on('error', (error) => log('health port not open', { port, error: reason(error) }));
  server.listen(port, '127.0.0.1');
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function answerTo(
  method: string | undefined,
  path: string | undefined,
  look: () => Promise<Health>,
  log: Log,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: '' };
  if (path !== '/healthz' && path !== '/metrics') return { status: 404, text: '' };
  try {
    const health = await look();
    if (path === '/metrics') return { status: 200, text: healthMetrics(health) };
    const wrong = health.concerns.filter(({ about }) => about === 'service').map(({ told }) => `${told}\n`);
    return wrong.length === 0 ? { status: 200, text: 'ok\n' } : { status: 503, text: wrong.join('') };
  } catch (error) {
    log('health not told', { error: reason(error) });
    return { status: 503, text: 'état inconnu\n' };
  }
}
