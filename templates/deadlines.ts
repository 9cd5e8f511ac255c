import { clockOf, completeSince, type Case } from '../worker/domain/case.ts';
import { acknowledgementLimits, COMPLEMENT_DAYS, type Clock } from '../worker/domain/clock.ts';
import { IMPLICIT_REFUSAL_DAYS, inFrench, type CivilDate } from '../worker/domain/deadline.ts';
import { recourseUntil } from '../worker/domain/recourse.ts';

const n = '\u00a0';

/** A legal date of a case, and how it was counted, for staff. */
export interface Deadline {
  readonly name: string;
  readonly on: CivilDate;
  /** The count in words, with its article. */
  readonly why: string;
}

/** Every date of a case, each with its explanation; the one that letters print comes first. */
export function deadlinesOf(current: Case): Deadline[] {
  const clock = clockOf(current);
  return [
    ...(clock === undefined ? [] : refusals(current, clock)),
    ...(current.state === 'awaitingApplicant' ? [answerLimit(current.request)] : []),
    ...acknowledgements(current),
  ];
}

/** `Refus implicite : 16 juillet 2026 – quarante-cinq jours après…` */
export function deadlineLine({ name, on, why }: Deadline): string {
  return `${name}${n}: ${inFrench(on)} – ${why}`;
}

function refusals(current: Case, clock: Clock): Deadline[] {
  const { transferredOn, receivedOn } = current;
  const elsewhere = transferredOn === undefined ? '' : ` par l’autorité qui l’a transmise (CRPA, art.${n}L114-3)`;
  const completeOn = completeSince(current);
  const longer =
    clock.extendedOn === undefined
      ? ''
      : ` et ${COMPLEMENT_DAYS}${n}jours, des informations complémentaires ayant été requises le ${inFrench(clock.extendedOn)}`;
  const fromCompletion: Deadline[] =
    clock.fromCompletion === undefined || completeOn === undefined
      ? []
      : [
          {
            name: 'Refus implicite',
            on: clock.fromCompletion,
            why:
              `${IMPLICIT_REFUSAL_DAYS}${n}jours${longer} après la réception de la demande complète, le ` +
              `${inFrench(completeOn)}${completeOn === transferredOn ? elsewhere : ''} (CSP, art.${n}R5121-113)${n}; ` +
              (completeOn === transferredOn
                ? 'les lettres déjà parties comptent depuis la réception à l’agence'
                : 'date imprimée dans les lettres'),
          },
        ];
  const stood = clock.suspendedDays === 0 ? '' : `, prolongés de ${clock.suspendedDays}${n}jour(s) de suspension`;
  const isOther = clock.fromCompletion !== clock.fromReception;
  const fromReception: Deadline = {
    name:
      clock.fromCompletion === undefined
        ? 'Refus implicite si rien n’est reçu'
        : 'Refus implicite, autre lecture des textes',
    on: clock.fromReception,
    why:
      `${IMPLICIT_REFUSAL_DAYS}${n}jours${longer} après la première réception, le ${inFrench(transferredOn ?? receivedOn)}${elsewhere}${stood} ` +
      `(CRPA, art.${n}L114-5, al.${n}3)${clock.fromCompletion === undefined ? '' : `${n}; alerte pour les agents`}`,
  };
  return [...fromCompletion, ...(isOther ? [fromReception] : []), recourse(clock.printed)];
}

function recourse(refusalOn: CivilDate): Deadline {
  return {
    name: 'Dernier jour de recours en métropole',
    on: recourseUntil(refusalOn),
    why: `deux mois francs après le refus implicite (CJA, art.${n}R421-1 et R421-2)${n}; jamais imprimé`,
  };
}

function answerLimit({ sentOn, limitOn }: { sentOn: CivilDate; limitOn: CivilDate }): Deadline {
  return {
    name: 'Éléments attendus jusqu’au',
    on: limitOn,
    why: `demandés le ${inFrench(sentOn)}${n}; reçus ce jour-là jusqu’à minuit, heure de Paris, ils sont à temps (CRPA, art.${n}L112-13)`,
  };
}

function acknowledgements({ receivedOn }: Case): Deadline[] {
  const { registration, acknowledgement } = acknowledgementLimits(receivedOn);
  const basis = `(CRPA, art.${n}R112-11-2)`;
  return [
    {
      name: 'Accusé d’enregistrement au plus tard',
      on: registration,
      why: `un jour ouvré après la réception ${basis}`,
    },
    {
      name: 'Accusé de réception au plus tard',
      on: acknowledgement,
      why: `dix jours ouvrés après la réception ${basis}`,
    },
  ];
}
