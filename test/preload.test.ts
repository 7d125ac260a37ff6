import { expect, test } from 'vitest'
import { alwaysHad, preload } from '../vite.preload.ts'

const chunks = {
  'main.js': { type: 'chunk', isEntry: true, imports: ['words.js'] },
  'words.js': { type: 'chunk', imports: ['react.js'] },
  'react.js': { type: 'chunk', imports: ['words.js'] },
  'screen.js': { type: 'chunk', imports: ['rows.js', 'react.js'] },
  'rows.js': { type: 'chunk', imports: [] },
  'main.css': { type: 'asset' },
}

test('what the first screen stands on is there always, and nothing else is', () => {
  expect([...alwaysHad(chunks)]).toEqual(['main.js', 'words.js', 'react.js'])
})

test('a page names all that it needs; before any file was written nothing is left out', () => {
  const { resolveDependencies } = preload()
  const names = ['words.js', 'rows.js']
  expect(resolveDependencies('screen.js', names, { hostType: 'html' })).toEqual(names)
  expect(resolveDependencies('screen.js', names, { hostType: 'js' })).toEqual(names)
})

test('a screen names what it stands on besides', () => {
  const { plugin, resolveDependencies } = preload()
  if (typeof plugin.generateBundle === 'function') Reflect.apply(plugin.generateBundle, undefined, [{}, chunks])
  const names = ['screen.js', 'rows.js', 'react.js', 'words.js']
  expect(resolveDependencies('screen.js', names, { hostType: 'js' })).toEqual(['screen.js', 'rows.js'])
  expect(resolveDependencies('main.js', names, { hostType: 'html' })).toEqual(names)
})
