// Messages as Opsgenie's real senders write them (contracts 4).

export const fromZabbix = {
  message: 'Problem: Disk of web1 is full',
  alias: '48213',
  description: 'Problem started at 10:00\nHost: web1',
  priority: 'P2',
  source: 'Zabbix',
  details: {
    'Zabbix server': 'https://zabbix.example.com/',
    Problem: 'https://zabbix.example.com/tr_events.php?triggerid=1&eventid=48213',
  },
  responders: [{ type: 'team', name: 'Operations' }],
  tags: ['scope:capacity', 'web'],
}

export const fromAlertmanagersOpsgenie = {
  alias: '62030f51766ae9597a6b54a7c8826d18728665c37c5a3eea90d6241eedb7db0b',
  message: '[FIRING:1] DiskFull (db1:9100 node critical)',
  description: 'Alerts Firing:\nLabels:\n - alertname = DiskFull\n - instance = db1:9100\n',
  details: { alertname: 'DiskFull', instance: 'db1:9100', job: 'node', severity: 'critical' },
  source: 'http://am:9093/#/alerts?receiver=og',
  tags: [],
  priority: 'P1',
}

/** ElastAlert names its teams apart. */
export const fromElastAlert = {
  alias: 'elastalert-errors',
  message: 'Too many errors in shop',
  description: 'At least 50 events occurred',
  tags: ['ElastAlert', 'errors'],
  source: 'ElastAlert',
  teams: [{ name: 'Shop', type: 'team' }],
  priority: 'P3',
}

/** The example of Opsgenie's own documentation, with each of its fields. */
export const fromTheManual = {
  message: 'An example alert message',
  alias: 'Life is too short for no alias',
  description: 'Every alert needs a description',
  responders: [
    { id: '4513b7ea-3b91-438f-b7e4-e3e54af9147c', type: 'team' },
    { name: 'NOC', type: 'team' },
    { id: 'bb4d9938-c3c2-455d-aaab-727aa701c0d8', type: 'user' },
    { username: 'trinity@example.com', type: 'user' },
    { name: 'Nightwatch Escalation', type: 'escalation' },
    { name: 'First Responders', type: 'schedule' },
  ],
  visibleTo: [{ name: 'rocket_team', type: 'team' }],
  actions: ['Restart', 'AnExampleAction'],
  tags: ['OverwriteQuietHours', 'Critical'],
  details: { key1: 'value1', key2: 'value2' },
  entity: 'An example entity',
  priority: 'P1',
}
