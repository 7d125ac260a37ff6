import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageTwiml, replyTwiml, sayTwiml, type Spoken } from './twiml.ts'

const page: Spoken = {
  language: 'en',
  priority: 'P1',
  summary: 'Checkout is failing',
  service: 'Payments',
  isTest: false,
}
const keyUrl = 'https://baton.example/phone/first/call-key/a?b=1&c=2'

// What monitors write at their worst: signs of each alphabet, halves of pairs, controls, and what XML would read as its own.
const letters = fc.constantFrom(...Array.from('aZ1 €^[~ç가힣🔥<>&"\'·…\n\u{202e}\u{1b}'), '\ud800', '\udc00')

describe('a call', () => {
  test('says twice what is wrong and which keys there are, then lets go', () => {
    const said = pageTwiml(page, keyUrl)
    expect(said.match(/<Gather input="dtmf" numDigits="1" /g)).toHaveLength(2)
    expect(said.match(/action="https:\/\/baton\.example\/phone\/first\/call-key\/a\?b=1&amp;c=2"/g)).toHaveLength(2)
    expect(said).toContain(
      '<Say language="en-US">This is Baton. You are being paged, priority P 1. Checkout is failing. Service: Payments. Press 1 to acknowledge. Press 2 to escalate to the next person. Press 3 if you cannot. Press 4 to close the alert. Press 9 to hear this again.</Say>',
    )
    expect(said).toMatch(/The page stays open\. Goodbye\.<\/Say><Hangup\/><\/Response>$/)
  })

  test('speaks Korean to who reads Korean', () => {
    const said = pageTwiml({ ...page, language: 'ko', summary: '결제가 실패합니다', service: null }, keyUrl)
    expect(said).toContain('<Say language="ko-KR">바톤입니다. P 1 등급 호출입니다. 결제가 실패합니다. 확인하려면 1번')
  })

  test('a test says that it is one', () => {
    expect(pageTwiml({ ...page, isTest: true }, keyUrl)).toContain('with a test page. Nothing is broken.')
  })

  test('whatever a monitor wrote opens no tag, and is at most as long as a provider takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 400 }), (summary) => {
        const said = pageTwiml({ ...page, summary, service: summary }, keyUrl)
        const tags = said.match(/<[^>]*>/g) ?? []
        expect(tags.map((tag) => /^<[?/]?(\w+)/.exec(tag)?.[1])).toEqual(
          'xml Response Gather Say Say Gather Gather Say Say Gather Say Say Hangup Response'.split(' '),
        )
        // oxlint-disable-next-line no-control-regex -- what XML cannot hold
        expect(said).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])/)
      }),
    )
  })
})

test('a code is said twice, and an SMS is answered by an SMS', () => {
  expect(sayTwiml('en', ['1 2 3'], 2)).toContain('<Say language="en-US">1 2 3</Say><Pause length="1"/><Say')
  expect(replyTwiml('Ana & Ben <have> it')).toContain('<Message>Ana &amp; Ben &lt;have&gt; it</Message>')
})
