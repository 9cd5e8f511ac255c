import { answer, request, type Journey } from './plot.ts';

const asked = request({}, ['Pays de provenance']);

/** Delays that pass, in every state. */
export function calendar(): Journey[] {
  return [
    {
      name: 'delai-silence-de-l-agence',
      about: 'Une demande complète reste sans décision : le refus implicite naît au quarante-cinquième jour.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-07-15', tick: true },
        { on: '2026-07-16', tick: true },
        { on: '2026-07-17', tick: true },
      ],
    },
    {
      name: 'delai-interruption-du-service',
      about: 'Une semaine d’arrêt ne change aucune date.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-07-24', tick: true },
        { on: '2026-07-24', tick: true },
      ],
    },
    {
      name: 'delai-rien-ne-vient',
      about: 'Rien ne répond à la demande de pièces : la limite passe, puis le délai suspendu s’achève.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-17', tick: true },
        { on: '2026-07-31', tick: true },
        { on: '2026-08-01', tick: true },
      ],
    },
    {
      name: 'delai-reponse-tardive',
      about: 'La réponse vient après la limite : elle est reçue, et les deux lectures du délai diffèrent.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-17', tick: true },
        { on: '2026-06-22', mail: answer(1, 'Pays de provenance : Allemagne\n') },
        { on: '2026-07-31', tick: true },
        { on: '2026-08-07', tick: true },
      ],
    },
    {
      name: 'delai-reponse-lue-tard',
      about: 'Une réponse venue à temps mais relevée après la naissance du refus est prise à sa date de réception.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-08-10', tick: true },
        { on: '2026-06-10', mail: answer(1, 'Pays de provenance : Allemagne\n') },
      ],
    },
    {
      name: 'delai-message-apres-refus',
      about: 'Un message arrive après la naissance du refus : accusé simple, le dossier reste ouvert.',
      steps: [
        { on: '2026-06-01', mail: request() },
        { on: '2026-07-17', tick: true },
        { on: '2026-07-20', mail: answer(1, 'Bonjour,\n\nOù en est notre demande ?\n') },
        { on: '2026-07-21', act: ['grant', '$1', 'EX-2026-31'] },
      ],
    },
    {
      name: 'delai-limite-le-jour-meme',
      about: 'Une réponse reçue le dernier jour à 23 h 59, heure de Paris, est à temps.',
      steps: [
        { on: '2026-06-01', mail: asked },
        { on: '2026-06-16T21:59:00.000Z', mail: answer(1, 'Pays de provenance : Allemagne\n') },
      ],
    },
    {
      name: 'delai-accuse-en-retard',
      about: 'Le serveur de courriel ne prend aucune lettre : les agents sont avertis avant chaque terme, et après.',
      steps: [
        { on: '2026-06-01', server: 'down' },
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-02', tick: true },
        { on: '2026-06-03', tick: true },
        { on: '2026-06-12', tick: true },
        { on: '2026-06-15', tick: true },
        { on: '2026-06-16', tick: true },
        { on: '2026-06-16', server: 'up' },
        { on: '2026-06-17', tick: true },
      ],
    },
    {
      name: 'delai-lettre-refusee',
      about: 'Le serveur refuse la lettre : alerte ; un agent l’envoie à nouveau, la même.',
      steps: [
        { on: '2026-06-01', server: 'refuses' },
        { on: '2026-06-01', mail: request() },
        { on: '2026-06-02', server: 'up' },
        { on: '2026-06-02', act: ['resend', '$1'] },
        { on: '2026-06-16', tick: true },
      ],
    },
    {
      name: 'delai-recu-d-une-autre-autorite',
      about: 'Une autre autorité a reçu la demande avant de la transmettre : le silence compte depuis ce jour.',
      steps: [
        { on: '2026-06-09', mail: request() },
        { on: '2026-06-10', act: ['transferred', '$1', 'Préfecture d’exemple', '2026-06-01'] },
        { on: '2026-06-10', act: ['transferred', '$1', 'Préfecture d’exemple', '2026-06-12'] },
        { on: '2026-07-16', tick: true },
        { on: '2026-07-17', tick: true },
      ],
    },
    {
      name: 'delai-reception-a-minuit',
      about: 'Une demande arrivée le 30 juin à 22 h UTC est reçue le 1er juillet à Paris.',
      steps: [{ on: '2026-06-30T22:00:00.000Z', mail: request() }],
    },
  ];
}
