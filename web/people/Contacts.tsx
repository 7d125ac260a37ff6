import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Notice } from '../ui/Notice.tsx'
import { showNotice } from '../ui/notices.ts'
import { Rows } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { ContactRow } from './ContactRow.tsx'
import type { Contact, Contacts as ContactsTold } from './rules.ts'
import { FindingsNotice } from './FindingsNotice.tsx'
import { DeviceRow } from './DeviceRow.tsx'
import { TelegramRow } from './TelegramRow.tsx'
import { QuietCard } from './QuietCard.tsx'
import { RulesCard } from './RulesCard.tsx'

const AddContactDialog = lazy(async () => ({ default: (await import('./AddContactDialog.tsx')).AddContactDialog }))
const VerifyContactDialog = lazy(async () => ({
  default: (await import('./VerifyContactDialog.tsx')).VerifyContactDialog,
}))

/** How somebody is reached: their contacts, and which of them is used for which priority. Used for me and for others. */
export function Contacts({ personId }: { readonly personId: string }) {
  const contacts = useLoaded('getContacts', { personId })
  const me = useMe().person.id
  const whyNot = useWhyNot()
  const mayNotChange = personId === me ? undefined : whyNot('people.manage')
  return (
    <Loaded query={contacts}>
      {(told) => (
        <Stack>
          <ContactsCard personId={personId} told={told} mayNotChange={mayNotChange} isMe={personId === me} />
          <RulesCard
            key={`rules ${JSON.stringify([told.contacts, told.rules])}`}
            personId={personId}
            told={told}
            mayNotChange={mayNotChange}
          />
          <QuietCard
            key={`quiet ${JSON.stringify(told.quiet)}`}
            personId={personId}
            told={told}
            mayNotChange={mayNotChange}
          />
        </Stack>
      )}
    </Loaded>
  )
}

function ContactsCard({ personId, told, mayNotChange, isMe }: ContactsCardProps) {
  const say = useWords('people')
  const terms = useWords('terms')
  const verify = useWords('verify')
  const [isAdding, setAdding] = useState(false)
  const [verifying, setVerifying] = useState<Contact | null>(null)
  const test = useTestPage()
  const { contacts } = told
  const person = useLoaded('listReadiness', { personId }).data?.people[0]
  const standing = new Map(person?.contacts.map((each) => [each.id, each.standing]))
  const reaching = contacts.filter(
    (contact) => contact.isEnabled && contact.isVerified && contact.channel !== 'browser',
  )
  const add = () => setAdding(true)
  const unavailable = contacts.some((contact) => contact.isEnabled) ? undefined : say('testPage.nothing')
  return (
    <>
      {reaching.length === 0 ? (
        <Notice tone="critical" title={terms('unreachable')}>
          {contacts.some((contact) => contact.isEnabled && !contact.isVerified)
            ? verify('unreachable')
            : isMe
              ? say('contact.noneMe')
              : say('contact.none')}
        </Notice>
      ) : null}
      {person ? <FindingsNotice person={person} /> : null}
      <Card
        title={say('contact.title')}
        flush
        actions={
          <>
            {isMe ? (
              <Button size="small" icon="ringing" onPress={() => test.run()} busy={test.busy} unavailable={unavailable}>
                {say('testPage.send')}
              </Button>
            ) : null}
            <Button size="small" icon="plus" onPress={add} unavailable={mayNotChange}>
              {say('contact.add')}
            </Button>
          </>
        }
      >
        {contacts.length === 0 ? (
          <Empty icon="mail" title={say('contact.empty')}>
            {say('contact.none')}
          </Empty>
        ) : (
          <Rows label={say('contact.title')}>
            {contacts.map((contact) => (
              <ContactRow
                key={contact.id}
                personId={personId}
                contact={contact}
                standing={standing.get(contact.id)}
                mayNotChange={mayNotChange}
                onTest={isMe ? test.run : undefined}
                onVerify={setVerifying}
              />
            ))}
            {isMe ? <TelegramRow contacts={contacts} /> : null}
            {isMe ? <DeviceRow key={devicesOf(contacts)} contacts={contacts} /> : null}
          </Rows>
        )}
      </Card>
      {isAdding ? (
        <Suspense>
          <AddContactDialog
            personId={personId}
            onClose={(added) => {
              setAdding(false)
              if (added) setVerifying(added)
            }}
          />
        </Suspense>
      ) : null}
      {verifying ? (
        <Suspense>
          <VerifyContactDialog personId={personId} contact={verifying} onClose={() => setVerifying(null)} />
        </Suspense>
      ) : null}
    </>
  )
}

function devicesOf(contacts: ContactsTold['contacts']): string {
  return contacts
    .filter(({ channel }) => channel === 'push')
    .map(({ id }) => id)
    .join()
}

/** Pages me as a test, over one contact or all of them, and offers to look at it. */
function useTestPage() {
  const say = useWords('people')
  const go = useGo()
  const page = useAction('pageMyself')
  const run = async (contactId?: string) => {
    const sent = await page.run({ contactId: contactId ?? null })
    if (!sent) return
    const action = { say: say('testPage.look'), onPress: () => go(paths.alert(sent.alertId)) }
    showNotice({ tone: 'ok', say: say('testPage.sent'), action })
  }
  return { run, busy: page.busy }
}

type ContactsCardProps = {
  readonly personId: string
  readonly told: ContactsTold
  readonly mayNotChange: string | undefined
  readonly isMe: boolean
}
