import { expect, test } from 'vitest'
import { agentOf } from './agent.ts'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0',
    { browser: 'Edge', system: 'Windows', isPhone: false },
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
    { browser: 'Safari', system: 'iPhone', isPhone: true },
  ],
  [
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
    { browser: 'Chrome', system: 'Android', isPhone: true },
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 15.2; rv:146.0) Gecko/20100101 Firefox/146.0',
    { browser: 'Firefox', system: 'macOS', isPhone: false },
  ],
  ['curl/8.11', { browser: 'curl', system: '', isPhone: false }],
  [null, { browser: '', system: '', isPhone: false }],
])('%s', (agent, told) => {
  expect(agentOf(agent)).toEqual(told)
})
