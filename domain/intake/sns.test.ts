import { describe, expect, test } from 'vitest'
import { envelopeOf, isCertificateUrl, isSubscribeUrl, signedText } from './sns-envelope.ts'
import { sns } from './sns.ts'
import { hear, now, only, request } from './webhook-reading.test-support.ts'

const topicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms'

/** As https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html has it. */
const alarm = {
  AlarmName: 'checkout-5xx',
  AlarmDescription: 'Checkout answers with errors',
  AWSAccountId: '123456789012',
  AlarmConfigurationUpdatedTimestamp: '2026-11-01T08:00:00.000+0000',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint [7.0] was greater than the threshold (5.0).',
  StateChangeTime: '2026-11-22T10:28:01.123+0000',
  Region: 'EU (Ireland)',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx',
  OldStateValue: 'OK',
  OKActions: [topicArn],
  AlarmActions: [topicArn],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: 'HTTPCode_Target_5XX_Count',
    Namespace: 'AWS/ApplicationELB',
    StatisticType: 'Statistic',
    Statistic: 'SUM',
    Unit: null,
    Dimensions: [{ value: 'app/shop/50dc6c495c0c9188', name: 'LoadBalancer' }],
    Period: 60,
  },
}

const envelope = (message: unknown, more: object = {}) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: topicArn,
  Subject: 'ALARM: "checkout-5xx" in EU (Ireland)',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: '2026-11-22T10:28:02.000Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
  UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=secret',
  ...more,
})
const raw = { headers: { 'x-amz-sns-rawdelivery': 'true', 'x-amz-sns-topic-arn': topicArn } }

describe('a CloudWatch alarm', () => {
  test('as a notification', () => {
    expect(only(sns, envelope(alarm))).toEqual({
      action: 'trigger',
      key: alarm.AlarmArn,
      summary: 'checkout-5xx: Checkout answers with errors',
      priority: 'P1',
      from: 'app/shop/50dc6c495c0c9188',
      labels: {
        AlarmName: 'checkout-5xx',
        NewStateValue: 'ALARM',
        Region: 'EU (Ireland)',
        AWSAccountId: '123456789012',
        topic: 'alarms',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Namespace: 'AWS/ApplicationELB',
        LoadBalancer: 'app/shop/50dc6c495c0c9188',
      },
      links: [
        {
          href: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/checkout-5xx',
          text: 'CloudWatch',
        },
      ],
      details: JSON.stringify(alarm),
      startsAt: '2026-11-22T10:28:01.123Z',
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test.each([
    ['ALARM', 'trigger', 'P1'],
    ['INSUFFICIENT_DATA', 'trigger', 'P3'],
    ['OK', 'resolve', 'P4'],
    ['SOMETHING', 'trigger', 'P2'],
  ])('%s: %s as %s, by the same key', (NewStateValue, action, priority) => {
    expect(only(sns, envelope({ ...alarm, NewStateValue }))).toMatchObject({ action, priority, key: alarm.AlarmArn })
  })

  test('delivered raw is the same', () => {
    expect(only(sns, alarm, raw)).toEqual(only(sns, envelope(alarm)))
    expect(only(sns, alarm)).toMatchObject({ key: alarm.AlarmArn, from: 'app/shop/50dc6c495c0c9188' })
  })

  test('without an ARN has account, region and name for its key', () => {
    const { AlarmArn: _, ...old } = alarm
    expect(only(sns, envelope(old)).key).toBe('123456789012/EU (Ireland)/checkout-5xx')
  })

  test('a composite one has no metric', () => {
    const { Trigger: _, ...composite } = alarm
    expect(only(sns, envelope({ ...composite, AlarmRule: 'ALARM(a) OR ALARM(b)' }))).toMatchObject({
      key: alarm.AlarmArn,
      from: 'alarms',
    })
  })

  test('over many series is one alert for each', () => {
    const one = only(
      sns,
      envelope({ ...alarm, AlarmContributorId: 'abc', AlarmContributorAttributes: { host: 'web1' } }),
    )
    expect(one).toMatchObject({ key: `${alarm.AlarmArn}#abc`, labels: { host: 'web1' } })
  })

  test('told by EventBridge is the same alarm', () => {
    const event = {
      version: '0',
      id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account: '123456789012',
      time: '2026-11-22T10:28:02Z',
      region: 'eu-west-1',
      resources: [alarm.AlarmArn],
      detail: {
        alarmName: 'checkout-5xx',
        state: { value: 'OK', reason: 'fine again', timestamp: '2026-11-22T10:28:01.123+0000' },
        configuration: {
          metrics: [
            { metricStat: { metric: { namespace: 'AWS/EC2', name: 'CPU', dimensions: { InstanceId: 'i-1' } } } },
          ],
        },
      },
    }
    expect(only(sns, envelope(event))).toMatchObject({
      action: 'resolve',
      key: alarm.AlarmArn,
      labels: { InstanceId: 'i-1', MetricName: 'CPU' },
    })
  })
})

describe('a message of anybody', () => {
  test('words: the subject is the line, the same subject the same alert', () => {
    const first = only(sns, envelope('The backup of db1 failed at 10:28', { Subject: 'Backup failed' }))
    expect(first).toMatchObject({ action: 'trigger', summary: 'Backup failed', priority: 'P2', from: 'alarms' })
    expect(JSON.parse(first.details)).toEqual({
      TopicArn: topicArn,
      Subject: 'Backup failed',
      Message: 'The backup of db1 failed at 10:28',
    })
    expect(only(sns, envelope('at 11:28', { Subject: 'Backup failed' })).key).toBe(first.key)
    expect(only(sns, envelope('x', { Subject: 'Backup failed', TopicArn: `${topicArn}2` })).key).not.toBe(first.key)
    expect(only(sns, envelope('Backup failed', { Subject: undefined })).summary).toBe('Backup failed')
    expect(only(sns, 'Backup failed', raw)).toMatchObject({ summary: 'Backup failed', from: 'alarms' })
  })

  test('JSON is generic, with subject and topic where it has none', () => {
    const attributes = { team: { Type: 'String', Value: 'shop' } }
    expect(
      only(sns, envelope({ title: 'Disk full', id: 7, status: 'resolved' }, { MessageAttributes: attributes })),
    ).toMatchObject({
      action: 'resolve',
      key: '7',
      summary: 'Disk full',
      from: 'alarms',
      labels: { topic: 'alarms', team: 'shop' },
    })
    expect(only(sns, envelope({ a: { b: 1 } }, { Subject: 'Nightly run' })).summary).toBe('Nightly run')
    expect(
      only(sns, envelope({ 'detail-type': 'EC2 State Change', source: 'aws.ec2' }, { Subject: undefined })),
    ).toMatchObject({
      summary: 'EC2 State Change',
      from: 'aws.ec2',
    })
    expect(hear(sns, envelope([{ title: 'a' }, { title: 'b' }])).events).toHaveLength(2)
  })

  test('the mapping of the source reads it', () => {
    const mapping = { key: '$.job', summary: 'Job {{job}}' }
    const result = sns.read(request(envelope({ job: 'nightly' })), { now, mapping })
    expect('events' in result && result.events[0]).toMatchObject({ key: 'nightly', summary: 'Job nightly' })
  })

  test('what lets anybody unsubscribe is not in the details', () => {
    for (const message of [alarm, { title: 'x' }, 'words'])
      expect(only(sns, envelope(message)).details).not.toContain('secret')
  })
})

describe('the subscription itself', () => {
  const about = (Type: string) =>
    envelope('You have chosen to ...', {
      Type,
      Token: 'token-secret',
      SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=token-secret',
    })

  test('removed is an alert, confirmed closes it', () => {
    const removed = only(sns, about('UnsubscribeConfirmation'))
    expect(removed).toMatchObject({
      action: 'trigger',
      key: `sns-subscription/${topicArn}`,
      summary: 'SNS topic alarms no longer sends here: its subscription was removed',
      priority: 'P3',
    })
    expect(only(sns, about('SubscriptionConfirmation'))).toMatchObject({ action: 'resolve', key: removed.key })
    expect(JSON.stringify(removed)).not.toContain('token-secret')
  })
})

describe('the envelope', () => {
  test('what is signed of a notification, with and without subject', () => {
    const signed = (more: object) => {
      const read = envelopeOf(request(envelope('hi\nthere', more)))
      if (!read) throw new Error('no envelope')
      return signedText(read)
    }
    expect(signed({ Subject: 'S' })).toBe(
      `Message\nhi\nthere\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nS\nTimestamp\n2026-11-22T10:28:02.000Z\nTopicArn\n${topicArn}\nType\nNotification\n`,
    )
    expect(signed({ Subject: undefined })).not.toContain('Subject')
    expect(signed({ Type: 'SubscriptionConfirmation', SubscribeURL: 'u', Token: 't' })).toBe(
      `Message\nhi\nthere\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubscribeURL\nu\nTimestamp\n2026-11-22T10:28:02.000Z\nToken\nt\nTopicArn\n${topicArn}\nType\nSubscriptionConfirmation\n`,
    )
  })

  test('is none when the message came raw, whatever it looks like', () => {
    expect(envelopeOf(request(envelope('x'), raw))).toBeNull()
    expect(only(sns, envelope('x', { Type: 'SubscriptionConfirmation' }), raw).action).toBe('trigger')
  })

  test.each([
    ['https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-f3ecfb72.pem', true],
    ['https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-f3ecfb72.pem', true],
    ['http://sns.eu-west-1.amazonaws.com/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com.evil.example/a.pem', false],
    ['https://evil.example/sns.eu-west-1.amazonaws.com/a.pem', false],
    ['https://sns.eu.west.amazonaws.com/a.pem', false],
    ['https://sns.s3.bucket.amazonaws.com/a.pem', false],
    ['https://xsns.eu-west-1.amazonaws.com/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com@evil.example/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com:8443/a.pem', false],
    ['https://a:b@sns.eu-west-1.amazonaws.com/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com/?a=b.pem', false],
    ['https://sns.eu-west-1.amazonaws.com/a.pem?b', false],
    ['https://sns.eu-west-1.amazonaws.com/a.pem#b', false],
    ['https://sns.eu-west-1.amazonaws.com/a.txt', false],
    ['https://sns.eu-west-1.amazonaws.com/x/../a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com\\@evil.example/a.pem', false],
    ['https://sns.eu-west-1.amazonaws.com/a.pem\n', false],
    [`https://sns.eu-west-1.amazonaws.com/${'a'.repeat(3000)}.pem`, false],
    ['', false],
  ])('a certificate at %s: %s', (url, is) => expect(isCertificateUrl(url)).toBe(is))

  test.each([
    ['https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=b', true],
    ['https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription', true],
    ['http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription', false],
    ['https://sns.eu-west-1.amazonaws.com/other?Action=ConfirmSubscription', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['https://localhost/?Action=ConfirmSubscription', false],
    ['https://sns.evil.example/?Action=ConfirmSubscription', false],
  ])('confirming at %s: %s', (url, is) => expect(isSubscribeUrl(url)).toBe(is))
})

test('an empty raw message is refused, and says why', () => {
  expect(sns.read(request('', raw), { now })).toMatchObject({ refused: { status: 400 } })
  expect(sns.read(request('words'), { now })).toMatchObject({ refused: { status: 400 } })
})
