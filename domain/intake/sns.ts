// AWS SNS: CloudWatch alarms, messages of any other sender, and the confirmations of a subscription (contracts 7).
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html; the envelope: `sns-envelope.ts`
//
// A message is not refused for being old, or for having come before: SNS itself sends the same MessageId again until it is answered,
// for hours, and refusing those would lose pages. What comes twice has the same key twice, which is one alert with a count.
import type { ReceivedEvent, Refused } from './event.ts'
import type { ForeignRequest, Heard, ReadContext, WebhookDialect } from './foreign.ts'
import { decode, isObject, own, readBody, type Body } from './json.ts'
import { envelopeIn, isRaw, type Envelope } from './sns-envelope.ts'
import { eventFrom } from './foreign-event.ts'
import { firstSaid, headerIn, labelsFrom, objectIn, objectsIn, type Sent } from './foreign-fields.ts'
import { genericEvents, heard, plainAnswers, readVendor } from './foreign-hearing.ts'

export const sns: WebhookDialect = {
  name: 'sns',
  methods: ['POST', 'PUT'],
  // Grafana OnCall's address for it.
  paths: ['/integrations/v1/amazon_sns/:key'],
  read,
  ...plainAnswers,
}

function read(request: ForeignRequest, context: ReadContext): Heard | Refused {
  const topic = headerIn(request, 'x-amz-sns-topic-arn')
  if (isRaw(request)) {
    const { text, notes } = decode(request.body)
    if (text.trim() !== '') return heard(ofMessage({ text, topic, subject: null }, context, notes))
  }
  return readVendor(request, context, (sent, body) => {
    const envelope = envelopeIn(body)
    if (!envelope) return alarmIn(sent, body.text, topic, body.notes)
    const { topicArn, subject, message: text } = envelope
    if (envelope.type !== 'Notification') return [ofSubscription(envelope)]
    return ofMessage({ text, topic: topicArn, subject, attributes: envelope.attributes }, context, body.notes)
  })
}

type Message = {
  readonly text: string
  readonly topic: string
  readonly subject: string | null
  readonly attributes?: unknown
}

/** A message is an alarm, other JSON, or words for people. */
function ofMessage(message: Message, context: ReadContext, notes: Body['notes']): readonly ReceivedEvent[] {
  const { text, topic, subject } = message
  const body = readBody(text, 'exact')
  const isJson = 'value' in body && body.shape === 'json'
  if (isJson && isObject(body.value)) {
    const alarm = alarmIn(body.value, body.text, topic, notes)
    if (alarm) return alarm
  }
  if (isJson && typeof body.value === 'object') {
    const events = genericEvents(body, context)
    if (events) return events.map((event) => withTopic(event, message, body.value, notes))
  }
  return [
    eventFrom(
      {
        action: 'trigger',
        key: [],
        identity: `${topic}\n${subject ?? text}`,
        summary: [subject, text],
        severity: null,
        from: [nameOf(topic)],
        labels: labelsFrom({ topic: nameOf(topic) }, attributesIn(message.attributes)),
        details: JSON.stringify({ TopicArn: topic, Subject: subject ?? undefined, Message: text }),
      },
      notes,
    ),
  ]
}

/** Generic JSON knows nothing of the envelope: a subject is a better line than a made one, and the topic a better origin than none. */
function withTopic(event: ReceivedEvent, message: Message, sent: unknown, notes: Body['notes']): ReceivedEvent {
  const type = isObject(sent) ? own(sent, 'detail-type') : null // EventBridge names its events so
  const said = eventFrom({
    action: event.action,
    key: [event.key],
    identity: event.key,
    summary: event.notes.includes('summary_made') ? [message.subject, type, event.summary] : [event.summary],
    severity: event.priority,
    from: [event.from, nameOf(message.topic)],
    labels: labelsFrom(event.labels, { topic: nameOf(message.topic) }, attributesIn(message.attributes)),
    details: event.details,
  })
  return {
    ...event,
    summary: said.summary,
    from: said.from,
    labels: said.labels,
    notes: [...new Set([...notes, ...event.notes])],
  }
}

/** A CloudWatch alarm, metric or composite, as its SNS action or as EventBridge tells it; null for any other JSON. */
function alarmIn(sent: Sent, text: string, topic: string, notes: Body['notes']): readonly ReceivedEvent[] | null {
  const alarm = own(sent, 'detail-type') === 'CloudWatch Alarm State Change' ? fromEventBridge(sent) : sent
  const name = firstSaid([own(alarm, 'AlarmName')])
  const state = firstSaid([own(alarm, 'NewStateValue')])?.toUpperCase()
  if (name === null || state === undefined) return null
  const trigger = objectIn(alarm, 'Trigger')
  const dimensions = Object.fromEntries(
    objectsIn(trigger, 'Dimensions').map((one) => [firstSaid([own(one, 'name')]) ?? '', own(one, 'value')]),
  )
  const [arn, account, region] = ['AlarmArn', 'AWSAccountId', 'Region'].map(
    (field) => firstSaid([own(alarm, field)]) ?? '',
  )
  // Alarms over many series tell each of them by itself.
  const contributor = firstSaid([own(alarm, 'AlarmContributorId')])
  const why = firstSaid([own(alarm, 'AlarmDescription'), own(alarm, 'NewStateReason')])
  return [
    eventFrom(
      {
        action: state === 'OK' ? 'resolve' : 'trigger',
        key: [`${arn || [account, region, name].join('/')}${contributor === null ? '' : `#${contributor}`}`],
        identity: name,
        summary: [why === null ? name : `${name}: ${why}`],
        severity:
          state === 'ALARM' ? 'critical' : state === 'INSUFFICIENT_DATA' ? 'warning' : state === 'OK' ? 'info' : null,
        from: [...Object.values(dimensions), nameOf(topic), region],
        labels: labelsFrom(
          { AlarmName: name, NewStateValue: state, Region: region, AWSAccountId: account, topic: nameOf(topic) },
          { MetricName: own(trigger, 'MetricName'), Namespace: own(trigger, 'Namespace') },
          own(alarm, 'AlarmContributorAttributes'),
          dimensions,
        ),
        links: [[consoleOf(arn ?? ''), 'CloudWatch']],
        startsAt: own(alarm, 'StateChangeTime'),
        details: text,
      },
      notes,
    ),
  ]
}

/** The same alarm in EventBridge's words. */
function fromEventBridge(sent: Sent): Sent {
  const detail = objectIn(sent, 'detail')
  const state = objectIn(detail, 'state')
  const [metric] = objectsIn(objectIn(detail, 'configuration'), 'metrics')
  const measured = objectIn(objectIn(metric ?? {}, 'metricStat'), 'metric')
  const resources = own(sent, 'resources')
  return {
    AlarmName: own(detail, 'alarmName'),
    AlarmDescription: own(objectIn(detail, 'configuration'), 'description'),
    AWSAccountId: own(sent, 'account'),
    NewStateValue: own(state, 'value'),
    NewStateReason: own(state, 'reason'),
    StateChangeTime: own(state, 'timestamp'),
    Region: own(sent, 'region'),
    AlarmArn: Array.isArray(resources) ? resources[0] : undefined,
    Trigger: {
      MetricName: own(measured, 'name'),
      Namespace: own(measured, 'namespace'),
      Dimensions: Object.entries(objectIn(measured, 'dimensions')).map(([name, value]) => ({ name, value })),
    },
  }
}

/**
 * Somebody ended the subscription, so what this topic says stays away from now on: that is an alert, and confirming a new
 * subscription closes it. The tokens of both are left out of what everybody may read.
 */
function ofSubscription({ type, topicArn, message, timestamp, messageId }: Envelope): ReceivedEvent {
  const isOver = type === 'UnsubscribeConfirmation'
  return eventFrom({
    action: isOver ? 'trigger' : 'resolve',
    key: [`sns-subscription/${topicArn}`],
    identity: topicArn,
    summary: [
      isOver ? `SNS topic ${nameOf(topicArn)} no longer sends here: its subscription was removed` : null,
      topicArn,
    ],
    severity: 'warning',
    from: [nameOf(topicArn)],
    labels: labelsFrom({ topic: nameOf(topicArn) }),
    startsAt: isOver ? timestamp : undefined,
    details: JSON.stringify({ Type: type, MessageId: messageId, TopicArn: topicArn, Message: message }),
  })
}

/** `arn:aws:sns:eu-west-1:123456789012:alarms` is called alarms. */
function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1)
}

/** Where people look at the alarm; undefined outside the partition whose console is known. */
function consoleOf(arn: string): string | undefined {
  const [, region, name] = /^arn:aws:cloudwatch:([a-z0-9-]{1,40}):\d+:alarm:(.{1,255})$/s.exec(arn) ?? []
  if (region === undefined || name === undefined || !name.isWellFormed()) return undefined
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`
}

/** `{"team":{"Type":"String","Value":"shop"}}` */
function attributesIn(attributes: unknown): Sent {
  if (!isObject(attributes)) return {}
  return Object.fromEntries(
    Object.entries(attributes)
      .slice(0, 64)
      .map(([name, attribute]) => [name, isObject(attribute) ? own(attribute, 'Value') : null]),
  )
}
