import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { limits } from '../parsers/limits.ts';
import type { OfficeConverter } from '../parsers/ports.ts';

/** Data that one conversion may hold, in kilobytes (RLIMIT_DATA): a letter takes 150 MB, most of it the program's own. */
const KILOBYTES = 240_000;

/**
 * What is done in a folder of its own, removed at the end. The shell and `timeout` see to it, not this process: a
 * reading thread may be ended while it waits, and must leave neither a running program nor a file behind. `timeout`
 * kills the whole process group, at once: its work is thrown away anyhow, and the file itself has but a second left.
 * Where the system allows it, the program has no network at all.
 */
const script = `
work=$(mktemp -d -t guichet-office.XXXXXX) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM PIPE
mkdir -p "$work/profile/user"
printf %s "$SETTINGS" > "$work/profile/user/registrymodifications.xcu"
cat > "$work/text.$1"
unshare --net --map-root-user true 2>/dev/null && alone='unshare --net --map-root-user'
export HOME="$work" TMPDIR="$work"
ulimit -d ${KILOBYTES}
timeout --signal=KILL "$2" $alone soffice --headless --norestore --nolockcheck \
  "-env:UserInstallation=file://$work/profile" --convert-to odt --outdir "$work/made" "$work/text.$1" \
  </dev/null >/dev/null 2>&1
cat "$work/made/text.odt"
`;

/** Macros never run, links are never updated, and whatever asks for the network is sent to a closed port. */
const settings = settingsFile([
  ['org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['org.openoffice.Office.Writer/Content/Update', 'Link', '0'],
  ['org.openoffice.Inet/Settings', 'ooInetProxyType', '2'],
  ...['HTTP', 'HTTPS', 'FTP'].flatMap((each): Setting[] => [
    ['org.openoffice.Inet/Settings', `ooInet${each}ProxyName`, '127.0.0.1'],
    ['org.openoffice.Inet/Settings', `ooInet${each}ProxyPort`, '9'],
  ]),
]);

const closedPort = 'http://127.0.0.1:9';

/**
 * A converter of old office texts that runs LibreOffice; undefined where it is not installed. One conversion follows
 * the other, each may take `seconds`: less than a file may take to read, which it is part of. It never throws: what
 * cannot be converted in time is undefined.
 */
export function findOfficeConverter(seconds = 6): OfficeConverter | undefined {
  if (!['sh', 'timeout', 'soffice'].every(isInstalled)) return undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (bytes, extension) => {
    // The extension becomes part of a file name.
    if (!/^[a-z]{1,5}$/.test(extension)) return Promise.resolve(undefined);
    const next = last.then(() => convert(bytes, extension, seconds));
    last = next;
    return next;
  };
}

function convert(bytes: Uint8Array, extension: string, seconds: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const proxies = { http_proxy: closedPort, https_proxy: closedPort, all_proxy: closedPort, no_proxy: '' };
    const own = { PATH: process.env['PATH'], TMPDIR: tmpdir(), LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' };
    const child = spawn('sh', ['-c', script, 'sh', extension, String(seconds)], {
      env: { ...own, ...proxies, SETTINGS: settings },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limits.partBytes) chunks.push(chunk);
    });
    child.on('error', () => resolve(undefined));
    child.on('close', () => resolve(size === 0 || size > limits.partBytes ? undefined : Buffer.concat(chunks)));
    // The shell may be gone before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

type Setting = readonly [path: string, name: string, value: string];

/** The user settings of LibreOffice, as it writes them itself. */
function settingsFile(all: readonly Setting[]): string {
  const items = all.map(
    ([path, name, value]) =>
      `<item oor:path="/${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  const space = 'xmlns:oor="http://openoffice.org/2001/registry"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items ${space}>${items.join('')}</oor:items>`;
}
