import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Empty } from '../ui/faces.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { useDocument } from './document.ts'
import { OperationRow } from './OperationRow.tsx'
import { chaptersOf, found } from './operations.ts'
import type { Chapter } from './operations.ts'
import styles from './ReferenceScreen.module.css'

/** The documented API, which the web itself uses: searched, grouped, with a call to copy for each operation. */
export function ReferenceScreen() {
  const say = useWords('reference')
  const reference = useDocument()
  const [text, setText] = useState('')
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <Button icon="outside" href="/api/openapi.json" newTab>
          {say('document')}
        </Button>
      }
    >
      <SignInCard />
      <Bar>
        <div className={styles.search}>
          <TextInput
            label={say('find')}
            hideLabel
            placeholder={say('find')}
            icon="search"
            type="search"
            value={text}
            onChange={setText}
          />
        </div>
      </Bar>
      <Loaded query={reference}>
        {({ document, operations }) => <Chapters chapters={chaptersOf(document, found(operations, text))} />}
      </Loaded>
    </Screen>
  )
}

/** How a script shows who it is. */
function SignInCard() {
  const say = useWords('reference')
  const { url } = useMe()
  return (
    <Card title={say('signIn')}>
      <Stack>
        <p>
          {say('signInSay')} <a href="/me?tab=tokens">{say('tokens')}</a>
        </p>
        <CopyBox
          label={say('signIn')}
          text={`export BATON_TOKEN=…\ncurl -H "authorization: Bearer $BATON_TOKEN" ${url}/api/on-call`}
        />
      </Stack>
    </Card>
  )
}

function Chapters({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const say = useWords('reference')
  if (chapters.length === 0) {
    return (
      <Card>
        <Empty icon="search" title={say('nothing')}>
          {say('nothingSay')}
        </Empty>
      </Card>
    )
  }
  return (
    <div className={styles.sides}>
      <nav className={styles.contents} aria-label={say('contents')}>
        {chapters.map(({ name, operations }) => (
          <a key={name} href={`#${idOf(name)}`}>
            {name} <span>{operations.length}</span>
          </a>
        ))}
      </nav>
      <Stack>
        {chapters.map(({ name, about, operations }) => (
          <section key={name} id={idOf(name)} className={styles.chapter}>
            <Card title={name} about={about} flush>
              {operations.map((operation) => (
                <OperationRow key={operation.name} operation={operation} />
              ))}
            </Card>
          </section>
        ))}
      </Stack>
    </div>
  )
}

function idOf(name: string): string {
  return `chapter-${name.replaceAll(' ', '-')}`
}
