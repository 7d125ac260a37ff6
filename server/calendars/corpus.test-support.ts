// Calendars as other programs export them, after their documented shapes; all people are made up.
export const lines = (...all: readonly string[]) => `${all.join('\r\n')}\r\n`

export const event = (...all: readonly string[]) => ['BEGIN:VEVENT', ...all, 'END:VEVENT']

export const calendar = (...all: readonly (string | readonly string[])[]) =>
  lines('BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...all.flat(), 'END:VCALENDAR')

export const pagerDuty = calendar(
  'METHOD:PUBLISH',
  'X-WR-CALNAME:On Call Schedule for Ana Example',
  event(
    'UID:Q3Z0OBWJPEXAMPLE',
    'URL;VALUE=URI:https://example.pagerduty.com/schedules#PI7DH85',
    'SUMMARY:On Call - Ana Example - Payments Primary',
    'DTSTAMP:20260301T000000Z',
    'DTSTART:20260302T090000Z',
    'DTEND:20260309T080000Z',
    'ATTENDEE:ana@example.com',
  ),
)

export const opsgenie = calendar(
  'CALSCALE:GREGORIAN',
  'X-WR-CALNAME:payments_schedule',
  'X-WR-TIMEZONE:Europe/Berlin',
  event(
    'DTSTAMP:20260301T000000Z',
    'DTSTART:20260302T080000Z',
    'DTEND:20260309T080000Z',
    'SUMMARY:ben@example.com',
    'TZID:Europe/Berlin',
    'UID:5a3c6b9e-1',
  ),
)

export const grafana = calendar(
  'X-WR-CALNAME:On-Call Schedule primary',
  'X-WR-TIMEZONE:UTC',
  event(
    'SUMMARY:[L2] chen',
    'DTSTART;VALUE=DATE-TIME:20260302T120000Z',
    'DTEND;VALUE=DATE-TIME:20260303T000000Z',
    'DTSTAMP;VALUE=DATE-TIME:20260301T000000Z',
    'UID:oncall-O1-PK1-U1-E0-S2',
    'RRULE:FREQ=DAILY;UNTIL=20260305T000000Z;INTERVAL=1;WKST=MO',
  ),
)

export const google = calendar(
  'CALSCALE:GREGORIAN',
  'METHOD:PUBLISH',
  'X-WR-CALNAME:On-call',
  'X-WR-TIMEZONE:Europe/Berlin',
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'X-LIC-LOCATION:Europe/Berlin',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
  event(
    'DTSTART;TZID=Europe/Berlin:20260323T090000',
    'DTEND;TZID=Europe/Berlin:20260330T090000',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
    'EXDATE;TZID=Europe/Berlin:20260420T090000',
    'DTSTAMP:20260301T000000Z',
    'ORGANIZER;CN=On-call:mailto:c_188example@group.calendar.google.com',
    'UID:weekly@google.com',
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ana Exam',
    ' ple;X-NUM-GUESTS=0:mailto:ana@example.com',
    'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=DECLINED:mailto:ben@example.com',
    'ATTENDEE;CUTYPE=RESOURCE:mailto:room@example.com',
    'STATUS:CONFIRMED',
    'SUMMARY:On call\\, payments',
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:On call',
    'TRIGGER:-P0DT0H30M0S',
    'END:VALARM',
  ),
  event(
    'DTSTART;TZID=Europe/Berlin:20260407T090000',
    'DTEND;TZID=Europe/Berlin:20260413T090000',
    'RECURRENCE-ID;TZID=Europe/Berlin:20260406T090000',
    'UID:weekly@google.com',
    'SUMMARY:On call\\, payments',
    'ATTENDEE:mailto:chen@example.com',
  ),
)

export const outlook = calendar(
  'METHOD:PUBLISH',
  'X-WR-CALNAME:Calendar',
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  event(
    'UID:040000008200E00074C5B7101A82E008',
    'SUMMARY:Oncall: Ana Example',
    'DTSTART;TZID=W. Europe Standard Time:20260327T180000',
    'DTEND;TZID=W. Europe Standard Time:20260330T080000',
    'CLASS:PUBLIC',
    'PRIORITY:5',
    'TRANSP:OPAQUE',
    'STATUS:CONFIRMED',
    'SEQUENCE:0',
    'X-MICROSOFT-CDO-BUSYSTATUS:BUSY',
  ),
)

export const apple = calendar(
  'CALSCALE:GREGORIAN',
  'X-WR-CALNAME:Urlaub',
  'X-APPLE-CALENDAR-COLOR:#1BADF8',
  event(
    'TRANSP:TRANSPARENT',
    'DTEND;VALUE=DATE:20260411',
    'UID:8C2C5E7A-EXAMPLE',
    'DTSTAMP:20260301T000000Z',
    'DESCRIPTION:가족 여행',
    'DTSTART;VALUE=DATE:20260404',
    'SUMMARY:휴가',
    'ATTENDEE;CN="Dora";CUTYPE=INDIVIDUAL;EMAIL="dora@example.com";PARTSTAT=ACCEPTED:/aMjkxNT/principal/',
  ),
)

/** A zone of somebody's own: half an hour later in summer, by rules that no zone has. */
export const ownZone = calendar(
  'BEGIN:VTIMEZONE',
  'TZID:Harbour Time',
  'BEGIN:STANDARD',
  'DTSTART:20000101T000000',
  'TZOFFSETFROM:+0530',
  'TZOFFSETTO:+0500',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1;BYHOUR=2',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:20000401T020000',
  'TZOFFSETFROM:+0500',
  'TZOFFSETTO:+0530',
  'RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  event('UID:before', 'SUMMARY:ana', 'DTSTART;TZID=Harbour Time:20260331T090000', 'DURATION:PT8H'),
  event('UID:skipped', 'SUMMARY:ana', 'DTSTART;TZID=Harbour Time:20260401T021500', 'DURATION:PT1H'),
  event('UID:after', 'SUMMARY:ana', 'DTSTART;TZID=Harbour Time:20260402T090000', 'DURATION:P1D'),
)
