import { useState } from 'react'
import type { Problem } from '../problem.ts'
import { TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { isSlug, slugOf } from './slug.ts'

/** A name and the short name that follows it until somebody writes their own. */
export function useNaming(): Naming {
  const [name, setName] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  return { name: name.trim(), typed: name, slug: own ?? slugOf(name), setName, setSlug: setOwn }
}

/** Asks for a new thing's name and short name. */
export function NameFields({ naming, problem, placeholder }: NameFieldsProps) {
  const say = useWords('people')
  const { typed, slug, setName, setSlug } = naming
  const isWrong = slug !== '' && !isSlug(slug)
  const taken = problem?.code === 'slug_taken' ? problem.sentence : undefined
  return (
    <>
      <TextInput
        label={say('field.name')}
        value={typed}
        onChange={setName}
        maxLength={200}
        required
        error={problem?.of('name')}
        {...(placeholder ? { placeholder } : {})}
      />
      <TextInput
        label={say('field.slug')}
        hint={say('field.slugHint')}
        value={slug}
        onChange={setSlug}
        maxLength={63}
        code
        required
        autoComplete="off"
        spellCheck={false}
        error={isWrong ? say('field.slugWrong') : (taken ?? problem?.of('slug'))}
      />
    </>
  )
}

/** Why a form with these cannot be sent yet; undefined when it can. */
export function useNamingMissing(): (naming: Naming) => string | undefined {
  const say = useWords('people')
  return ({ name, slug }) => {
    if (name === '') return say('field.nameMissing')
    return isSlug(slug) ? undefined : say('field.slugMissing')
  }
}

export type Naming = {
  /** Without the spaces around it. */
  readonly name: string
  readonly typed: string
  readonly slug: string
  readonly setName: (name: string) => void
  readonly setSlug: (slug: string) => void
}

type NameFieldsProps = {
  readonly naming: Naming
  readonly problem: Problem | null
  readonly placeholder?: string
}
