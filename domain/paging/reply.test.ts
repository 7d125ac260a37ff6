import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { promiseMinutes } from './answer.ts'
import { isForTheNetwork, readKey, readReply, readWords } from './reply.ts'

const have = { do: 'acknowledge', lookingInto: '', backInMinutes: null }

test.each([
  '1 4821',
  ' 1  4821\n',
  '14821',
  '1-4821.',
  'ack 4821',
  'Ack: 4821',
  'ACK4821',
  '4821 ok',
  'I have it 4821',
  '확인 4821',
  '확인4821',
  '4821 확인했습니다',
  '１　４８２１',
  '1 4821\n> [P1] Checkout is failing',
])('"%s" says "I have it"', (text) => expect(readReply(text)).toEqual({ answer: have, code: '4821' }))

test.each([
  ['2 4821', { do: 'escalate' }],
  ['escalate 4821', { do: 'escalate' }],
  ['4821 up', { do: 'escalate' }],
  ['다음 4821', { do: 'escalate' }],
  ['3 4821', { do: 'decline', reason: '' }],
  ['4821 no', { do: 'decline', reason: '' }],
  ['4821 No!', { do: 'decline', reason: '' }],
  ['no 4821 I am on a plane', { do: 'decline', reason: 'I am on a plane' }],
  ['4821 못해요, 비행기 안입니다', { do: 'decline', reason: '비행기 안입니다' }],
  ['4821 I can’t', { do: 'decline', reason: '' }],
  ['3 4821 driving', { do: 'decline', reason: 'driving' }],
  ['4 4821', { do: 'close', note: '' }],
  ['close 4821 restarted it', { do: 'close', note: 'restarted it' }],
  ['4821 종료: 재시작함', { do: 'close', note: '재시작함' }],
  ['4821 20', { ...have, backInMinutes: 20 }],
  ['4821 20 min.', { ...have, backInMinutes: 20 }],
  ['1 4821 5', { ...have, backInMinutes: 5 }],
  ['4821 20분', { ...have, backInMinutes: 20 }],
  ['4821 look at the database', { ...have, lookingInto: 'the database' }],
  ['ack 4821 30m looking into the queue!', { ...have, lookingInto: 'the queue', backInMinutes: 30 }],
  ['4821 20분 데이터베이스를 보는 중', { ...have, lookingInto: '데이터베이스', backInMinutes: 20 }],
  ['4821 로그 확인 중입니다', { ...have, lookingInto: '로그' }],
])('"%s" is read', (text, answer) => expect(readReply(text)).toEqual({ answer, code: '4821' }))

test.each([
  '',
  '1',
  'ack',
  '4821',
  '1 482',
  '1 48211',
  'do not ack 4821',
  '4821 not ok',
  '4821 do not close',
  'ack 4821 but not me',
  '4821 2 people',
  '4821 3 minutes',
  '4821 241',
  '2 4821 but later',
  '4821 nobody is here',
  'toString 4821',
  '__proto__ 4821',
  '4821 toString',
])('"%s" is no clear answer', (text) => expect(readReply(text)).toBeNull())

test.each([
  ['ok', have],
  ['20', { ...have, backInMinutes: 20 }],
  ['No, I am ill.\n\nOn Monday Baton wrote:\n> 1 4821', { do: 'decline', reason: 'I am ill' }],
  ['Close: rolled back', { do: 'close', note: 'rolled back' }],
  ['Up', { do: 'escalate' }],
  ['에스컬레이션', { do: 'escalate' }],
  ['Thanks, will do', null],
  ['', null],
])('where the page is known, "%s"', (text, answer) => expect(readWords(text)).toEqual(answer))

test.each([
  '해결 중입니다',
  '해결 안 됨',
  '해결 못했어요',
  '종료 예정',
  'fixed in 10 min',
  'done in 5, looking',
  'closed? not yet',
  'Close to home, 10 min',
  'Done, but still failing',
  'Done - but still failing',
  'close: not yet',
  'done?',
  'No problem, I have it',
  'no worries, on it',
  'no, I have it',
  'No: ok, on it',
  'no-one is here',
])('"%s" is no clear answer by mail, and none behind the digits', (text) => {
  expect(readWords(text)).toBeNull()
  expect(readReply(`4821 ${text}`)).toBeNull()
})

test.each(['fixed 4821 in 10 min', 'close 4821? not yet', 'done 4821 but still failing', 'close 4821 it still fails'])(
  '"%s" closes nothing',
  (text) => expect(readReply(text)).toBeNull(),
)
test.each([
  '해결 4821 중입니다',
  '해결 4821 안 됨',
  '종료 4821 예정',
  'no 4821 problem',
  'no 4821 I have it',
  'no 4821, on it',
])('"%s" is no clear answer either', (text) => expect(readReply(text)).toBeNull())

test('a sign shows what is said beside the word', () => {
  expect(readWords('Done - restarted it.')).toEqual({ do: 'close', note: 'restarted it' })
  expect(readWords('해결됨: 안정화했습니다')).toEqual({ do: 'close', note: '안정화했습니다' })
  expect(readReply('종료 4821 중단했습니다')?.answer).toEqual({ do: 'close', note: '중단했습니다' })
  expect(readWords('no - driving')).toEqual({ do: 'decline', reason: 'driving' })
  expect(readWords('Done!\nnot on call next week')).toEqual({ do: 'close', note: '' })
})

test('a promise is within its bounds, whatever was written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 999 }), (minutes) => {
      const read = readReply(`ack 4821 ${minutes}`)
      const isWithin = minutes >= promiseMinutes.least && minutes <= promiseMinutes.most
      expect(read).toEqual(isWithin ? { answer: { ...have, backInMinutes: minutes }, code: '4821' } : null)
    }),
  )
})

test('whatever is written, nothing breaks and no more than words for one line come out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
      const answer = readReply(`no 4821 ${text}`)?.answer
      if (answer?.do === 'decline') expect(answer.reason).not.toMatch(/[\r\n]/)
    }),
  )
})

test.each([
  ['1', have],
  ['2', { do: 'escalate' }],
  ['3', { do: 'decline', reason: '' }],
  ['4', { do: 'close', note: '' }],
  ['9', null],
  ['', null],
  ['11', null],
])('the key %s', (digits, answer) => expect(readKey(digits)).toEqual(answer))

test('what the network answers is not answered again', () => {
  expect(['STOP', 'help ', '1 4821'].map(isForTheNetwork)).toEqual([true, true, false])
})

test.each([
  ['no action', ''],
  ['No action needed.', ''],
  ['No action was needed: the probe was down', 'the probe was down'],
  ['조치 불필요', ''],
  ['조치 불필요: 점검 중이었음', '점검 중이었음'],
])('%j closes it, and says that nothing had to be done', (text, note) => {
  expect(readWords(text)).toEqual({ do: 'close', note, noAction: true })
})

test.each(['no action yet', 'no action?', 'no action from me', 'no action: not yet', 'no actions'])(
  '%j is not clear',
  (text) => {
    expect(readWords(text)).toBeNull()
  },
)
