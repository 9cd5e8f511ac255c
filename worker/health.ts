import { statfs } from 'node:fs/promises';
import type { Figures } from '../data/register/figures.ts';
import type { Pass } from '../data/register/passes.ts';
import type { Register } from '../data/register/register.ts';
import type { CertificateLook } from './certificates.ts';
import { addDays, parisDate } from './domain/deadline.ts';
import type { Instant } from './domain/message.ts';

/** From when on a person should look. */
export interface HealthLimits {
  /** Minutes without a complete pass over a mailbox. */
  readonly staleMinutes: number;
  /** Minutes that a letter waits to go out. */
  readonly unsentMinutes: number;
  readonly deadlineDays: number;
  readonly certificateDays: number;
  readonly diskMegabytes: number;
}

/** Something that needs a person: an administrator (`service`) or the staff of the mailboxes (`staff`). */
export interface Concern {
  readonly about: 'service' | 'staff';
  /** In French, without any name. */
  readonly told: string;
}

/** How the service stands: figures, and the names of our own mailboxes and servers. Nothing of any mail. */
export interface Health {
  readonly at: Instant;
  /** One for each source of the configuration; those never looked at have no pass. */
  readonly mailboxes: readonly { readonly source: string; readonly pass: Pass | undefined }[];
  /** Undefined as long as there is no register. */
  readonly figures: Figures | undefined;
  readonly certificates: readonly CertificateLook[];
  /** Of the storage; undefined when it cannot be looked at. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  readonly concerns: readonly Concern[];
}

/** What health is told from. */
export interface HealthSources {
  readonly register: Register | undefined;
  readonly sources: readonly string[];
  readonly storage: string;
  readonly limits: HealthLimits;
  readonly certificates: readonly CertificateLook[];
}

/** Looks at everything; writes nothing. */
export async function healthOf(from: HealthSources, at: Instant): Promise<Health> {
  const { register, sources, certificates, limits } = from;
  const today = parisDate(at);
  const passes = register?.passes.list() ?? [];
  const seen = {
    at,
    mailboxes: sources.map((source) => ({ source, pass: passes.find((each) => each.source === source) })),
    figures: register?.figures(today, addDays(today, limits.deadlineDays)),
    certificates,
    disk: await diskOf(from.storage),
  };
  return { ...seen, concerns: concernsOf(seen, limits) };
}

async function diskOf(storage: string): Promise<Health['disk']> {
  const found = await statfs(storage).catch(() => undefined);
  return found && { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
}

function concernsOf(seen: Omit<Health, 'concerns'>, limits: HealthLimits): Concern[] {
  const service = (told: string): Concern => ({ about: 'service', told });
  const staff = (told: string): Concern => ({ about: 'staff', told });
  const { at, mailboxes, figures, certificates, disk } = seen;
  return [
    ...mailboxes.flatMap(({ source, pass }) => mailboxConcerns(source, pass, at, limits).map(service)),
    ...(figures === undefined ? [] : figureConcerns(figures, at, limits).service.map(service)),
    ...certificates.flatMap((each) => certificateConcerns(each, limits).map(service)),
    ...(disk === undefined || disk.freeBytes < limits.diskMegabytes * 1_000_000
      ? [service(disk === undefined ? 'espace disque inconnu' : 'espace disque faible')]
      : []),
    ...(figures === undefined ? [] : figureConcerns(figures, at, limits).staff.map(staff)),
  ];
}

function mailboxConcerns(source: string, pass: Pass | undefined, at: Instant, limits: HealthLimits): string[] {
  if (pass?.completedAt === undefined) return [`boîte ${source} : jamais relevée entièrement`];
  const minutes = minutesSince(pass.completedAt, at);
  return [
    ...(minutes > limits.staleMinutes ? [`boîte ${source} : pas de relève complète depuis ${minutes} min`] : []),
    ...(pass.failed > 0 ? [`boîte ${source} : ${pass.failed} message(s) non pris en charge`] : []),
    ...(pass.unfiled > 0 ? [`boîte ${source} : ${pass.unfiled} message(s) non classé(s)`] : []),
  ];
}

function figureConcerns(figures: Figures, at: Instant, limits: HealthLimits): { service: string[]; staff: string[] } {
  const { oldestUnsent, lettersForStaff, quarantined, refusalsNear, refusalsBorn, calendarLate } = figures;
  const waiting = oldestUnsent === undefined ? 0 : minutesSince(oldestUnsent, at);
  const told = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : []);
  return {
    service: [
      ...(waiting > limits.unsentMinutes ? [`une lettre attend de partir depuis ${waiting} min`] : []),
      ...told(calendarLate, 'dossier(s) dont le calendrier n’a pas été appliqué'),
    ],
    staff: [
      ...told(lettersForStaff, 'lettre(s) refusée(s), abandonnée(s) ou sans confirmation'),
      ...told(quarantined, 'message(s) en quarantaine'),
      ...told(refusalsNear, `refus implicite(s) dans les ${limits.deadlineDays} jours`),
      ...told(refusalsBorn, 'refus implicite(s) né(s), sans décision'),
    ],
  };
}

function certificateConcerns({ server, daysLeft, problem }: CertificateLook, limits: HealthLimits): string[] {
  if (problem !== undefined) return [`certificat de ${server} : ${problem}`];
  const isShort = daysLeft !== undefined && daysLeft < limits.certificateDays;
  return isShort ? [`certificat de ${server} : encore ${daysLeft} jour(s)`] : [];
}

/** Whole minutes; never negative, the clock may have gone back. */
export function minutesSince(instant: Instant, at: Instant): number {
  return Math.max(0, Math.floor((Date.parse(at) - Date.parse(instant)) / 60_000));
}
