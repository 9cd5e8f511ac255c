let made = 0;

/** A plain-text mail of an invented sender, as bytes; the text goes out in latin-1, each mail under its own Message-ID. */
export function letter(subject: string, text: string): Buffer {
  made += 1;
  const lines = [
    'From: Laboratoires Exemple <affaires@laboratoire.example>',
    'To: import@agence.example',
    `Message-ID: <essai-${String(made)}@laboratoire.example>`,
    'Date: Thu, 01 Jan 2026 00:00:00 +0000',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
