import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { calledBy, mostSteps, stepsOf } from './steps.ts'

test('items with a box are steps, in the order of the text and by their lines', () => {
  const body = [
    '# Checkout is slow',
    '',
    '- [ ] Look at **the graphs** on [Grafana](https://g.example.com)',
    '- no step',
    '  1. [x] Drain `node 3`',
    '* [ ]',
    '',
    '```sh',
    '- [ ] not a step',
    '```',
    '- [ ] [Restart](hook:https://ops.example.com/restart) and wait',
  ].join('\n')
  expect(stepsOf(body)).toEqual([
    { number: 1, line: 2, text: 'Look at the graphs on Grafana', call: null },
    { number: 2, line: 4, text: 'Drain node 3', call: null },
    {
      number: 3,
      line: 10,
      text: 'Restart and wait',
      call: { name: 'Restart', address: 'https://ops.example.com/restart' },
    },
  ])
})

test.each([
  ['hook:https://ops.example.com/drain?node=3', 'https://ops.example.com/drain?node=3'],
  ['hook:javascript:alert(1)', null],
  ['hook:https://ana:secret@ops.example.com/', null],
  ['hook:file:///etc/passwd', null],
  ['https://ops.example.com/', null],
])('%s calls %s', (href, address) => expect(calledBy(href)).toBe(address))

test('a block of code that never ends holds no steps, and a longer fence is not ended by a shorter one', () => {
  expect(stepsOf('````\n- [ ] a\n```\n- [ ] b\n````\n- [ ] c\n~~~\n- [ ] d').map(({ text }) => text)).toEqual(['c'])
})

test('whatever the text, steps are counted without a gap, bounded, and stand on lines of their own', () => {
  const piece = fc.constantFrom(
    '- [ ] ',
    '1. [x] do',
    '```',
    '~~~',
    '\n',
    '\r\n',
    ' ',
    '[a](hook:https://x.example/)',
    'a',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const body = pieces.join('')
      const steps = stepsOf(body)
      expect(steps.map(({ number }) => number)).toEqual(steps.map((_, at) => at + 1))
      expect(new Set(steps.map(({ line }) => line)).size).toBe(steps.length)
      for (const { line } of steps) expect(body.split(/\r\n|\r|\n/)[line]).toMatch(/\[[ xX]\]/)
    }),
  )
  expect(stepsOf('- [ ] a\n'.repeat(mostSteps + 10))).toHaveLength(mostSteps)
})
