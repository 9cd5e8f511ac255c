import { parentPort, workerData } from 'node:worker_threads';
import { readMessage, type ReadRequest } from '../parsers/read.ts';

/** The inside of a reading thread: one request at a time, one answer each. Its caps are set by `pool.ts`. */
parentPort?.on('message', (request: ReadRequest) => {
  const working = (part: string) => parentPort?.postMessage({ working: part });
  void readMessage(request, { working }).then(
    (read) => parentPort?.postMessage({ read }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});

// A daemon's first mail should not pay for loading the readers.
if ((workerData as { warm: boolean }).warm) {
  void Promise.all([import('pdf-lib'), import('exceljs'), import('pdfjs-dist/legacy/build/pdf.mjs')]);
}
