import manifest from '../package.json' with { type: 'json' }

/** Which Baton is this? */
export const release = manifest.version
