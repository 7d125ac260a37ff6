import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepsOf } from '../../domain/kit/steps.ts'
import { isSafe, plainTags, readMarkdown } from './tree.ts'
import type { MarkdownNode } from './tree.ts'

test('what on-call people write: headings, steps, code, links, tables', () => {
  const text = [
    '# Checkout is slow',
    'Look **first** at `p99`.',
    '',
    '- [ ] Drain node 3',
    '- [x] Told [Ben](mailto:ben@example.com)',
    '- [ ] [Restart](hook:https://ops.example.com/restart)',
    '',
    '```sh',
    'kubectl get pods',
    '```',
  ].join('\n')
  expect(readMarkdown(text)).toEqual([
    { tag: 'heading', level: 1, in: ['Checkout is slow'] },
    { tag: 'p', in: ['Look ', { tag: 'strong', in: ['first'] }, ' at ', { tag: 'code', text: 'p99' }, '.'] },
    {
      tag: 'ul',
      in: [
        { tag: 'li', line: 3, box: 'open', in: ['Drain node 3'] },
        {
          tag: 'li',
          line: 4,
          box: 'done',
          in: ['Told ', { tag: 'a', href: 'mailto:ben@example.com', in: ['Ben'] }],
        },
        {
          tag: 'li',
          line: 5,
          box: 'open',
          in: [{ tag: 'call', address: 'https://ops.example.com/restart', in: ['Restart'] }],
        },
      ],
    },
    { tag: 'pre', text: 'kubectl get pods' },
  ])
})

test('a picture is a link, and HTML is text', () => {
  expect(readMarkdown('![Graph](https://g.example.com/a.png)')).toEqual([
    { tag: 'p', in: [{ tag: 'a', href: 'https://g.example.com/a.png', in: ['Graph'] }] },
  ])
  expect(readMarkdown('<img src=x onerror=alert(1)>')).toEqual([{ tag: 'p', in: ['<img src=x onerror=alert(1)>'] }])
})

const hostile = [
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java\tscript:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '[a](vbscript:msgbox(1))',
  '[a](file:///etc/passwd)',
  '[a](//evil.example/x)',
  '[a](/api/me)',
  '[a](hook:javascript:alert(1))',
  '[a](hook:file:///etc/passwd)',
  '[a](https://ana:secret@bank.example/)',
  '![a](javascript:alert(1))',
  '![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '<javascript:alert(1)>',
  '<script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '[a]: javascript:alert(1)\n\n[a]',
  '[a](<javascript:alert(1)>)',
  '<iframe src=https://evil.example></iframe>',
]

test.each(hostile)('%s leads nowhere', (text) => {
  for (const href of hrefsOf(readMarkdown(text))) expect(href).toMatch(/^https?:\/\/[^@]*$/)
})

const pieces = fc.oneof(
  fc.constantFrom(...hostile),
  fc.constantFrom(
    '# ',
    '- [ ] ',
    '1. ',
    '> ',
    '```\n',
    '\n\n',
    '\n',
    '|a|b|\n|-|-|\n',
    '**',
    '_',
    '![',
    '](',
    ')',
    '<',
    '\\',
  ),
  fc.webUrl(),
  fc.string({ maxLength: 20 }),
)

test('whatever is written, only known things come of it, and links lead to pages and mail alone', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const nodes = readMarkdown(parts.join(''))
      for (const node of allOf(nodes)) {
        if (typeof node === 'string') continue
        expect([...plainTags, 'ol', 'li', 'heading', 'a', 'call', 'code', 'pre']).toContain(node.tag)
        if (node.tag === 'a') expect(['http:', 'https:', 'mailto:']).toContain(URL.parse(node.href)?.protocol)
        if (node.tag === 'call') expect(node.address).toMatch(/^https?:\/\//i)
      }
    }),
  )
})

test('the steps that are drawn are the steps that are ticked', () => {
  const line = fc.constantFrom(
    '- [ ] one',
    '- [x] two',
    '- no box',
    '',
    'words',
    '# Part',
    '1. [ ] three',
    '```',
    '  - [ ] inner',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const text = lines.join('\n')
      const drawn = allOf(readMarkdown(text)).flatMap((node) =>
        typeof node === 'object' && node.tag === 'li' && node.box !== null ? [node.line] : [],
      )
      const ticked = new Set(stepsOf(text).map((step) => step.line))
      expect(drawn.filter((each) => !ticked.has(each))).toEqual([])
    }),
  )
})

test('100,000 letters of brackets are read in an instant', () => {
  for (const mark of ['[', '*', '`', '> ', '<', '![', '(', '|', '- '])
    readMarkdown(mark.repeat(Math.floor(100_000 / mark.length)))
}, 20_000)

test('only pages and mail are safe', () => {
  expect(['https://a.example', 'http://a.example', 'mailto:a@a.example'].every(isSafe)).toBe(true)
  expect(['javascript:1', 'data:,', 'ftp://a.example', '//a.example', 'a', ''].some(isSafe)).toBe(false)
})

function allOf(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
  return nodes.flatMap((node) => (typeof node === 'object' && 'in' in node ? [node, ...allOf(node.in)] : [node]))
}

function hrefsOf(nodes: readonly MarkdownNode[]): readonly string[] {
  return allOf(nodes).flatMap((node) => {
    if (typeof node === 'string') return []
    if (node.tag === 'a') return [node.href]
    return node.tag === 'call' ? [node.address] : []
  })
}
