/** Read once: a service that nobody tries to break pays one comparison a step. */
const doomed = process.env['GUICHET_CRASH_AT'];

/**
 * A named point between two effects. Does nothing, unless the environment names it: then the process dies there, as by a
 * power cut. The tests break every step of the way with it (tests/faults).
 */
export function crashPoint(name: string): void {
  if (name === doomed) process.kill(process.pid, 'SIGKILL');
}
