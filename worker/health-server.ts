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
    const answer = (status: number, type: string, text: string) => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'text/plain', '');
    if (request.url !== '/healthz' && request.url !== '/metrics') return answer(404, 'text/plain', '');
    look().then(
      (health) => {
        if (request.url === '/metrics') return answer(200, 'text/plain; version=0.0.4', healthMetrics(health));
        const wrong = health.concerns.filter(({ about }) => about === 'service').map(({ told }) => `${told}\n`);
        answer(wrong.length === 0 ? 200 : 503, 'text/plain', wrong.length === 0 ? 'ok\n' : wrong.join(''));
      },
      (error: unknown) => {
        log('health not told', { error: reason(error) });
        answer(503, 'text/plain', 'état inconnu\n');
      },
    );
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
