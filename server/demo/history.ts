// What the demo's teams went through: closed troubles of the last weeks, and those that are open now.

export type PastTrouble = {
  readonly source: string
  readonly summary: string
  readonly priority: 1 | 2 | 3 | 4
  readonly daysAgo: number
  /** UTC, `HH:MM`. */
  readonly at: string
  readonly answeredAfterMinutes: number
  readonly closedAfterMinutes: number
  readonly by: string
  /** Empty: the monitor ended it. */
  readonly note: string
  readonly count: number
}

export type OpenTrouble = {
  readonly source: string
  readonly summary: string
  readonly priority: 1 | 2 | 3 | 4
  readonly minutesAgo: number
  readonly count: number
  readonly acknowledgedBy: string | null
  readonly labels: Readonly<Record<string, string>>
}

const past = (
  source: string,
  summary: string,
  of: Omit<PastTrouble, 'source' | 'summary' | 'note' | 'count'> & Partial<Pick<PastTrouble, 'note' | 'count'>>,
): PastTrouble => ({ source, summary, note: '', count: 1, ...of })

export const pastTroubles: readonly PastTrouble[] = [
  past('checkout-events', 'Checkout: 5xx above 5 % for 5 minutes', {
    priority: 1,
    daysAgo: 19,
    at: '02:14',
    answeredAfterMinutes: 3,
    closedAfterMinutes: 41,
    by: 'ana@demo.example',
    note: 'Rolled back release 2026.11.1; the new tax rounding threw on empty carts',
    count: 9,
  }),
  past('database-alertmanager', 'Replication lag on pg-main-2 above 60 s', {
    priority: 2,
    daysAgo: 18,
    at: '21:40',
    answeredAfterMinutes: 2,
    closedAfterMinutes: 25,
    by: 'emma@demo.example',
    note: 'A report query held the standby back; ended it and moved the report to pg-report',
    count: 4,
  }),
  past('app-prometheus', '앱 게이트웨이 응답 시간 p99 2초 초과', {
    priority: 2,
    daysAgo: 17,
    at: '05:22',
    answeredAfterMinutes: 4,
    closedAfterMinutes: 33,
    by: 'seoyeon@demo.example',
    note: '이미지 변환 요청이 몰려 워커를 4대에서 8대로 늘림',
    count: 6,
  }),
  past('cluster-prometheus', 'Node eu-1-worker-7 not ready', {
    priority: 3,
    daysAgo: 16,
    at: '11:05',
    answeredAfterMinutes: 9,
    closedAfterMinutes: 20,
    by: 'felix@demo.example',
    note: 'Drained and replaced: failing disk',
  }),
  past('card-probe', 'Card network timeouts: acquirer 2 of 3', {
    priority: 1,
    daysAgo: 15,
    at: '17:48',
    answeredAfterMinutes: 1,
    closedAfterMinutes: 64,
    by: 'ben@demo.example',
    note: 'Acquirer outage. Routed to acquirer 1 and 3, routed back after their all-clear',
    count: 17,
  }),
  past('ledger-batch', 'Nightly settlement has not finished by 04:00', {
    priority: 2,
    daysAgo: 14,
    at: '04:00',
    answeredAfterMinutes: 6,
    closedAfterMinutes: 95,
    by: 'carla@demo.example',
    note: 'Lock held by a forgotten console session; ended it, batch ran through',
  }),
  past('push-events', '푸시 발송 대기열 10만 건 초과', {
    priority: 2,
    daysAgo: 13,
    at: '12:30',
    answeredAfterMinutes: 2,
    closedAfterMinutes: 47,
    by: 'yujin@demo.example',
    note: '마케팅 발송과 겹쳐 지연됨. 우선순위 대기열을 분리',
    count: 3,
  }),
  past('edge-checks', 'Certificate of shop.example expires in 7 days', {
    priority: 4,
    daysAgo: 12,
    at: '08:00',
    answeredAfterMinutes: 38,
    closedAfterMinutes: 55,
    by: 'grace@demo.example',
    note: 'Renewed; the renewal job had lost its DNS token',
  }),
  past('cluster-prometheus', 'Node eu-1-worker-3 not ready', {
    priority: 3,
    daysAgo: 11,
    at: '03:12',
    answeredAfterMinutes: 12,
    closedAfterMinutes: 19,
    by: 'jihoon@demo.example',
    note: '',
    count: 2,
  }),
  past('checkout-events', 'Checkout: p99 latency above 3 s', {
    priority: 2,
    daysAgo: 10,
    at: '19:05',
    answeredAfterMinutes: 2,
    closedAfterMinutes: 22,
    by: 'david@demo.example',
    note: 'Cache was cold after the deploy; warmed it by hand',
    count: 5,
  }),
  past('app-prometheus', '로그인 실패율 3% 초과', {
    priority: 1,
    daysAgo: 9,
    at: '23:41',
    answeredAfterMinutes: 3,
    closedAfterMinutes: 28,
    by: 'minjun@demo.example',
    note: '인증 서버 인증서 교체 누락. 교체 후 정상화',
    count: 8,
  }),
  past('database-alertmanager', 'Disk of pg-main-1 will be full in 4 hours', {
    priority: 2,
    daysAgo: 8,
    at: '14:20',
    answeredAfterMinutes: 5,
    closedAfterMinutes: 50,
    by: 'felix@demo.example',
    note: 'An abandoned replication slot kept the WAL; dropped it',
  }),
  past('card-probe', 'Card network timeouts: acquirer 2 of 3', {
    priority: 2,
    daysAgo: 7,
    at: '09:31',
    answeredAfterMinutes: 2,
    closedAfterMinutes: 15,
    by: 'carla@demo.example',
    note: 'Short blip at the acquirer, recovered by itself',
    count: 3,
  }),
  past('push-events', 'APNs 인증 토큰 거부', {
    priority: 2,
    daysAgo: 6,
    at: '01:15',
    answeredAfterMinutes: 4,
    closedAfterMinutes: 18,
    by: 'seoyeon@demo.example',
    note: '서버 시계가 5분 어긋나 있었음. chrony 재시작',
  }),
  past('edge-checks', 'DNS answers slow in Frankfurt', {
    priority: 3,
    daysAgo: 5,
    at: '16:02',
    answeredAfterMinutes: 7,
    closedAfterMinutes: 31,
    by: 'emma@demo.example',
    note: '',
    count: 4,
  }),
  past('ledger-batch', 'Booking mismatch: 3 transactions', {
    priority: 3,
    daysAgo: 4,
    at: '10:10',
    answeredAfterMinutes: 15,
    closedAfterMinutes: 120,
    by: 'ben@demo.example',
    note: 'Refunds booked twice by a retry; corrected, follow-up to make the call idempotent',
  }),
  past('checkout-events', 'Checkout: 5xx above 5 % for 5 minutes', {
    priority: 1,
    daysAgo: 3,
    at: '20:27',
    answeredAfterMinutes: 2,
    closedAfterMinutes: 36,
    by: 'david@demo.example',
    note: 'Same empty cart again, from the mobile app; hotfix released',
    count: 6,
  }),
  past('cluster-prometheus', 'Pods crash looping in namespace search', {
    priority: 3,
    daysAgo: 2,
    at: '13:44',
    answeredAfterMinutes: 6,
    closedAfterMinutes: 27,
    by: 'grace@demo.example',
    note: 'Memory limit too low after the index grew; raised it',
    count: 11,
  }),
  past('app-prometheus', '앱 게이트웨이 응답 시간 p99 2초 초과', {
    priority: 2,
    daysAgo: 1,
    at: '06:50',
    answeredAfterMinutes: 3,
    closedAfterMinutes: 24,
    by: 'minjun@demo.example',
    note: '지난번과 같은 원인. 오토스케일 기준을 낮춤',
    count: 4,
  }),
]

export const openTroubles: readonly OpenTrouble[] = [
  {
    source: 'database-alertmanager',
    summary: 'Disk of pg-report-1 is 86 % full',
    priority: 3,
    minutesAgo: 18,
    count: 2,
    acknowledgedBy: null,
    labels: { alertname: 'DiskFilling', instance: 'pg-report-1:9100', cluster: 'report', severity: 'warning' },
  },
  {
    source: 'database-alertmanager',
    summary: 'Replication lag on pg-main-2 above 60 s',
    priority: 2,
    minutesAgo: 1,
    count: 3,
    acknowledgedBy: null,
    labels: { alertname: 'ReplicationLag', instance: 'pg-main-2:9187', cluster: 'main', severity: 'error' },
  },
  {
    source: 'checkout-events',
    summary: 'Checkout: card payments failing for one issuer',
    priority: 1,
    minutesAgo: 12,
    count: 7,
    acknowledgedBy: 'ana@demo.example',
    labels: { region: 'eu-1', issuer: 'north', component: 'checkout-api' },
  },
  {
    source: 'push-events',
    summary: '푸시 발송 지연: 최근 10분 평균 90초',
    priority: 3,
    minutesAgo: 26,
    count: 2,
    acknowledgedBy: 'seoyeon@demo.example',
    labels: { queue: 'push-high', region: 'ap-northeast-2' },
  },
  {
    source: 'edge-checks',
    summary: 'Certificate of api.example expires in 14 days',
    priority: 4,
    minutesAgo: 95,
    count: 1,
    acknowledgedBy: 'emma@demo.example',
    labels: { host: 'api.example', issuer: 'internal-ca' },
  },
]

export const changes: readonly { readonly source: string; readonly summary: string; readonly minutesAgo: number }[] = [
  { source: 'checkout-events', summary: 'Deployed checkout-api 2026.11.9 to eu-1', minutesAgo: 31 },
  { source: 'database-alertmanager', summary: 'Switched analytics export to pg-main-2', minutesAgo: 22 },
  { source: 'push-events', summary: '푸시 워커 3.4.0 배포', minutesAgo: 64 },
]

export const notes: readonly {
  readonly team: string
  readonly by: string
  readonly text: string
  readonly hoursAgo: number
}[] = [
  {
    team: 'payments',
    by: 'ben@demo.example',
    text: 'Acquirer 2 has announced maintenance on Thursday 02:00 to 04:00 UTC; expect retries.',
    hoursAgo: 20,
  },
  {
    team: 'platform',
    by: 'felix@demo.example',
    text: 'Runbook for replication lag now has the query that finds the blocker.',
    hoursAgo: 46,
  },
  {
    team: 'mobile',
    by: 'minjun@demo.example',
    text: '이번 주 금요일 대규모 푸시 발송 예정. 대기열 모니터링 부탁드립니다.',
    hoursAgo: 5,
  },
]
