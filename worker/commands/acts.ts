import { readFileSync } from 'node:fs';
import { deadlineLine, deadlinesOf } from '../../templates/deadlines.ts';
import { stateNames } from '../../templates/case-report.ts';
import { ActRefused, actsOf, type Actor } from '../acts.ts';
import type { Config } from '../config.ts';
import type { Desk } from '../desk.ts';
import type { Outcome } from '../domain/case-event.ts';
import { civilDate, type CivilDate } from '../domain/deadline.ts';
import { fields, type FieldName } from '../domain/fields.ts';
import type { Case } from '../domain/case.ts';
import type { Sha256 } from '../domain/message.ts';
import { referencesIn, type CaseReference } from '../domain/reference.ts';
import type { ExitCode } from '../exit-codes.ts';
import { resend } from '../resend.ts';
import { acting } from './acting.ts';

type Acts = ReturnType<typeof actsOf>;

/** Options of every act: who, why, and how to print. */
export interface ActOptions extends Actor {
  readonly json: boolean;
}

/** `granted`, `refused`… as they are typed; a grant needs the number of the authorisation. */
export const outcomeKinds = ['granted', 'refused', 'notRequired', 'withdrawn', 'filed'] as const;

export const decide = (config: Config, reference: string, kind: string, options: ActOptions & { number?: string }) =>
  doing(config, options, (acts) => acts.decide(referenceOf(reference), options, outcomeOf(kind, options.number)));

export const reroute = (config: Config, reference: string, options: ActOptions & { to: string }) =>
  doing(config, options, (acts) =>
    acts.decide(referenceOf(reference), options, { kind: 'rerouted', to: oneLine(options.to) }),
  );

export const reopen = (config: Config, reference: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.reopen(referenceOf(reference), options));

/** The question is the text of a file: it becomes the letter. */
export const require = (config: Config, reference: string, file: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.require(referenceOf(reference), options, questionIn(file)));

export const satisfy = (config: Config, reference: string, rule: string, options: ActOptions & { on?: string }) =>
  doing(config, options, (acts) =>
    acts.satisfy(
      referenceOf(reference),
      options,
      rule.toUpperCase(),
      options.on === undefined ? undefined : dayOf(options.on),
    ),
  );

export const correct = (config: Config, reference: string, field: string, value: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.correct(referenceOf(reference), options, fieldOf(field), value));

export const merge = (config: Config, reference: string, from: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.merge(referenceOf(reference), options, referenceOf(from)));

export const split = (config: Config, reference: string, message: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.split(referenceOf(reference), options, message as Sha256));

export const relink = (config: Config, reference: string, message: string, to: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.relink(referenceOf(reference), options, message as Sha256, referenceOf(to)));

export const clear = (config: Config, reference: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.clear(referenceOf(reference), options));

export const transferred = (
  config: Config,
  reference: string,
  options: ActOptions & { readonly from: string; readonly on: string },
) =>
  doing(config, options, (acts) =>
    acts.transferred(referenceOf(reference), options, oneLine(options.from), dayOf(options.on)),
  );

export const sendAgain = (
  config: Config,
  reference: string,
  messageId: string | undefined,
  options: ActOptions & { readonly to?: string },
) =>
  doing(config, options, (_acts, desk) => resend(desk, referenceOf(reference), options, { messageId, to: options.to }));

export const relate = (config: Config, reference: string, to: string, options: ActOptions) =>
  doing(config, options, (acts) => acts.relate(referenceOf(reference), options, referenceOf(to)));

function doing(config: Config, { json }: ActOptions, act: (acts: Acts, desk: Desk) => Case | CaseReference): ExitCode {
  return acting(config, (desk) => {
    const done = act(actsOf(desk), desk);
    const current = typeof done === 'string' ? desk.register.cases.find(done) : done;
    if (current === undefined) return '';
    return json ? JSON.stringify(current) : story(current);
  });
}

function story(current: Case): string {
  const lines = deadlinesOf(current).map((each) => `  ${deadlineLine(each)}`);
  return [`${current.reference} : ${stateNames[current.state]}`, ...(current.state === 'closed' ? [] : lines)].join(
    '\n',
  );
}

function referenceOf(text: string): CaseReference {
  const [reference] = referencesIn(text);
  if (reference === undefined) throw new ActRefused(`« ${text} » n’est pas une référence (vérifiez la lettre finale)`);
  return reference;
}

function outcomeOf(text: string, number: string | undefined): Outcome {
  const kind = outcomeKinds.find((each) => each === text);
  if (kind === undefined) throw new ActRefused(`« ${text} » n’est pas une issue : ${outcomeKinds.join(', ')}`);
  if (kind !== 'granted') return { kind };
  if (number === undefined) throw new ActRefused('une autorisation accordée a un numéro : --number');
  return { kind, number: oneLine(number) };
}

function fieldOf(text: string): FieldName {
  const names = Object.keys(fields) as FieldName[];
  const name = names.find((each) => each === text || fields[each].label.toLowerCase() === text.toLowerCase());
  if (name === undefined) throw new ActRefused(`« ${text} » n’est pas un champ : ${names.join(', ')}`);
  return name;
}

function dayOf(text: string): CivilDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? civilDate(year, month, day) : undefined;
  if (date === undefined) throw new ActRefused(`« ${text} » n’est pas une date AAAA-MM-JJ`);
  return date;
}

function questionIn(file: string): string {
  const text = readFileSync(file, 'utf8').trim();
  if (text === '') throw new ActRefused('la question est vide');
  return text;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
