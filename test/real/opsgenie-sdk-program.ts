// What runs beside Opsgenie's SDK in a folder of its own: each call once, and what was heard as JSON.
export const sdkProgram = `
const opsgenie = require('opsgenie-sdk')
const [, , host, api_key] = process.argv
opsgenie.configure({ api_key, host })
const { alertV2 } = opsgenie
const named = { identifier: encodeURIComponent('sdk/1'), identifierType: 'alias' }
const heard = {}
const call = (name, ask) =>
  new Promise((resolve) =>
    ask((error, answer) => {
      heard[name] = { error, answer: typeof answer === 'string' ? JSON.parse(answer) : answer }
      resolve(heard[name].answer)
    }),
  )
async function main() {
  const made = await call('create', (done) => alertV2.create({ message: 'From the SDK', alias: 'sdk/1', tags: ['sdk'] }, null, done))
  await call('getRequestStatus', (done) => alertV2.getRequestStatus(made.requestId, null, done))
  await call('get', (done) => alertV2.get(named, null, done))
  // This SDK sends no Authorization when the address holds an escaped colon: the key stands in the query too.
  await call('list', (done) => alertV2.list({ query: 'status:open AND tag:sdk', limit: 5, apiKey: api_key }, null, done))
  for (const [name, data] of [
    ['acknowledge', { user: 'ana', note: 'on it' }],
    ['unacknowledge', { user: 'ana' }],
    ['addNote', { note: 'looked at it' }],
    ['snooze', { endTime: new Date(Date.now() + 3600000).toISOString() }],
    ['escalateToNext', { escalation: { name: 'Night' } }],
    ['assign', { owner: { username: 'ana@example.com' } }],
    ['addTeam', { team: { name: 'Databases' } }],
    ['addTags', { tags: ['db', 'old'] }],
    ['addDetails', { details: { rack: '7', old: 'x' } }],
    ['executeAction', { action: 'restart' }],
  ])
    await call(name, (done) => alertV2[name](named, data, null, done))
  await call('removeTags', (done) => alertV2.removeTags(named, { tags: 'old' }, null, done))
  await call('removeDetails', (done) => alertV2.removeDetails(named, { keys: 'old' }, null, done))
  await call('listNotes', (done) => alertV2.listAlertNotes(named, null, done))
  await call('listLogs', (done) => alertV2.listAlertLogs(named, null, done))
  await call('listAlertRecipients', (done) => alertV2.listAlertRecipients(named, null, done))
  await call('close', (done) => alertV2.close(named, { user: 'ana', note: 'done' }, null, done))
  if (opsgenie.schedulesV2) await call('schedules', (done) => opsgenie.schedulesV2.list({}, null, done))
  process.stdout.write(JSON.stringify(heard))
}
main()
`
