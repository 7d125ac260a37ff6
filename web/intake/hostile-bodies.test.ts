// What monitors send is shown as text and as nothing else, and a hostile body breaks no screen.
import { createElement, type ComponentType, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readBody } from '../../domain/intake/json.ts'
import { speak, withWords } from '../words/words.ts'
import { BodyTree } from './BodyTree.tsx'
import { EventPreview } from './EventPreview.tsx'

const html = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'javascript:alert(3)'
const bodies = {
  'markup in every place': JSON.stringify({
    title: html,
    id: html,
    source: html,
    labels: { [html]: html },
    tags: [html],
    links: [{ href: `javascript:${html}`, text: html }],
    url: 'javascript:alert(4)',
    [html]: { [html]: [html] },
  }),
  'markup that is no JSON': html,
  'names of prototypes': '{"__proto__":{"polluted":"<b>"},"constructor":"<i>","toString":1}',
  'right to left and controls': JSON.stringify({ title: '\u202eevil\u2066\u0000\u0007', id: '\ud800' }),
  'deeper than anybody reads': '['.repeat(10_000),
  'as deep as is read': `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
  'more fields than are shown': JSON.stringify(
    Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`f${n}`, n])),
  ),
  'a list of thousands': JSON.stringify(Array.from({ length: 9_000 }, () => ({ title: html }))),
  'a form': `title=${encodeURIComponent(html)}&id=1`,
  'a byte order mark': '\ufeff{"title":"x"}',
  nothing: '',
  null: 'null',
  'a number': '9e999',
}

beforeAll(async () => {
  // All that speaking asks of a browser is a place to name the language.
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  await speak('en')
  await withWords(['received', 'terms', 'ui'], Promise.resolve())
})

afterAll(() => vi.unstubAllGlobals())

describe.each(Object.entries(bodies))('%s', (_, body) => {
  test('as the event that it would become', () => {
    expectHarmless(markup(EventPreview, { body, mapping: null }))
    expectHarmless(
      markup(EventPreview, { body, mapping: { each: '$.labels', summary: '{{a}}<b>', labels: { '<b>': '$' } } }),
    )
  })

  test('as its fields', () => {
    const read = readBody(body, 'exact')
    if (!('value' in read)) return
    const shown = markup(BodyTree, { value: read.value, fieldName: html, pathFor: (path) => path, onPick: () => {} })
    expectHarmless(shown)
    expect(shown.split('<button').length).toBeLessThan(500)
  })
})

function markup<Props extends object>(component: ComponentType<Props>, props: Props): string {
  const element: ReactElement = createElement(component, props)
  return renderToStaticMarkup(element)
}

/** Only elements that our parts are made of, none with a handler or an address of the sender's. */
function expectHarmless(shown: string): void {
  const names = new Set(Array.from(shown.matchAll(/<([a-z0-9]+)/gi), ([, name]) => name))
  const ours = 'bdi button code dd div dl dt li p path span strong svg title ul'.split(' ')
  expect([...names].filter((name) => !ours.includes(name ?? ''))).toEqual([])
  // What stands in quotes is text, and no quote of the sender's ends it.
  expect(shown.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]*\s(?:on\w+|href|src)=/i)
}
