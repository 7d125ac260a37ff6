// What runs beside PagerDuty's clients in a folder of its own: each call once, and what was heard as JSON.
export const clientsProgram = `
const { api } = require('@pagerduty/pdjs')
const Client = require('node-pagerduty')
const [, , token, serviceId] = process.argv
const heard = {}
const note = async (name, ask) => {
  try {
    heard[name] = { error: null, answer: await ask() }
  } catch (error) {
    heard[name] = { error: String(error && error.message ? error.message : JSON.stringify(error)), answer: null }
  }
  return heard[name].answer
}
async function main() {
  const pd = api({ token })
  const took = (name, ask) =>
    note('pdjs ' + name, async () => {
      const response = await ask()
      if (response.status >= 300) throw new Error(response.status + ' ' + JSON.stringify(response.data))
      return { status: response.status, resource: response.resource }
    })
  const service = { id: serviceId, type: 'service_reference' }
  const made = await took('post /incidents', () =>
    pd.post('/incidents', { data: { incident: { type: 'incident', title: 'From pdjs', service } } }),
  )
  const id = made.resource.id
  await took('get /incidents', () => pd.get('/incidents', { data: { 'statuses[]': ['triggered', 'acknowledged'] } }))
  await took('all /incidents', () => pd.all('/incidents', { data: { limit: 1 } }).then((all) => ({ status: 200, resource: all.resource })))
  const reference = { type: 'incident_reference' }
  await took('put /incidents/{id}', () => pd.put('/incidents/' + id, { data: { incident: { ...reference, status: 'acknowledged' } } }))
  await took('post notes', () => pd.post('/incidents/' + id + '/notes', { data: { note: { content: 'looked at it' } } }))
  await took('get oncalls', () => pd.get('/oncalls', { data: { 'include[]': 'users' } }))
  await took('get schedules', () => pd.get('/schedules'))
  await took('get users/me', () => pd.get('/users/me'))

  const node = new Client(token)
  const from = 'ana@example.com'
  const json = (name, ask) => note('node-pagerduty ' + name, async () => {
    const { statusCode, body } = await ask()
    return { status: statusCode, resource: typeof body === 'string' ? JSON.parse(body) : body }
  })
  await json('listAbilities', () => node.abilities.listAbilities())
  await json('listIncidents', () => node.incidents.listIncidents({ statuses: ['acknowledged'] }))
  const second = await json('createIncident', () =>
    node.incidents.createIncident(from, { incident: { type: 'incident', title: 'From node-pagerduty', service } }),
  )
  const other = second.resource.incident.id
  await json('listNotes', () => node.incidents.listNotes(id))
  await json('createNote', () => node.incidents.createNote(other, from, { note: { content: 'and here' } }))
  await json('snoozeIncident', () => node.incidents.snoozeIncident(other, from, { duration: 600 }))
  await json('manageIncidents', () =>
    node.incidents.manageIncident(from, { incidents: [id, other].map((one) => ({ id: one, ...reference, status: 'resolved' })) }),
  )
  await json('listOnCalls', () => node.onCalls.listAllOnCalls({}))
  await json('listSchedule', () => node.schedules.listSchedule({}))
  await json('listServices', () => node.services.listServices({}))
  await json('listUsers', () => node.users.listUsers({}))
  await json('listEscalationPolicies', () => node.escalationPolicies.listEscalationPolicies({}))
  await json('listTeams', () => node.teams.listTeams({}))
  await json('listVendors', () => node.vendors.listVendors({}))
  process.stdout.write(JSON.stringify(heard))
}
main()
`
