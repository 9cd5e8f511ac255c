import { LeaseLost, TransportError } from './domain/ports.ts';

/** Errors of the disk and of the database that no mail causes: out of room, busy, read-only, damaged. */
const codes =
  /^(ENOSPC|EDQUOT|EIO|EROFS|EACCES|EPERM|EMFILE|ENFILE|ENOMEM|EFBIG|ESTALE|SQLITE_(FULL|BUSY|LOCKED|IOERR|READONLY|CANTOPEN|CORRUPT|NOMEM|NOTADB|PERM)(_\w+)?)$/;

/** The storage failed, not the mail and not the program: a `TransportError` that stops the pass; undefined otherwise. */
export function storageFault(error: unknown): TransportError | undefined {
  if (error instanceof LeaseLost) return new TransportError(error.message, 'storage', error);
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string' || !codes.test(code)) return undefined;
  return new TransportError(`storage: ${code}`, 'storage', error);
}
