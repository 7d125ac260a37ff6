import { expect, test } from 'vitest'
import { isForTheNetwork, readBareReply, readKey, readReply } from './reply.ts'

test.each([
  ['1 4821', 'acknowledge'],
  [' 1  4821\n', 'acknowledge'],
  ['14821', 'acknowledge'],
  ['1-4821.', 'acknowledge'],
  ['ack 4821', 'acknowledge'],
  ['Ack: 4821', 'acknowledge'],
  ['ACK4821', 'acknowledge'],
  ['확인 4821', 'acknowledge'],
  ['확인4821', 'acknowledge'],
  ['１　４８２１', 'acknowledge'],
  ['1 4821\n> [P1] Checkout is failing', 'acknowledge'],
  ['2 4821', 'escalate'],
  ['escalate 4821', 'escalate'],
  ['다음 4821', 'escalate'],
] as const)('"%s" is %s', (text, answer) => expect(readReply(text)).toEqual({ answer, code: '4821' }))

test.each([
  '',
  '1',
  'ack',
  '4821',
  '3 4821',
  '1 482',
  '1 48211',
  'do not ack 4821',
  '1 4821 5',
  'toString 4821',
  '__proto__ 4821',
])('"%s" is no answer', (text) => expect(readReply(text)).toBeNull())

test.each([
  ['1', 'acknowledge'],
  ['2', 'escalate'],
  ['3', null],
  ['', null],
  ['11', null],
])('the key %s', (digits, answer) => expect(readKey(digits)).toBe(answer))

test.each([
  ['ack', 'acknowledge'],
  [' ACK! ', 'acknowledge'],
  ['확인했습니다.', 'acknowledge'],
  ['１', 'acknowledge'],
  ['2\n> 1', 'escalate'],
  ['다음', 'escalate'],
  ['', null],
  ['.', null],
  ['ack 4821', null],
  ['do not ack', null],
  ['ack?', null],
  ['no', null],
  ['constructor', null],
])('without digits "%s" is %s', (text, answer) => expect(readBareReply(text)).toBe(answer))

test('what the network answers is not answered again', () => {
  expect(['STOP', 'help ', '1 4821'].map(isForTheNetwork)).toEqual([true, true, false])
})
