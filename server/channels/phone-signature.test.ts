import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFromProvider, phoneSignature, type FormParameters } from './phone-signature.ts'

const token = '12345'
const myapp: FormParameters = [
  ['CallSid', 'CA1234567890ABCDE'],
  ['Caller', '+14158675309'],
  ['Digits', '1234'],
  ['From', '+14158675309'],
  ['To', '+18005551212'],
]
const korean: FormParameters = [
  ['Body', '확인 4821'],
  ['From', '+821012345678'],
  ['MessageSid', 'SM1'],
]
const repeated: FormParameters = [
  ['b', '2'],
  ['b', '1'],
  ['b', '1'],
  ['B', 'x'],
  ['a', ''],
]

describe('the signature of a provider', () => {
  // Made by the provider's own library for Node, version 6.2.0; the first is the example it publishes.
  test.each<[string, FormParameters, string]>([
    ['https://mycompany.com/myapp.php?foo=1&bar=2', myapp, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['https://baton.example/phone/first/sms', korean, 'fjhUsWXmi46RiU45ZctcyrgTvuA='],
    ['https://baton.example:8443/phone/first/sms', repeated, 'dSgE6oDUBNsPbakkMMgMgERLm7M='],
    ['https://baton.example/phone/first/call-key/2s-a_B%20c?x=1', [], 'sdqd+sBSCoXn16RNgUDWo1mD0Lg='],
  ])('of %s', (url, parameters, signature) => {
    expect(phoneSignature(token, url, parameters)).toBe(signature)
    expect(isFromProvider({ token, url, parameters, signature })).toBe(true)
  })

  test('holds with the default port and without, whichever the provider wrote', () => {
    const signature = phoneSignature(token, 'https://baton.example:443/phone/first/sms', korean)
    const of = { token, url: 'https://baton.example/phone/first/sms', parameters: korean, signature }
    expect(isFromProvider(of)).toBe(true)
    expect(isFromProvider({ ...of, url: 'http://baton.example/phone/first/sms' })).toBe(false)
    expect(isFromProvider({ ...of, url: 'https://baton.example:444/phone/first/sms' })).toBe(false)
  })

  test('fits nothing that differs in one letter, and no other token', () => {
    const url = 'https://baton.example/phone/first/sms'
    const signature = phoneSignature(token, url, korean)
    fc.assert(
      fc.property(fc.nat(), fc.string({ minLength: 1 }), (at, letter) => {
        const text = korean[0]?.[1] ?? ''
        const cut = at % (text.length + 1)
        const changed: FormParameters = [['Body', text.slice(0, cut) + letter + text.slice(cut)], ...korean.slice(1)]
        expect(isFromProvider({ token, url, parameters: changed, signature })).toBe(false)
      }),
    )
    const of = { url, parameters: korean, signature }
    expect(isFromProvider({ ...of, token: '12346' })).toBe(false)
    for (const wrong of ['', 'x', signature.toLowerCase(), `${signature}=`])
      expect(isFromProvider({ ...of, token, signature: wrong })).toBe(false)
  })
})
