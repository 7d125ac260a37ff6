// Mails as monitors send them when something begins and when it is over; all hosts are made up.

export type SampleMail = { readonly subject: string; readonly body: string }
export type SamplePair = {
  readonly name: string
  readonly problem: SampleMail
  /** Null where it never says that it is over. */
  readonly recovery: SampleMail | null
}

const mail = (subject: string, body = ''): SampleMail => ({ subject, body })

/** Their default subjects. */
export const monitors: readonly SamplePair[] = [
  {
    name: 'Monit',
    problem: mail(
      'monit alert --  Connection failed nginx',
      'Connection failed Service nginx\r\n\r\n\tDate:        Thu, 26 Nov 2026 15:12:33\r\n\tAction:      restart\r\n\tHost:        web1\r\n\tDescription: failed protocol test [HTTP]\r\n\r\nYour faithful employee,\r\nMonit',
    ),
    recovery: mail('monit alert --  Connection succeeded nginx'),
  },
  {
    name: 'Monit, what is not there',
    problem: mail('monit alert -- Does not exist sshd'),
    recovery: mail('monit alert -- Exists sshd'),
  },
  {
    name: 'Monit, a limit',
    problem: mail('monit alert -- Resource limit matched web1.example.com'),
    recovery: mail('monit alert -- Resource limit succeeded web1.example.com'),
  },
  {
    name: 'Monit, a link',
    problem: mail('monit alert -- Link down eth0'),
    recovery: mail('monit alert -- Link up eth0'),
  },
  {
    name: 'Monit, a time that ran out',
    problem: mail('monit alert -- Timeout backup'),
    recovery: mail('monit alert -- Timeout recovery backup'),
  },
  {
    name: 'Nagios, a service',
    problem: mail(
      '** PROBLEM Service Alert: web1/HTTP is CRITICAL **',
      '***** Nagios *****\n\nNotification Type: PROBLEM\n\nService: HTTP\nHost: web1\nState: CRITICAL\n\nAdditional Info:\n\nConnection refused',
    ),
    recovery: mail('** RECOVERY Service Alert: web1/HTTP is OK **'),
  },
  {
    name: 'Nagios, a host',
    problem: mail('** PROBLEM Host Alert: web1 is DOWN **'),
    recovery: mail('** RECOVERY Host Alert: web1 is UP **'),
  },
  {
    name: 'Icinga',
    problem: mail('[PROBLEM] disk on web1 is CRITICAL!'),
    recovery: mail('[RECOVERY] disk on web1 is OK!'),
  },
  {
    name: 'Zabbix',
    problem: mail(
      'Problem: Disk is full on web1',
      'Problem started at 15:12:33 on 2026.11.26\r\nProblem name: Disk is full on web1\r\nHost: web1\r\nSeverity: High\r\nOriginal problem ID: 4711',
    ),
    recovery: mail('Resolved in 1h 5m 3s: Disk is full on web1'),
  },
  {
    name: 'Grafana',
    problem: mail(
      '[FIRING:2] CheckoutErrors (checkout web1)',
      'View: https://grafana.example.com/alerting/grafana/x/view',
    ),
    recovery: mail('[RESOLVED] CheckoutErrors (checkout web1)'),
  },
  { name: 'Grafana of old', problem: mail('[Alerting] CPU of web1'), recovery: mail('[OK] CPU of web1') },
  {
    name: 'AWS CloudWatch',
    problem: mail('ALARM: "checkout-5xx" in EU (Ireland)'),
    recovery: mail('OK: "checkout-5xx" in EU (Ireland)'),
  },
  {
    name: 'AWS budgets',
    problem: mail(
      'AWS Budgets: monthly has exceeded your alert threshold',
      'AWS Budget Notification\n\nYou requested that we alert you when the ACTUAL Cost is greater than $800.00.',
    ),
    recovery: null,
  },
  {
    name: 'Uptime Robot',
    problem: mail('Monitor is DOWN: shop.example.com'),
    recovery: mail('Monitor is UP: shop.example.com'),
  },
  { name: 'Pingdom', problem: mail('DOWN alert: shop is DOWN'), recovery: mail('UP alert: shop is UP') },
  {
    name: 'cron',
    problem: mail('Cron <root@web1> /usr/local/bin/backup', 'backup: no space left on device'),
    recovery: null,
  },
  { name: 'in Korean', problem: mail('[장애] 결제 서버 응답 없음'), recovery: mail('[복구] 결제 서버 응답 없음') },
]
