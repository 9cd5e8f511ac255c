import { ActRefused, type Actor } from './acts.ts';
import { holdOf } from './caution.ts';
import { crashPoint } from './crash-point.ts';
import type { Desk } from './desk.ts';
import { heldName, type Hold } from './domain/hold.ts';

/** Puts a sender on hold: nothing follows from its mails any more before a person looked. */
export function hold(desk: Desk, text: string, actor: Actor): Hold {
  const sender = nameOf(text);
  const own = Object.values(desk.settings.addresses).some((each) => each === sender || each.endsWith(`@${sender}`));
  if (own) throw new ActRefused('nos propres boîtes ne se mettent pas en attente');
  return note(desk, 'held', sender, actor, (last) => (last?.kind === 'held' ? 'déjà en attente' : undefined));
}

/** Ends a hold; what came meanwhile stays as it is, for people. */
export function release(desk: Desk, text: string, actor: Actor): Hold {
  const sender = nameOf(text);
  const above = holdOf(sender, desk.register);
  const other = above === undefined || above.sender === sender ? '' : ` (mais ${above.sender} l’est)`;
  return note(desk, 'released', sender, actor, (last) =>
    last?.kind === 'held' ? undefined : `pas en attente${other}`,
  );
}

/** The holds that stand, oldest first. */
export function standingHolds({ register }: Pick<Desk, 'register'>): Hold[] {
  const last = new Map(register.holds.list().map((each) => [each.sender, each]));
  return [...last.values()].filter(({ kind }) => kind === 'held').sort((a, b) => a.at.localeCompare(b.at));
}

function note(
  { register, now }: Desk,
  kind: Hold['kind'],
  sender: string,
  { by, why }: Actor,
  obstacle: (last: Hold | undefined) => string | undefined,
): Hold {
  return register.transaction(() => {
    const reason = obstacle(register.holds.find(sender));
    if (reason !== undefined) throw new ActRefused(`${sender} : ${reason}`);
    const entry = { kind, sender, by, why, at: now() };
    register.holds.record(entry);
    crashPoint('hold written, not committed');
    return entry;
  });
}

function nameOf(text: string): string {
  const name = heldName(text);
  if (name === undefined) throw new ActRefused(`« ${text} » n’est ni une adresse ni un domaine`);
  return name;
}
