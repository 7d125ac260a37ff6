import { Fragment, useEffect, useRef, useState } from 'react'
import { roles } from '../../domain/permissions.ts'
import { useMe } from '../shell/me.ts'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Badge } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Table } from '../ui/Table.tsx'
import { problemSentence, useWords } from '../words/words.ts'
import { curlOf } from './curl.ts'
import type { Content, Operation, Parameter } from './operations.ts'
import styles from './OperationRow.module.css'
import { limitsOf, schemaText } from './schema-text.ts'

/** One operation: folded to its sentence, opened to everything one needs to call it. */
export function OperationRow({ operation }: { readonly operation: Operation }) {
  const { name, method, path, does } = operation
  const row = useRef<HTMLDetailsElement>(null)
  const [isAsked] = useState(location.hash === `#${name}`)
  const [isOpen, setOpen] = useState(isAsked)
  useEffect(() => {
    // The address named it before it was there to scroll to.
    if (isAsked) row.current?.scrollIntoView()
  }, [isAsked])
  return (
    <details
      ref={row}
      id={name}
      className={styles.operation}
      open={isOpen}
      onToggle={(event) => {
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open)
      }}
    >
      <summary>
        <span className={styles.method}>
          <Badge tone={tones[method] ?? 'calm'}>{method}</Badge>
        </span>
        <code className={styles.path}>{breakable(path)}</code>
        <span className={styles.does}>{does}</span>
      </summary>
      {isOpen ? <Body operation={operation} /> : null}
    </details>
  )
}

/** A long path breaks before a slash, and only in need inside a word. */
function breakable(path: string) {
  return path.split(/(?=\/)/).map((part, at) => (
    <Fragment key={at}>
      <wbr />
      {part}
    </Fragment>
  ))
}

function Body({ operation }: { readonly operation: Operation }) {
  const say = useWords('reference')
  const { url } = useMe()
  const { name, about, parameters, body, answer, refusals } = operation
  return (
    <div className={styles.body}>
      <p className={styles.access}>
        <Access access={operation.access} /> <a href={`#${name}`}>{say('link')}</a>
      </p>
      {about ? <p>{withoutMarks(about)}</p> : null}
      {parameters.length > 0 ? <Parameters parameters={parameters} /> : null}
      {body ? <Folded title={say('body')} content={body} /> : null}
      {answer ? <Folded title={say('answer')} content={answer} /> : null}
      {refusals.length > 0 ? (
        <section className={styles.refusals} aria-label={say('refusals')}>
          <h3>{say('refusals')}</h3>
          <ul>
            {refusals.map(({ status, code, say: sentence }) => (
              <li key={`${status} ${code}`}>
                <Badge>{status}</Badge> {code ? <code>{code}</code> : null}{' '}
                <span>{code ? problemSentence(code, sentence) : withoutMarks(sentence)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <CopyBox title={say('call')} label={say('call')} text={curlOf(operation, url.replace(/\/$/, ''))} />
    </div>
  )
}

function Access({ access }: Pick<Operation, 'access'>) {
  const say = useWords('reference')
  const terms = useWords('terms')
  switch (access.to) {
    case 'everybody':
      return say('open')
    case 'holder':
      return say('holder')
    case 'role': {
      const role = roles.find((each) => each === access.role)
      return say('needs', { role: role ? terms(`role.${role}`) : access.role, permission: access.permission })
    }
  }
}

function Parameters({ parameters }: { readonly parameters: readonly Parameter[] }) {
  const say = useWords('reference')
  return (
    <div className={styles.parameters}>
      <Table
        label={say('parameters')}
        rows={parameters}
        keyOf={(parameter) => `${parameter.place} ${parameter.name}`}
        columns={[
          { key: 'name', head: say('parameter'), narrow: true, render: ({ name }) => <code>{name}</code> },
          { key: 'place', head: say('place'), narrow: true, render: ({ place }) => <code>{place}</code> },
          {
            key: 'needed',
            head: say('needed'),
            narrow: true,
            render: ({ isRequired }) => say(isRequired ? 'yes' : 'no'),
          },
          {
            key: 'type',
            head: say('type'),
            render: ({ schema }) => (
              <code>
                {schemaText(schema)} {limitsOf(schema)}
              </code>
            ),
          },
        ]}
      />
    </div>
  )
}

function Folded({ title, content }: { readonly title: string; readonly content: Content }) {
  const say = useWords('reference')
  const { schema, example } = content
  return (
    <details className={styles.schema}>
      <summary>{title}</summary>
      <CopyBox label={title} text={schemaText(schema)} />
      {example === undefined ? null : (
        <CopyBox title={say('example')} label={say('example')} text={JSON.stringify(example, null, 2)} />
      )}
    </details>
  )
}

/** The marks of code in the document's prose say nothing to a reader. */
function withoutMarks(text: string): string {
  return text.replaceAll('`', '')
}

const tones: Readonly<Record<string, Tone>> = {
  GET: 'calm',
  POST: 'info',
  PUT: 'warning',
  PATCH: 'warning',
  DELETE: 'critical',
}
