import { limits } from '../limits.ts';
import { Unreadable } from './unreadable.ts';

/** Does a piece of work within the one that is being done; throws `Unreadable` where it goes deeper than the cap. */
export function nesting(): <T>(work: () => T) => T {
  let depth = 0;
  return (work) => {
    if (++depth > limits.blockDepth) throw new Unreadable('tooLarge');
    const done = work();
    depth -= 1;
    return done;
  };
}
