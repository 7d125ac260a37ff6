// The descriptor format of Backstage (https://backstage.io/docs/features/software-catalog/descriptor-format): one entity a document.
import { addLink, isMap, listOf, slugFrom, textOf, tierOf, within, type Found, type Note, type Skip } from './found.ts'
import type { ServiceLink } from '../link.ts'
import type { Tier } from '../tier.ts'
import { kindOf } from './link-kind.ts'

/** What can fail and be mended by somebody. */
const serviceKinds = ['component', 'system', 'resource']

/** Is this an entity of Backstage, of whatever kind? */
export function isBackstage(value: unknown): value is Readonly<Record<string, unknown>> {
  return isMap(value) && typeof value['kind'] === 'string' && 'apiVersion' in value
}

/** What does this entity say of a service? */
export function backstageService(value: Readonly<Record<string, unknown>>, place: string): Found {
  const notes: Note[] = []
  const metadata = mapOf(value['metadata'])
  const spec = mapOf(value['spec'])
  const kind = textOf(value['kind']) ?? ''
  const name = textOf(metadata['name']) ?? ''
  const namespace = textOf(metadata['namespace']) ?? usualNamespace
  const slug = slugOf(namespace, name)
  const skip: Skip | null = !serviceKinds.includes(kind.toLowerCase())
    ? { why: 'not_a_service', text: kind.slice(0, 100) }
    : slug === ''
      ? { why: 'no_name', text: name.slice(0, 100) }
      : null
  const lifecycle = textOf(spec['lifecycle'])
  if (!skip && lifecycle !== null && lifecycle !== 'production')
    notes.push({ what: 'not_kept', text: `lifecycle: ${lifecycle}`.slice(0, 100) })
  return {
    ref: refText({ kind, namespace, name }),
    place,
    skip,
    slug,
    name: within(200, 'title', textOf(metadata['title']), notes),
    description: within(2000, 'description', textOf(metadata['description']), notes),
    tier: skip ? null : tierIn(metadata, notes),
    owner: ownerOf(spec['owner']),
    policy: null,
    links: skip ? [] : linksIn(metadata, notes),
    dependsOn: refsIn(spec['dependsOn'], namespace),
    dependencyOf: refsIn(spec['dependencyOf'], namespace),
    notes,
  }
}

/** The short name of what `component:default/checkout` names; one of another namespace has that before it. */
export function slugOfRef(ref: string): string {
  const { namespace, name } = parsedRef(ref, { kind: '', namespace: usualNamespace })
  return slugOf(namespace, name)
}

type Ref = { readonly kind: string; readonly namespace: string; readonly name: string }

const usualNamespace = 'default'

/** `[kind:][namespace/]name`, as entities name each other. */
function parsedRef(text: string, usual: Omit<Ref, 'name'>): Ref {
  const [, kind, namespace, name = text] = /^(?:([^:/]+):)?(?:([^/]+)\/)?(.+)$/.exec(text.trim()) ?? []
  return { kind: kind ?? usual.kind, namespace: namespace ?? usual.namespace, name }
}

/** One form for one entity: they are compared without regard to case. */
function refText({ kind, namespace, name }: Ref): string {
  return `${kind}:${namespace}/${name}`.toLowerCase().slice(0, 200)
}

function slugOf(namespace: string, name: string): string {
  return slugFrom(namespace.toLowerCase() === usualNamespace ? name : `${namespace}-${name}`)
}

function refsIn(value: unknown, namespace: string): readonly string[] {
  return listOf(value).flatMap((each) => {
    const text = textOf(each)
    return text === null ? [] : [refText(parsedRef(text, { kind: 'component', namespace }))]
  })
}

/** `group:default/payments` is `payments`, as people say it. */
function ownerOf(value: unknown): string | null {
  const text = textOf(value)
  if (text === null) return null
  const { kind, namespace, name } = parsedRef(text, { kind: 'group', namespace: usualNamespace })
  const inNamespace = namespace.toLowerCase() === usualNamespace ? name : `${namespace}/${name}`
  return (kind.toLowerCase() === 'group' ? inNamespace : `${kind}:${inNamespace}`).slice(0, 200)
}

/** Backstage has no tier of its own: a label, or an annotation, of that name. */
function tierIn(metadata: Readonly<Record<string, unknown>>, notes: Note[]): Tier | null {
  const all = [...Object.entries(mapOf(metadata['labels'])), ...Object.entries(mapOf(metadata['annotations']))]
  const [, tier] = all.find(([key]) => /(?:^|\/)tier$/i.test(key)) ?? []
  return tierOf(tier, notes)
}

function linksIn(metadata: Readonly<Record<string, unknown>>, notes: Note[]): readonly ServiceLink[] {
  const links: ServiceLink[] = []
  for (const each of listOf(metadata['links'])) {
    const said = mapOf(each)
    const url = textOf(said['url']) ?? ''
    const name = textOf(said['title']) ?? url
    const kind = kindOf({ type: textOf(said['type']), icon: textOf(said['icon']), name, url })
    addLink(links, { name, url, kind }, notes)
  }
  for (const link of annotatedLinks(mapOf(metadata['annotations']))) addLink(links, link, notes)
  return links
}

/** Well-known annotations that lead somewhere. */
function annotatedLinks(annotations: Readonly<Record<string, unknown>>): readonly ServiceLink[] {
  const found: ServiceLink[] = []
  const source = textOf(annotations['backstage.io/source-location'])?.replace(/^url:/, '')
  if (source?.startsWith('http')) found.push({ name: 'Source', url: source, kind: 'repository' })
  const project = textOf(annotations['github.com/project-slug'])
  // The source says the same more exactly.
  if (project && !source && /^[\w.-]+\/[\w.-]+$/.test(project))
    found.push({ name: project, url: `https://github.com/${project}`, kind: 'repository' })
  return found
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {}
}
