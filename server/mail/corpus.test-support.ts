// Replies as mail programs write them, after what each is known to do; all people are made up.

export type CorpusMail = { readonly name: string; readonly raw: Buffer; readonly line: string }

export const lines = (...all: readonly string[]) => all.join('\r\n')

export const from = 'From: Ana Example <ana@example.com>'
const common = [
  from,
  'To: Baton <reply+abc-0123456789abcdef0123456789abcdef@baton.test>',
  'Date: Thu, 26 Nov 2026 15:12:33 +0900',
  'MIME-Version: 1.0',
]

let count = 0
const nextId = () => `<reply-${++count}@mail.example.com>`
/** A reply in plain text. */
export const plain = (
  body: string,
  of: { charset?: string; encoding?: string; subject?: string; more?: string[] } = {},
) =>
  lines(
    ...common,
    `Message-ID: ${nextId()}`,
    `Subject: ${of.subject ?? 'Re: [P1] Payments are down'}`,
    ...(of.more ?? []),
    `Content-Type: text/plain; charset="${of.charset ?? 'utf-8'}"`,
    `Content-Transfer-Encoding: ${of.encoding ?? '8bit'}`,
    '',
    body,
  )

const html = (body: string, charset = 'utf-8') =>
  lines(
    ...common,
    `Message-ID: ${nextId()}`,
    'Subject: Re: [P1] Payments are down',
    `Content-Type: text/html; charset=${charset}`,
    '',
    body,
  )

const both = (text: string, markup: string) =>
  lines(
    ...common,
    `Message-ID: ${nextId()}`,
    'Subject: Re: [P1] Payments are down',
    'Content-Type: multipart/alternative; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset="UTF-8"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(text).toString('base64'),
    '--b1',
    'Content-Type: text/html; charset="UTF-8"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(markup),
    '--b1--',
    '',
  )

const page = ['[P1] Payments are down', '', 'Service: Payments', 'Answer: https://baton.test/answer/1-x', '', 'Page 7']
const quoted = page.map((line) => `> ${line}`)

const utf8: readonly [string, string, string][] = [
  [
    'Gmail, above',
    plain(lines('ack', '', 'On Thu, Nov 26, 2026 at 3:12 PM Baton <baton@baton.test> wrote:', '', ...quoted)),
    'ack',
  ],
  [
    'Gmail, a wrapped line of who wrote',
    plain(
      lines(
        '1',
        '',
        'On Thu, Nov 26, 2026 at 3:12 PM Baton of the Payments Team <',
        'baton@baton.test> wrote:',
        '',
        ...quoted,
      ),
    ),
    '1',
  ],
  [
    'Gmail in Korean',
    plain(lines('확인', '', '2026년 11월 26일 (목) 오후 3:12, Baton <baton@baton.test>님이 작성:', '', ...quoted)),
    '확인',
  ],
  [
    'Gmail, both forms',
    both(
      lines('네', '', '2026년 11월 26일 (목) 오후 3:12, Baton <baton@baton.test>님이 작성:', '', ...quoted),
      '<div dir="ltr">네</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">2026년 11월 26일 (목) 오후 3:12, Baton 작성:<br></div><blockquote class="gmail_quote">[P1] Payments</blockquote></div>',
    ),
    '네',
  ],
  [
    'below the quoted text',
    plain(lines('On 26.11.26 15:12, Baton wrote:', ...quoted, '', 'ok', '', '-- ', 'Ana')),
    'ok',
  ],
  ['Thunderbird in German', plain(lines('Am 26.11.2026 um 15:12 schrieb Baton:', ...quoted, '', 'ack')), 'ack'],
  [
    'Apple Mail',
    plain(lines('2', '', '> On 26 Nov 2026, at 15:12, Baton <baton@baton.test> wrote:', '> ', ...quoted)),
    '2',
  ],
  [
    'a phone of Apple in Korean',
    plain(
      lines(
        '다음',
        '',
        '나의 iPhone에서 보냄',
        '',
        '2026. 11. 26. 오후 3:12, Baton <baton@baton.test> 작성:',
        '',
        ...quoted,
      ),
    ),
    '다음',
  ],
  [
    'Outlook on a desk',
    plain(
      lines(
        'Acknowledge',
        '',
        '-----Original Message-----',
        'From: Baton <baton@baton.test> ',
        'Sent: Thursday, November 26, 2026 3:12 PM',
        '',
        ...page,
      ),
    ),
    'Acknowledge',
  ],
  [
    'Outlook in Korean',
    plain(
      lines(
        '확인했습니다.',
        '',
        '________________________________',
        '보낸 사람: Baton <baton@baton.test>',
        '보낸 날짜: 2026년 11월 26일 목요일 오후 3:12',
        '',
        ...page,
      ),
    ),
    '확인했습니다.',
  ],
  [
    'Outlook in the browser, HTML alone',
    html(
      '<html><head><style>p {margin:0}</style></head><body dir="ltr"><div class="elementToProof">ok</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg"><b>From:</b> Baton</div><div>1</div></body></html>',
    ),
    'ok',
  ],
  [
    'Naver',
    plain(
      lines(
        '접수',
        '',
        '-----Original Message-----',
        'From: "Baton"<baton@baton.test>',
        'To: "Ana"<ana@example.com>;',
        'Sent: 2026-11-26 (목) 15:12:33 (GMT+09:00)',
        '',
        ...page,
      ),
    ),
    '접수',
  ],
  [
    'Naver, HTML alone',
    html(
      '<div style="font-family:나눔고딕"><p>확인&nbsp;</p><p>&nbsp;</p></div><p>-----Original Message-----<br><b>From:</b> "Baton"&lt;baton@baton.test&gt;</p><div>[P1] Payments</div>',
    ),
    '확인',
  ],
  [
    'Daum',
    plain(lines('확인', '', '--------- 원본 메일 ---------', '보낸사람: Baton <baton@baton.test>', ...page)),
    '확인',
  ],
  [
    'HTML with the answer below a quote',
    html(
      '<body><div class="moz-cite-prefix">On 26/11/2026 15:12, Baton wrote:<br></div><blockquote type="cite"><p>ack</p><blockquote>1</blockquote></blockquote><p>next</p></body>',
    ),
    'next',
  ],
  ['quoted-printable', plain(quotedPrintable(lines('확인', '', ...quoted)), { encoding: 'quoted-printable' }), '확인'],
  ['base64', plain(Buffer.from(lines('네', '')).toString('base64'), { encoding: 'base64' }), '네'],
  ['no charset told', plain('확인').replace('; charset="utf-8"', ''), '확인'],
  ['a charset nobody knows', plain('ack', { charset: 'x-klingon' }), 'ack'],
  ['invisible signs before the word', plain('\u200b\ufeff ack \u00a0'), 'ack'],
  [
    'with a picture in the signature',
    lines(
      ...common,
      'Message-ID: <pic@mail.example.com>',
      'Content-Type: multipart/mixed; boundary=m',
      '',
      '--m',
      'Content-Type: text/plain',
      '',
      'ack',
      '',
      '--m',
      'Content-Type: image/png; name=logo.png',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename=logo.png',
      '',
      'iVBORw0KGgo=',
      '--m--',
    ),
    'ack',
  ],
  ['more than a word', plain('I cannot ack this, I am on a train'), 'I cannot ack this, I am on a train'],
  [
    'nothing but the quote',
    plain(lines('', 'On Thu, Nov 26, 2026 at 3:12 PM Baton <baton@baton.test> wrote:', ...quoted)),
    '',
  ],
  ['nothing but a signature', plain(lines('', '-- ', 'ack', 'Ana Example')), ''],
  [
    'forwarded without a word',
    plain(lines('', '---------- Forwarded message ---------', 'From: Baton <baton@baton.test>', '', 'ack')),
    '',
  ],
  ['nothing', plain(''), ''],
]

const bytes: readonly CorpusMail[] = [
  { name: 'EUC-KR', raw: mixed(plain('@@', { charset: 'euc-kr' }), eucKr('확인')), line: '확인' },
  { name: 'CP949', raw: mixed(plain('@@', { charset: 'ks_c_5601-1987' }), eucKr('다음')), line: '다음' },
  { name: 'CP949 by its own name', raw: mixed(plain('@@', { charset: 'cp949' }), eucKr('네')), line: '네' },
  {
    name: 'ISO-2022-KR',
    raw: Buffer.from(plain(lines('\u001b$)C', '\u000eH.@N\u000f', ''), { charset: 'ISO-2022-KR', encoding: '7bit' })),
    line: '확인',
  },
]

/** Every reply with the line that is its answer. */
export const replies: readonly CorpusMail[] = [
  ...utf8.map(([name, raw, line]) => ({ name, raw: Buffer.from(raw), line })),
  ...bytes,
]

function quotedPrintable(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\r\n -<>-~]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(/([^\r\n]{70})(?=[^\r\n])(?<!=.?)/g, '$1=\r\n')
}

/** The letters of EUC-KR, found by the decoder of the platform. */
function eucKr(text: string): Buffer {
  const decoder = new TextDecoder('euc-kr')
  const found = Array.from(text, (letter) => {
    for (let high = 0xb0; high <= 0xc8; high++)
      for (let low = 0xa1; low <= 0xfe; low++)
        if (decoder.decode(Uint8Array.of(high, low)) === letter) return Buffer.of(high, low)
    throw new Error(`${letter} is not in EUC-KR`)
  })
  return Buffer.concat(found)
}

function mixed(text: string, body: Buffer): Buffer {
  const [before = '', after = ''] = text.split('@@')
  return Buffer.concat([Buffer.from(before), body, Buffer.from(after)])
}
