import { TransportError } from '../../worker/domain/ports.ts';
import { openReadOnly } from './open.ts';
import { register, type Register } from './register.ts';

/**
 * The register at a path, to look at it; undefined when there is none yet. A file without tables is one that a run is
 * making at this moment, or that was emptied: « nothing came yet » would be no answer.
 */
export function lookAt(file: string): Register | undefined {
  const db = openReadOnly(file);
  if (db === undefined) return undefined;
  if (db.pragma('user_version', { simple: true }) !== 0) return register(db);
  db.close();
  throw new TransportError('le registre n’a aucune table (guichet verify en dit plus)', 'storage');
}
