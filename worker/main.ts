#!/usr/bin/env node
import './node-version.ts';
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { AuthoriseOptions } from './commands/authorisations.ts';
import { addActs } from './commands/act-lines.ts';
import { ConfigError, loadConfig, type Config } from './config.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { reason } from './log.ts';

// Everything that is written holds personal data: readable by the worker's account alone.
process.umask(0o077);

// A reader that has left (`guichet cases | head -1`) is no fault: the command does its work to the end, with its own code.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** The headings of the library's help, in the language of the rest. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
};

const program = new Command('guichet')
  .description('Le guichet électronique des importations et exportations de médicaments')
  .option('-c, --config <fichier>', 'fichier de configuration (sinon : GUICHET_CONFIG, puis guichet.yaml)')
  .option('--json', 'résultats en JSON, pour les scripts')
  .helpOption('-h, --help', 'affiche cette aide')
  .helpCommand('help [commande]', 'affiche l’aide d’une commande')
  .showHelpAfterError('(guichet --help affiche l’aide)')
  .configureHelp({ styleTitle: (title) => titles[title] ?? title })
  .exitOverride();

program
  .command('run')
  .description('service permanent : surveille les deux boîtes, répond, classe ; s’arrête proprement sur SIGTERM')
  .action(async () => end((await import('./commands/run.ts')).run(config())));

program
  .command('once')
  .description('un passage, pour cron : relève les deux boîtes, envoie ce qui est dû, rend un code de sortie')
  .option('--full', 'parcourt tous les dossiers de la boîte, même ceux qui n’ont pas changé')
  .action(async (own: { full?: boolean }) =>
    end((await import('./commands/once.ts')).once(config(), { ...options(), full: own.full === true })),
  );

program
  .command('check')
  .description('montre ce qui serait fait d’un message, sans rien envoyer ni écrire')
  .argument('<fichier.eml>')
  .option('--mailbox <boîte>', 'boîte qui le reçoit : import ou export', 'import')
  .option('--received <instant>', 'instant de réception, ISO 8601 (par défaut : maintenant)')
  .action(async (file: string, own: { mailbox: string; received?: string }) =>
    end((await import('./commands/check.ts')).checkFile(config(), file, { ...options(), ...own })),
  );

program
  .command('cases')
  .description(
    'liste les dossiers, ou montre un dossier : chaque contrôle, chaque valeur et l’endroit où elle a été lue',
  )
  .argument('[référence]')
  .action(async (reference?: string) =>
    end((await import('./commands/cases.ts')).showCases(config(), reference, options())),
  );

program
  .command('explain')
  .description(
    'raconte un dossier : ce qui est venu, ce qui a été conclu et par quelle règle, ce qui est attendu et quand',
  )
  .argument('<référence>')
  .action(async (reference: string) =>
    end((await import('./commands/explain.ts')).explain(config(), reference, options())),
  );

program
  .command('authorise')
  .description('enregistre une autorisation délivrée, que les tableaux d’imputation suivront')
  .argument('<numéro>')
  .requiredOption('--holder <titulaire>')
  .requiredOption('--product <médicament>')
  .requiredOption('--quantity <quantité>', 'avec son unité : « 500 boîtes »')
  .option('--operations <nombre>', 'opérations permises')
  .requiredOption('--from <date>', 'début de validité')
  .requiredOption('--until <date>', 'fin de validité')
  .requiredOption('--by <agent>', 'qui agit')
  .requiredOption('--why <motif>', 'pourquoi')
  .action(async (number: string, own: Omit<AuthoriseOptions, 'json'>) =>
    end((await import('./commands/authorisations.ts')).authorise(config(), number, { ...own, ...options() })),
  );

program
  .command('authorisation')
  .description(
    'liste les autorisations, ou montre le compte de l’une : autorisé, imputé, solde, chaque ligne et ses remarques',
  )
  .argument('[numéro]')
  .option('--workbook <fichier>', 'l’écrit aussi comme tableau d’imputation (.xlsx)')
  .action(async (number: string | undefined, own: { workbook?: string }) => {
    const { listAuthorisations, showAuthorisation } = await import('./commands/authorisations.ts');
    const all = { ...own, ...options() };
    return end(number === undefined ? listAuthorisations(config(), all) : showAuthorisation(config(), number, all));
  });

program
  .command('tick')
  .description('applique ce que le calendrier apporte : délais écoulés, refus implicites ; run et once le font aussi')
  .action(async () => end((await import('./commands/tick.ts')).tickOnce(config(), options())));

program
  .command('config')
  .description('vérifie la configuration et les serveurs, sans rien modifier')
  .action(async () => end((await import('./commands/config.ts')).checkConfig(config(), options())));

program
  .command('status')
  .description(
    'dit l’état du service : relèves, lettres, échéances, certificats, disque ; rend 12 si un humain doit voir',
  )
  .action(async () => end((await import('./commands/status.ts')).showStatus(config(), options())));

program
  .command('verify')
  .description(
    'prouve que rien n’a changé : archive, chaîne du journal, tables, lettres ; nomme la première ligne fausse',
  )
  .action(async () => end((await import('./commands/verify.ts')).verify(config(), options())));

program
  .command('replay')
  .description(
    'refait le registre depuis son journal et le compare ; --reread relit l’archive et dit ce qui différerait',
  )
  .option('--into <fichier>', 'l’écrit dans un fichier neuf')
  .option('--reread', 'relit chaque courriel avec les lecteurs et les règles d’aujourd’hui, sans rien changer')
  .action(async (own: { into?: string; reread?: boolean }) =>
    end((await import('./commands/replay.ts')).replay(config(), { ...own, ...options() })),
  );

program
  .command('backup')
  .description('copie registre et archive, le service en marche, et prouve la copie ; refaite, elle ajoute et répare')
  .argument('<dossier>')
  .action(async (directory: string) =>
    end((await import('./commands/backup.ts')).backup(config(), directory, options())),
  );

program
  .command('purge')
  .description('dit ce qu’un visa des archives permet d’éliminer des dossiers clos ; ne l’élimine qu’avec --yes')
  .requiredOption('--visa <référence>', 'visa d’élimination (Code du patrimoine, L212-2, R212-14)')
  .requiredOption('--by <agent>', 'qui agit')
  .requiredOption('--why <motif>', 'pourquoi')
  .option('--before <date>', 'les dossiers clos avant ce jour (AAAA-MM-JJ)')
  .option('--case <référence>', 'un dossier')
  .option('--yes', 'élimine')
  .action(async (own: { visa: string; by: string; why: string; before?: string; case?: string; yes?: boolean }) =>
    end((await import('./commands/purge.ts')).purgeCases(config(), { ...own, ...options() })),
  );

program
  .command('rules')
  .description('liste les règles de contrôle, leur texte et leur phrase')
  .action(async () => end((await import('./commands/rules.ts')).listRules(options())));

program
  .command('limits')
  .description('liste les bornes de l’ouverture et de la lecture des fichiers, et leurs raisons')
  .action(async () => end((await import('./commands/limits.ts')).listLimits(config(), options())));

addActs(program, { config, options, end });

/** What a script left empty, `--by "$AGENT"` for one, was not said: who acts and why stays in the journal for good. */
program.hook('preAction', (_, command) => {
  const given = Object.entries(command.opts<Record<string, unknown>>());
  const blank = given
    .filter(([, value]) => typeof value === 'string' && value.trim() === '')
    .map(([name]) => `--${name}`);
  if (blank.length > 0) command.error(`guichet : option(s) laissée(s) vide(s) : ${blank.join(', ')}`);
});

/** Options that every command takes. */
export interface Options {
  readonly json: boolean;
}

function options(): Options {
  return { json: program.opts<{ json?: boolean }>().json === true };
}

function config(): Config {
  const file = program.opts<{ config?: string }>().config ?? process.env['GUICHET_CONFIG'] ?? 'guichet.yaml';
  if (existsSync(file)) return loadConfig(file);
  throw new ConfigError(file, ['fichier introuvable ; copiez guichet.example.yaml, ou donnez --config']);
}

/** Commands are loaded when asked for: the list of cases must not wait for the IMAP library. */
async function end(work: ExitCode | Promise<ExitCode>): Promise<void> {
  process.exitCode = await work;
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : 64;
  } else {
    process.stderr.write(`guichet : ${reason(error)}\n`);
    if (error instanceof ConfigError) for (const each of error.mistakes) process.stderr.write(`  – ${each}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
