// An SNS of tests: messages signed by a key of this file, and its certificate, valid until 2126. Nothing trusts it.
import { createSign } from 'node:crypto'
import { envelopeIn, signedText } from '../../../domain/intake/sns-envelope.ts'
import type { EgressPage } from '../../egress/egress.ts'

export const topicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms'
export const certificateUrl = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem'
export const subscribeUrl = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=t`

/** An envelope as SNS posts it, signed; `more` is signed too. */
export function signed(more: object = {}, by: { readonly version?: '1' | '2'; readonly key?: string } = {}) {
  const { version = '2', key = snsKey } = by
  const envelope = {
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: topicArn,
    Subject: 'ALARM: "checkout" in EU (Ireland)',
    Message: JSON.stringify({ AlarmName: 'checkout', NewStateValue: 'ALARM', AlarmArn: 'arn:checkout' }),
    Timestamp: '2026-11-22T10:28:02.000Z',
    SignatureVersion: version,
    SigningCertURL: certificateUrl,
    ...more,
  }
  const read = envelopeIn({ value: envelope })
  const text = read ? signedText(read) : ''
  return {
    ...envelope,
    Signature: createSign(version === '1' ? 'sha1' : 'sha256')
      .update(text)
      .sign(key, 'base64'),
  }
}

export const subscription = (more: object = {}) => ({
  Type: 'SubscriptionConfirmation',
  Subject: undefined,
  Message: 'You have chosen to subscribe to the topic.\nTo confirm the subscription, visit the SubscribeURL.',
  Token: 't',
  SubscribeURL: subscribeUrl,
  ...more,
})

export function page(status: number, body = '', more: object = {}): EgressPage {
  return {
    kind: 'answered',
    status,
    location: null,
    etag: null,
    lastModified: null,
    body: new TextEncoder().encode(body),
    ...more,
  }
}

export const snsKey = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC8J2ig4hlcB3vM
BvWJcY90VZwY+B9BFxnPtLHDKrbsLF37PyBbZpCNyjmCzCei59frrIrIgKnrKFI6
IZ9rpX6u0YotEkeb+iJwd3FmC8b1RvaZ31uedKxhZc6Vo7zpFl74JyXzHNAb7Suc
bIoH06k44QTcpAUil8jkOEehHkF7R096esgQ6mTjhm6+a9be6nsK0B0IbHO+WUc4
uZj3HtXwzf/AZR2H8CNMcBcCksyqkH/r6Ujtu4HGPGqt9ssLQbvD2+JQB0Gjk+55
eCRiKL+2z/pkrjs6rPuBCjKj35AK/RnkDMHpbxCCezP/qRzWW9Wd6OecK0BT/Ry4
KYeDy1VjAgMBAAECggEAIJIt4ZPiUfUVsCcQQD/BVqEvSX9CYdEu7a7ZCvENA2tW
xZSS9F+X7IOyWvsebWv3C9wtljH3uDadrWR+pXLbsEWjxtOgQ9cUOSXkIoctZO5o
6BArWw3VfXLTRUI4BJ2TyR91yVUWjY8L+qMrbdltNOR3I/7cyLU/2IoJlFGZgk50
2v1lYciDJaliq24AS3ZKD5ju9+fve0hxcIaGqTw2EowMCS7RcLhcGAUZYLbt6URB
fiUirEtq5+ucs+GBxqZsLfa6ON5u5Lv4aLHIxAOu2ZRT5E68quvgqDA0cuQnkWpz
lDgFjyuZ+KUThGV/gpicBFtmCUE85yJbO4E6Riu9EQKBgQDlgVSDcJzu3xa3ZfQd
NxoWn2bsDNKWp0II6F5E/J7aiBO4ZfaFpx2KZSXnx8lPdH0nn71/TzFzwR9FWYn0
YAP/YPDOSbKUdS7cpnAesG9JEkLk1+wYawtdwJO/YmRZCQbMQmVAb00RZ4DIqQHX
85UqRNUVIclleJviSYyxvxVc6QKBgQDR4AGi/S66ojLrKLR593SQPk23iqSM+sA3
aOK8hw9rvj8PhbFCQSJ1g1KMEPeZDVHD4OIBDUODFGDwigMm3ITGPRQv/ev677wf
R9iUiQeWKQDx4f6n6DzIYCiKm8ASqkYpMkhPG48prhQScbsmpYgsSQBz2SYquoq3
juSNNoGAawKBgAT+ZWpevutrq0DeVQt1sXmgikrElKh2hzdOZw61OHek0lkGzvBl
jH0Aamy6qiSyci60iRkGDhtorleB9UB9/lhGMbcrX1lfm19tt67TQ/ihDxePozF8
0sh9cjmN2IUfbyhuoWlfgpvIVsMG+mVKhYpf6QsGqy0sDKhF1WvgroRRAoGAfKJB
dpBSGsVN5bazjqa0UyCcuH2eAJa8ZWtlEr5GGx7MhiRHwue5Vf3ZnJJK51owj1lR
/Xvp9sK4WsAq5P4Z3zvQbDun0sphdlYNORAzMCpDhGFIAGB7ECeCi+W4Z500syxI
IqpkF0VoaBegI3Az8NCdcy6masOCs0UpVu7icucCgYEAx8Ks/bvXRQLl8+/UIhEF
4wMuCtyqvLPUEx8FIYuzU7SxN0TTcB8OkhBRiLPt8ZLDKIQUp2B2asI1So4/HkMg
3JLHLeTdeP4OiG3uu2iKxVDWnXdgJl45nKYSJAasILhqKjNDaVimDQo7HNM14Wqv
2nghHYA0gx/0bUpCWaWZ3aM=
-----END PRIVATE KEY-----`

export const snsCertificate = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIUeqQQxOITLxWZdX53WkPvPYC0sgswDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjYxMTI2MjIzMDAz
WhgPMjEyNjExMDIyMjMwMDNaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvCdooOIZXAd7zAb1iXGP
dFWcGPgfQRcZz7Sxwyq27Cxd+z8gW2aQjco5gswnoufX66yKyICp6yhSOiGfa6V+
rtGKLRJHm/oicHdxZgvG9Ub2md9bnnSsYWXOlaO86RZe+Ccl8xzQG+0rnGyKB9Op
OOEE3KQFIpfI5DhHoR5Be0dPenrIEOpk44ZuvmvW3up7CtAdCGxzvllHOLmY9x7V
8M3/wGUdh/AjTHAXApLMqpB/6+lI7buBxjxqrfbLC0G7w9viUAdBo5PueXgkYii/
ts/6ZK47Oqz7gQoyo9+QCv0Z5AzB6W8Qgnsz/6kc1lvVnejnnCtAU/0cuCmHg8tV
YwIDAQABo1MwUTAdBgNVHQ4EFgQUZ3vJ3xZIDZ6jNd4gqzWmATH90nkwHwYDVR0j
BBgwFoAUZ3vJ3xZIDZ6jNd4gqzWmATH90nkwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAD8t44cXLUgrzCuvscNxO5GSKC4k06VnIi5wzTjlpv037
2HT8Zc8Wr2ySZMOvdq4x1/DnQd5qQXYSWV+9TbHCgECvqahVFIRIFq3ilofCAKJU
/6VoIBrAoNHnbdNTFmHGrZsO2oC3fDTH0wRzvdI/Ylc4fLE2GkpOO1W2HCjbMF0p
MhFYSKOHFvNsWzs94YULSk4mJhisziqfSMRfKv672lRRfABfM4LXPjuLFfEgoEDM
6QJhEqBhdlPkILTzBRY59k4+bH/DTfywjEzzYITddAp2Ro9Z9c8pjfIM9HSHplqr
0nOIodvswErwQsEi7M6f/XR2K2yX5auQ5XOIIU0RJw==
-----END CERTIFICATE-----`
