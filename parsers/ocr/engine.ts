import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker } from 'tesseract.js';
import type { Ocr, RecognisedWord } from '../ports.ts';

/** A program that recognises pages one after the other, until it is closed. */
export type OcrEngine = Ocr & { close(): Promise<void> };

/** The engine's memory grows with each page (naptha/tesseract.js#977): after so many it is replaced by a new one. */
const PAGES_OF_ONE_ENGINE = 20;

/** A column of text of varying sizes: the default mode finds nothing that stands in a box. */
const PAGE_SEGMENTATION = '4';

/** The thread of an engine, as far as it is used here; the library types leave it out. */
interface EngineThread {
  on(event: 'error' | 'exit', listener: (reason: unknown) => void): void;
  ref(): void;
  unref(): void;
}

interface Engine {
  readonly worker: Worker;
  readonly thread: EngineThread;
  /** Rejects when the thread dies; never resolves. */
  readonly death: Promise<never>;
  pages: number;
}

/**
 * Tesseract with the French language data, from the installed packages alone: nothing is fetched, nothing is written.
 * It starts with the first page, and never keeps the process alive by itself.
 */
export function startOcr(): OcrEngine {
  let engine: Promise<Engine> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const stop = async (): Promise<void> => {
    const running = engine;
    engine = undefined;
    await running?.then(({ worker }) => worker.terminate()).catch(() => undefined);
  };

  const page = async (picture: Uint8Array): Promise<readonly RecognisedWord[]> => {
    if ((await engine)?.pages === PAGES_OF_ONE_ENGINE) await stop();
    engine ??= startEngine();
    try {
      return await recognisePage(await engine, picture);
    } catch (error) {
      await stop();
      throw error;
    }
  };

  return {
    recognise: (picture) => {
      const words = last.then(() => page(picture));
      last = words.catch(() => undefined);
      return words;
    },
    close: stop,
  };
}

async function startEngine(): Promise<Engine> {
  const { createWorker, OEM } = await import('tesseract.js');
  const worker = await createWorker('fra', OEM.LSTM_ONLY, {
    langPath: languageFolder(),
    cacheMethod: 'none',
    gzip: true,
    // Without a handler the library throws where nobody can catch it.
    errorHandler: () => undefined,
  });
  const { worker: thread } = worker as Worker & { readonly worker: EngineThread };
  const death = new Promise<never>((_, reject) => {
    for (const event of ['error', 'exit'] as const) {
      thread.on(event, () => reject(new Error('the character recognition engine stopped')));
    }
  });
  death.catch(() => undefined);
  await worker.setParameters({
    tessedit_pageseg_mode: PAGE_SEGMENTATION as never,
    user_defined_dpi: '200',
    debug_file: '/dev/null',
  });
  thread.unref();
  return { worker, thread, death, pages: 0 };
}

/** The folder of the installed language data; its small variant reads as well as the large one. */
function languageFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@tesseract.js-data/fra/package.json')), '4.0.0_best_int');
}

async function recognisePage(engine: Engine, picture: Uint8Array): Promise<RecognisedWord[]> {
  engine.pages += 1;
  engine.thread.ref();
  try {
    const output = { text: false, tsv: true };
    // The types ask for a Buffer; the library takes any bytes.
    const job = engine.worker.recognize(
      Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength),
      {},
      output,
    );
    const { data } = await Promise.race([job, engine.death]);
    return wordsOf(data.tsv ?? '');
  } finally {
    engine.thread.unref();
  }
}

/** Level of the rows of a word in Tesseract's table. */
const WORD = '5';

/**
 * The words of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence and
 * text, parted by tabs. Lines are numbered anew in each paragraph.
 */
function wordsOf(table: string): RecognisedWord[] {
  const lines = new Map<string, number>();
  return table.split('\n').flatMap((row) => {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, text = ''] = row.split('\t');
    if (level !== WORD || text.trim() === '') return [];
    const key = [page, block, paragraph, line].join(' ');
    if (!lines.has(key)) lines.set(key, lines.size);
    const [x = 0, y = 0, w = 0, h = 0, sure = 0] = [left, top, width, height, confidence].map(Number);
    return [{ text, x, y, width: w, height: h, confidence: sure, line: lines.get(key) ?? 0 }];
  });
}
