import { expect, test } from 'vitest'
import * as alertmanager from '../../domain/intake/alertmanager.ts'
import type { Answer } from '../../domain/intake/event.ts'
import * as generic from '../../domain/intake/generic.ts'
import * as pagerduty from '../../domain/intake/pagerduty-answers.ts'
import * as prometheus from '../../domain/intake/prometheus.ts'
import { unwelcome, unwelcomeSay } from '../../domain/intake/unwelcome.ts'
import { webhooks } from '../../domain/intake/webhooks.ts'
import { notLetInSay } from './refusal-words.ts'

const dialects = {
  pagerduty,
  alertmanager,
  prometheus,
  generic,
  ...Object.fromEntries(webhooks.map((w) => [w.name, w])),
}

test.each(Object.entries(dialects))('%s says in its own form what is wrong with a signature', (_, { unknownKey }) => {
  const plain = unknownKey()
  for (const because of unwelcome) {
    const told = notLetInSay(plain, because)
    const say = unwelcomeSay(because)
    if (say === null) expect(told).toEqual(plain)
    else {
      expect(told).toMatchObject({ status: 401, contentType: plain.contentType })
      expect(told.body).toContain(say)
      if (plain.contentType === 'application/json') expect(shapeOf(told)).toEqual(shapeOf(plain))
    }
  }
})

test('whatever a dialect answers, the sentence arrives or nothing changes', () => {
  const answer = (body: string): Answer => ({ status: 403, body, contentType: 'application/json' })
  const say = unwelcomeSay('signature_wrong') ?? ''
  expect(notLetInSay(answer('"no"'), 'signature_wrong').body).toBe(JSON.stringify(say))
  expect(notLetInSay(answer('["no"]'), 'signature_wrong').body).toBe(JSON.stringify([say]))
  expect(notLetInSay(answer('Invalid key'), 'signature_wrong').body).toBe(say)
  expect(notLetInSay(answer('null'), 'signature_wrong').body).toBe('null')
})

function shapeOf({ body }: Answer): string {
  const told: unknown = JSON.parse(body)
  return typeof told === 'object' && told !== null && !Array.isArray(told) ? Object.keys(told).join() : typeof told
}
