import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { ExitCode } from '../exit-codes.ts';

/** What the command line gives every command: configuration, general options, and where its exit code goes. */
export interface Line {
  readonly config: () => Config;
  readonly options: () => { readonly json: boolean };
  readonly end: (work: ExitCode | Promise<ExitCode>) => Promise<void>;
}

type Acts = typeof import('./acts.ts');

/** The commands by which people of the agency act on cases. Each asks who acts and why. */
export function addActs(program: Command, { config, options, end }: Line): void {
  const act = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .requiredOption('--by <agent>', 'qui agit')
      .requiredOption('--why <motif>', 'pourquoi');
  const run = <O extends { by: string; why: string }>(
    own: O,
    work: (acts: Acts, all: O & { json: boolean }) => ExitCode,
  ) => end(import('./acts.ts').then((acts) => work(acts, { ...own, ...options() })));
  type Own = { by: string; why: string };

  act(
    'decide',
    'clôt un dossier : granted (--number), refused, notRequired, withdrawn, filed ; aucune lettre n’est envoyée',
  )
    .argument('<référence>')
    .argument('<issue>')
    .option('--number <numéro>', 'numéro de l’autorisation accordée')
    .action((reference: string, outcome: string, own: Own & { number?: string }) =>
      run(own, (acts, all) => acts.decide(config(), reference, outcome, all)),
    );
  act('reroute', 'transmis à un autre service ou une autre autorité : clôt le dossier et en avise l’expéditeur')
    .argument('<référence>')
    .requiredOption('--to <service>', 'service ou autorité')
    .action((reference: string, own: Own & { to: string }) =>
      run(own, (acts, all) => acts.reroute(config(), reference, all)),
    );
  act(
    'require',
    'requiert des informations complémentaires (+ 15 jours, une fois) ; le texte du fichier devient la lettre',
  )
    .argument('<référence>')
    .argument('<fichier>')
    .action((reference: string, file: string, own: Own) =>
      run(own, (acts, all) => acts.require(config(), reference, file, all)),
    );
  act('satisfy', 'constate qu’un élément manquant est détenu')
    .argument('<référence>')
    .argument('<règle>')
    .option('--on <date>', 'jour depuis lequel il l’est (AAAA-MM-JJ)')
    .action((reference: string, rule: string, own: Own & { on?: string }) =>
      run(own, (acts, all) => acts.satisfy(config(), reference, rule, all)),
    );
  act('correct', 'retient une valeur à la place de celles lues, qui restent visibles')
    .argument('<référence>')
    .argument('<champ>')
    .argument('<valeur>')
    .action((reference: string, field: string, value: string, own: Own) =>
      run(own, (acts, all) => acts.correct(config(), reference, field, value, all)),
    );
  act('merge', 'joint à un dossier les messages d’un autre, qui est clos')
    .argument('<référence>')
    .argument('<autre>')
    .action((reference: string, from: string, own: Own) =>
      run(own, (acts, all) => acts.merge(config(), reference, from, all)),
    );
  act('split', 'sépare un message d’un dossier : il ouvre le sien')
    .argument('<référence>')
    .argument('<message>', 'empreinte SHA-256 du message')
    .action((reference: string, message: string, own: Own) =>
      run(own, (acts, all) => acts.split(config(), reference, message, all)),
    );
  act('relink', 'déplace un message d’un dossier vers celui dont il relève')
    .argument('<référence>')
    .argument('<message>', 'empreinte SHA-256 du message')
    .argument('<autre>', 'le dossier dont il relève')
    .action((reference: string, message: string, to: string, own: Own) =>
      run(own, (acts, all) => acts.relink(config(), reference, message, to, all)),
    );
  act(
    'clear',
    'lève la réserve sur un message retenu, son expéditeur étant connu ; il reçoit la réponse qu’il n’a pas eue',
  )
    .argument('<référence>')
    .action((reference: string, own: Own) => run(own, (acts, all) => acts.clear(config(), reference, all)));
  act('transferred', 'la demande a été reçue d’abord par une autre autorité : le silence compte depuis ce jour')
    .argument('<référence>')
    .requiredOption('--from <autorité>', 'qui l’a reçue et transmise')
    .requiredOption('--on <date>', 'jour de cette réception (AAAA-MM-JJ)')
    .action((reference: string, own: Own & { from: string; on: string }) =>
      run(own, (acts, all) => acts.transferred(config(), reference, all)),
    );
  act('resend', 'envoie une lettre à nouveau : la même, ou ses mots à une autre adresse')
    .argument('<référence>')
    .argument('[message-id]', 'la lettre (par défaut : la dernière du dossier)')
    .option('--to <adresse>', 'autre destinataire, après un échec par exemple')
    .action((reference: string, messageId: string | undefined, own: Own & { to?: string }) =>
      run(own, (acts, all) => acts.sendAgain(config(), reference, messageId, all)),
    );
  act('hold', 'met un expéditeur en attente : ses messages sont gardés et classés, rien n’en suit sans un agent')
    .argument('<adresse|domaine>')
    .action((sender: string, own: Own) =>
      end(import('./holds.ts').then((holds) => holds.holdSender(config(), sender, { ...own, ...options() }))),
    );
  act('release', 'met fin à l’attente d’un expéditeur')
    .argument('<adresse|domaine>')
    .action((sender: string, own: Own) =>
      end(import('./holds.ts').then((holds) => holds.releaseSender(config(), sender, { ...own, ...options() }))),
    );
  program
    .command('holds')
    .description('liste les expéditeurs en attente : depuis quand, par qui, pourquoi')
    .action(() => end(import('./holds.ts').then((holds) => holds.showHolds(config(), options()))));
  act('relate', 'signale un dossier lié')
    .argument('<référence>')
    .argument('<autre>')
    .action((reference: string, to: string, own: Own) =>
      run(own, (acts, all) => acts.relate(config(), reference, to, all)),
    );
  act('reopen', 'rouvre un dossier clos')
    .argument('<référence>')
    .action((reference: string, own: Own) => run(own, (acts, all) => acts.reopen(config(), reference, all)));
}
