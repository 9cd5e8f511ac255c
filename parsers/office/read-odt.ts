import type { DocumentNote } from '../../worker/domain/submission.ts';
import { withoutRepeats, type Block, type FoundText } from './flow.ts';
import { odtReader } from './odt-blocks.ts';
import { controlsIn } from './odt-fields.ts';
import { odtStyles } from './odt-styles.ts';
import type { Package } from './package.ts';
import { Unreadable } from './unreadable.ts';
import { child, descendants, elements, type Element } from './xml.ts';

/** Reads an OpenDocument text (ODF 1.3 part 3 §5): its headers, body and footers, in this order. Throws `Unreadable`. */
export function readOdt(archive: Package): FoundText {
  if (isEncrypted(archive)) throw new Unreadable('encrypted');
  const root = archive.part('content.xml');
  const body = child(root, 'office:body', 'office:text');
  if (body === undefined) throw new Unreadable('corrupt');
  const common = archive.part('styles.xml');
  const shared = child(common, 'office:styles');
  const reader = odtReader(
    odtStyles([shared, child(root, 'office:automatic-styles')]),
    controlsIn(child(body, 'office:forms')),
  );
  const around = printed(common);
  return {
    blocks: [...around('header'), ...reader.blocks(body), ...around('footer')],
    notes: remarks(archive, body),
    hasPictures:
      archive.names.some((each) => each.startsWith('Pictures/')) || descendants(body, 'draw:image').length > 0,
  };
}

/** What is printed on every page, by the styles of the page: names of styles mean other things there than in the body. */
function printed(common: Element | undefined): (kind: 'header' | 'footer') => Block[] {
  const reader = odtReader(
    odtStyles([child(common, 'office:styles'), child(common, 'office:automatic-styles')]),
    new Map(),
  );
  const pages = elements(child(common, 'office:master-styles'), 'style:master-page');
  return (kind) => {
    const parts = pages.flatMap((page) => elements(page).filter(({ name }) => name.startsWith(`style:${kind}`)));
    const shown = parts.filter(({ attributes }) => attributes['style:display'] !== 'false');
    return withoutRepeats(shown.map((each) => reader.blocks(each)));
  };
}

/** A password leaves the list of the parts readable, with how each was encrypted (ODF 1.3 part 2 §4.8). */
function isEncrypted(archive: Package): boolean {
  return descendants(archive.part('META-INF/manifest.xml'), 'manifest:encryption-data').length > 0;
}

/** Macros, and pictures, objects or sections that lie elsewhere. A link to click is none. */
function remarks({ names }: Package, body: Element): DocumentNote[] {
  const hasMacros = names.some((each) => /^(?:Basic|Scripts)\/.*\/[^/]+$/.test(each));
  const linked = ['draw:image', 'draw:object', 'text:section-source'].flatMap((each) => descendants(body, each));
  const isElsewhere = linked.some(({ attributes }) => /^(?:\w{2,}:|\/|\.\.\/)/.test(attributes['xlink:href'] ?? ''));
  return [...(hasMacros ? (['macros'] as const) : []), ...(isElsewhere ? (['externalLinks'] as const) : [])];
}
