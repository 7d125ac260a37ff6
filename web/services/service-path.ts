import { paths } from '../paths.ts'

/** Where is this service shown? By its short name, unless that is a screen of its own. */
export function servicePath({ id, slug }: { readonly id: string; readonly slug: string }): string {
  return paths.service(ownScreens.includes(slug) ? id : slug)
}

const ownScreens = ['import', 'map']
