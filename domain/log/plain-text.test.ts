import { expect, test } from 'vitest'
import { plainTextOf } from './plain-text.ts'

test.each([
  ['The **bank** calls back', 'The bank calls back'],
  ['# Tonight\n\n- declines *may* come\n- [ ] call `NordBank`', 'Tonight – declines *may* come – call NordBank'],
  ['See [the graphs](https://graphs.example.com/d/(1)) and ![it](a.png)', 'See the graphs and it'],
  ['> quoted\n```sh\ndf -h\n```', 'quoted df -h'],
  ['__init__ of a_b_c and 2 ** 3 ** 4', 'init of a_b_c and 2 ** 3 ** 4'],
  ['**은행** 점검: ~~23시~~ 22시', '은행 점검: 23시 22시'],
  ['nothing', 'nothing'],
  ['', ''],
])('%j reads %j', (markdown, plain) => {
  expect(plainTextOf(markdown)).toBe(plain)
})

test('long runs of marks are read at once', () => {
  const text = '**'.repeat(20_000) + '['.repeat(20_000) + '`'.repeat(20_000)
  expect(plainTextOf(text).length).toBeGreaterThan(0)
})
